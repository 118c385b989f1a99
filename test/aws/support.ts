import { afterEach, vi } from 'vitest';
import { type ApiCall, type Connection, callerConnection } from '../../source/aws/connection.ts';
import type { Certificate, Distribution, LoadBalancer, World } from '../../source/sandbox/world.ts';
import { regionOf, type WorldOptions } from '../../source/sandbox/world-factory.ts';
import { accessKeyId, account, openSandbox, region } from '../sandbox/support.ts';

export { account, region };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The environment variables of somebody who has nothing set up at all. */
export function stubBareEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
}

/** The environment variables of somebody who has keys, a region, and the sandbox in place of AWS. */
export function stubEnvironment(endpoint: string): void {
  stubBareEnvironment();
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any secret will do');
  vi.stubEnv('AWS_REGION', region);
}

export interface OpenedAws {
  readonly world: World;
  readonly connection: Connection;
  /** What the connection reported so far. */
  readonly calls: ApiCall[];
  readonly resolver: string;
  readonly frontDoor: string;
}

/** A sandbox, and the caller's connection to it through the environment variables. */
export async function openAws(options: WorldOptions = {}): Promise<OpenedAws> {
  const { sandbox, world } = await openSandbox({ speed: 1, ...options });
  stubEnvironment(sandbox.endpoint);
  const calls: ApiCall[] = [];
  const connection = await callerConnection({ onCall: (call) => calls.push(call) });
  return { world, connection, calls, resolver: sandbox.resolver, frontDoor: sandbox.frontDoor };
}

export function putParameter(world: World, name: string, value: string): void {
  const { parameters } = regionOf(world, account, region);
  parameters.set(name, { name, value, version: 1, modified: new Date(0) });
}

export function putCertificate(world: World, id: string, more: Partial<Certificate> = {}): Certificate {
  const certificate: Certificate = {
    arn: `arn:aws:acm:us-east-1:${account}:certificate/${id}`,
    domainName: 'example.com',
    names: ['example.com', '*.example.com'],
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    created: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
    inUseBy: new Set(),
    tags: {},
    ...more,
  };
  regionOf(world, account, 'us-east-1').certificates.set(certificate.arn, certificate);
  return certificate;
}

export function distribution(id: string, more: Partial<Distribution> = {}): Distribution {
  return {
    id,
    arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
    domainName: 'd111111abcdef8.cloudfront.net',
    status: 'Deployed',
    config: {
      Enabled: true,
      Aliases: ['api.example.com'],
      DefaultCacheBehavior: { TargetOriginId: 'origin', ViewerProtocolPolicy: 'redirect-to-https' },
      Origins: [{ Id: 'origin', DomainName: 'lb.example.com' }],
      ViewerCertificate: {
        AcmCertificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1`,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    },
    modified: new Date('2026-01-01T00:00:00Z'),
    etag: 'ETAG1',
    tags: {},
    addresses: ['198.51.100.1', '198.51.100.2'],
    ...more,
  };
}

export function loadBalancer(more: Partial<LoadBalancer> = {}): LoadBalancer {
  return {
    arn: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/shop-Publi-1/0123456789abcdef`,
    name: 'shop-Publi-1',
    dnsName: 'shop-Publi-1-1234.us-west-2.elb.amazonaws.com',
    hostedZoneId: 'Z1H1FL5HABSF5',
    scheme: 'internet-facing',
    securityGroups: ['sg-1'],
    listeners: new Map(),
    created: new Date(0),
    addresses: ['203.0.113.1', '203.0.113.2'],
    ...more,
  };
}
