import { fresh } from './fresh.ts';
import type { BucketScenario, CertificateScenario, Scenario, ServiceScenario } from './scenario.ts';

const serviceCount = 50;
const certificateCount = 2_000;
const bucketCount = 2_000;

/** Lists that do not fit a screen or a page: 50 services, 2,000 certificates and 2,000 buckets. */
export const large: Scenario = {
  ...fresh,
  name: 'large',
  summary: '50 services, 2,000 certificates and 2,000 buckets',
  environments: fresh.environments.map((environment) => ({
    ...environment,
    services: [...environment.services, ...numbered(serviceCount - environment.services.length, service)],
  })),
  hostedZones: fresh.hostedZones.map((zone) => ({
    ...zone,
    toLoadBalancer: {
      ...zone.toLoadBalancer,
      ...Object.fromEntries(
        numbered(serviceCount - 2, service)
          .flatMap(({ aliases }) => aliases)
          .map((name) => [name, 'prod']),
      ),
    },
  })),
  certificates: [
    ...fresh.certificates,
    ...numbered(certificateCount - fresh.certificates.length, certificate),
  ],
  buckets: numbered(bucketCount, bucket),
};

function numbered<Item>(count: number, make: (number: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

function service(number: number): ServiceScenario {
  const name = `team-${number}`;
  return {
    name,
    path: '/',
    aliases: [`${name}.example.com`],
    port: 8080,
    answers: `{"service":"${name}"}\n`,
  };
}

/** One in ten has a key that ACM leaves out of its lists unless it is asked for. */
function certificate(number: number): CertificateScenario {
  return {
    id: `customer-${number}`,
    region: 'us-east-1',
    names: [`customer-${number}.example.net`, `www.customer-${number}.example.net`],
    status: 'ISSUED',
    keyAlgorithm: number % 10 === 0 ? 'EC_prime256v1' : 'RSA_2048',
    madeDaysAgo: number % 360,
    validForDays: 395 - (number % 360),
  };
}

function bucket(number: number): BucketScenario {
  const region = number % 3 === 0 ? 'eu-west-1' : 'us-west-2';
  return { name: `shop-data-${number}`, region, madeDaysAgo: number % 900 };
}
