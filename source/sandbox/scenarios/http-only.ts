import { fresh } from './fresh.ts';
import type { Scenario } from './scenario.ts';

/** An environment as many begin: no domain of Copilot's, no certificate on the load balancer, names that a person made. */
export const httpOnly: Scenario = {
  ...fresh,
  name: 'http-only',
  summary: 'a load balancer without certificates: visitors get HTTP, until TLS ends at the edge',
  environments: fresh.environments.map((environment) => ({
    ...environment,
    publicCertificates: [],
    services: environment.services.map((service) =>
      service.name === 'api' ? { ...service, path: '/api' } : service,
    ),
  })),
};
