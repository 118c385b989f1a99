import { fresh } from './fresh.ts';
import type { Scenario, ServiceScenario } from './scenario.ts';

function service(name: string, more: Partial<ServiceScenario> = {}): ServiceScenario {
  return {
    name,
    path: '/',
    aliases: [`${name}.example.com`],
    port: 8080,
    answers: `{"service":"${name}"}\n`,
    ...more,
  };
}

const services: readonly ServiceScenario[] = [
  service('api'),
  service('web', {
    additionalRules: [
      { path: '/admin', aliases: ['web.example.com'] },
      { path: '/files', aliases: ['files.example.com'] },
    ],
  }),
  service('account'),
  service('news', { redirectToHttps: false }),
  service('rpc', { version: 'grpc' }),
];

const behindTheEdge = ['api', 'web', 'files', 'account', 'news'].map((name) => `${name}.example.com`);

/** An environment whose TLS still ends at the load balancer, behind its CDN: where a migration of it begins. */
export const tlsMigration: Scenario = {
  ...fresh,
  name: 'tls-migration',
  shows: 'tls',
  summary: 'CDN on; three services that redirect, one that does not any more, one that speaks gRPC',
  environments: fresh.environments.map((environment) => ({
    ...environment,
    cdn: { certificate: 'wildcard' },
    services,
  })),
  hostedZones: fresh.hostedZones.map((zone) => ({
    ...zone,
    toLoadBalancer: { 'rpc.example.com': 'prod' },
    toDistribution: Object.fromEntries(behindTheEdge.map((name) => [name, 'prod'])),
  })),
};

/** The same after somebody began by hand: one service is through, of another only the manifest is edited. */
export const halfMigrated: Scenario = {
  ...tlsMigration,
  name: 'half-migrated',
  summary: 'like tls-migration, begun by hand: one service deployed, the manifest of another edited',
  environments: tlsMigration.environments.map((environment) => ({
    ...environment,
    services: services.map((one) => {
      if (one.name === 'api') return { ...one, redirectToHttps: false };
      return one.name === 'web' ? { ...one, edited: true } : one;
    }),
  })),
};
