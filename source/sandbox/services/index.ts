import type { Service } from '../service.ts';
import { acm } from './acm/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { cloudFront } from './cloudfront/index.ts';
import { ec2 } from './ec2/index.ts';
import { elasticLoadBalancing } from './elasticloadbalancing/index.ts';
import { route53 } from './route53/index.ts';
import { s3 } from './s3/index.ts';
import { ssm } from './ssm/index.ts';
import { sts } from './sts/index.ts';

/** Every service that the sandbox models. */
export const services: readonly Service[] = [
  acm,
  cloudformation,
  cloudFront,
  ec2,
  elasticLoadBalancing,
  route53,
  s3,
  ssm,
  sts,
];
