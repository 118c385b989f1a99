import { fresh } from './fresh.ts';
import type { Scenario } from './scenario.ts';

/** Nobody has asked for a certificate in us-east-1 yet: the one on the load balancer is of no use to CloudFront. */
export const noCertificate: Scenario = {
  ...fresh,
  name: 'no-certificate',
  summary: 'no certificate in us-east-1: one is requested, proved and used in the same run',
  certificates: fresh.certificates.filter(({ region }) => region !== 'us-east-1'),
};
