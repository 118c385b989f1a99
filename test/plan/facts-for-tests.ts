import { readDeployedEnvironment } from '../../source/cdn/deployed-environment.ts';
import { readEnvironmentManifest } from '../../source/copilot/environment-manifest/read.ts';
import type { Facts } from '../../source/plan/facts.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';

const balancerCertificate = 'arn:aws:acm:us-west-2:111122223333:certificate/balancer';
export const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/edge';
export const manifest = `name: prod
type: Environment
http:
  public:
    certificates: [${balancerCertificate}]
`;

/** The same environment once a template is deployed to it. */
export function deployedAs(before: Facts, template: string): Facts {
  const deployed = readDeployedEnvironment(template);
  const text = deployed.manifest ?? '';
  return {
    ...before,
    stack: { ...before.stack, template },
    deployed,
    deployedManifest: readEnvironmentManifest(text, { ...origin, interpolated: true }),
  };
}

const origin = { file: 'manifest.yml', application: 'shop', environment: 'prod', variables: {} };

/** A manifest in the workspace. */
export function workspace(text: string): Facts['workspace'] {
  return {
    root: '/work/shop',
    manifestPath: 'copilot/environments/prod/manifest.yml',
    manifest: readEnvironmentManifest(text, origin),
    manifestText: text,
    onDisk: true,
    overrides: { patches: [], cdk: false },
  };
}

/** The distribution of the environment, with the name of its service. */
export function distribution(status: string): Facts['distribution'] {
  const answers = [{ name: 'api.example.com', well: true, text: '200 in 41 ms' }];
  return { id: 'E1', domainName: 'd1.cloudfront.net', status, aliases: ['api.example.com'], answers };
}

/** An environment without a CDN, one service behind its load balancer, certificates on it unless none are given. */
export function facts(
  local: string = manifest,
  publicCertificates: readonly string[] = [balancerCertificate],
): Facts {
  const deployedText = publicCertificates.length === 0 ? local : manifest;
  const base: Facts = {
    workspace: workspace(local),
    application: { name: 'shop', domain: '' },
    environment: {
      name: 'prod',
      region: 'us-west-2',
      account: '111122223333',
      managerRoleArn: '',
      executionRoleArn: '',
    },
    stack: {
      name: 'shop-prod',
      id: 'arn:aws:cloudformation:us-west-2:111122223333:stack/shop-prod/1',
      status: 'UPDATE_COMPLETE',
      template: '',
      parameters: {},
      outputs: { PublicLoadBalancerDNSName: 'shop-1.us-west-2.elb.amazonaws.com' },
      tags: {},
      lastUpdated: '2026-11-01T00:00:00.000Z',
    },
    deployed: readDeployedEnvironment(environmentTemplate({ manifest: deployedText, publicCertificates })),
    deployedManifest: undefined,
    services: [{ name: 'api', aliases: ['api.example.com'] }],
    names: [{ name: 'api.example.com', leadsTo: 'load-balancer', zone: { id: 'Z1', name: 'example.com' } }],
    distribution: undefined,
    distributionsListed: true,
    functionCode: {
      uniqueJsonValues: { bucket: 'b', key: 'k' },
      certificateReplicator: { bucket: 'b', key: 'k' },
    },
    prefixList: { id: 'pl-1', maxEntries: 55 },
    manifestAliases: {},
  };
  return deployedAs(base, environmentTemplate({ manifest: deployedText, publicCertificates }));
}
