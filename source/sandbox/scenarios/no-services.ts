import { fresh } from './fresh.ts';
import type { Scenario } from './scenario.ts';

/** An environment that nothing was deployed to yet: no load balancer, so nothing for a CDN to stand in front of. */
export const noServices: Scenario = {
  ...fresh,
  name: 'no-services',
  summary: 'like fresh, before the first service is deployed',
  environments: fresh.environments.map((environment) => ({ ...environment, services: [] })),
  hostedZones: fresh.hostedZones.map(({ name, id }) => ({ name, id })),
};
