import {
  ACMClient,
  type CertificateDetail,
  DescribeCertificateCommand,
  RequestCertificateCommand,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm';
import { afterEach } from 'vitest';
import { addHostedZone, putRecord } from '../../../source/sandbox/hosted-zones.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { steppedClock } from '../../../source/sandbox/services/cloudformation/stepped-clock.ts';
import type { Certificate, HostedZone, World } from '../../../source/sandbox/world.ts';
import { addUser, createWorld, regionOf, type WorldOptions } from '../../../source/sandbox/world-factory.ts';
import { accessKeyId, account, type Opened } from '../support.ts';

const open: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

export const now = new Date('2026-11-26T12:00:00Z');
export const hour = 3_600;
export const day = 24 * hour;
/** Whose DNS is not in Route 53, as far as the caller can see. */
const somebodyElse = '999988887777';

export interface OpenedAcm {
  readonly world: World;
  /** In us-east-1. */
  readonly acm: ACMClient;
  readonly client: Opened['client'];
  /** Lets so many of AWS's seconds pass, with all that happens in them. */
  readonly pass: (seconds: number) => void;
}

/** A sandbox in which time passes only when the test says so; closed after the test. */
export async function openAcm(options: WorldOptions = {}): Promise<OpenedAcm> {
  const clock = steppedClock(now);
  const world: World = { ...createWorld(options), clock };
  addUser(world, account, 'dev', accessKeyId);
  const sandbox = await startSandbox({ world });
  open.push(sandbox);
  const credentials = { accessKeyId, secretAccessKey: 'any secret will do' };
  const client = { endpoint: sandbox.endpoint, region: 'us-east-1', maxAttempts: 1, credentials };
  return { world, acm: new ACMClient(client), client, pass: clock.runFor };
}

/** Asks for a certificate that is validated over DNS; gives its ARN. */
export async function request(
  acm: ACMClient,
  names: readonly [string, ...string[]],
  more: Partial<RequestCertificateCommandInput> = {},
): Promise<string> {
  const [DomainName, ...others] = names;
  const command = new RequestCertificateCommand({
    DomainName,
    ...(others.length > 0 && { SubjectAlternativeNames: others }),
    ValidationMethod: 'DNS',
    ...more,
  });
  const { CertificateArn = '' } = await acm.send(command);
  return CertificateArn;
}

export async function describeOne(acm: ACMClient, arn: string): Promise<CertificateDetail> {
  const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
  return Certificate ?? {};
}

/** Name → how far ACM has come with it. */
export async function statuses(acm: ACMClient, arn: string): Promise<Readonly<Record<string, string>>> {
  const { DomainValidationOptions = [] } = await describeOne(acm, arn);
  return Object.fromEntries(
    DomainValidationOptions.map(({ DomainName = '', ValidationStatus = '' }) => [
      DomainName,
      ValidationStatus,
    ]),
  );
}

/** A zone that another DNS provider runs: the world's DNS answers from it, the caller's Route 53 does not list it. */
export function addZoneElsewhere(world: World, name: string): HostedZone {
  return addHostedZone(world, { account: somebodyElse, name });
}

/** Writes the records that a certificate asks for, of some or of all its names, into a zone. */
export async function publish(
  acm: ACMClient,
  arn: string,
  zone: HostedZone,
  names?: readonly string[],
): Promise<void> {
  const { DomainValidationOptions = [] } = await describeOne(acm, arn);
  for (const { DomainName = '', ResourceRecord } of DomainValidationOptions) {
    if (names !== undefined && !names.includes(DomainName)) continue;
    const { Name = '', Value = '' } = ResourceRecord ?? {};
    putRecord(zone, { name: Name.replace(/\.$/, ''), type: 'CNAME', ttl: 300, values: [Value] });
  }
}

/** Puts a certificate into us-east-1 as if it had always been there; gives its ARN. */
export function addCertificate(world: World, id: string, certificate: Partial<Certificate> = {}): string {
  const arn = `arn:aws:acm:us-east-1:${account}:certificate/${id}`;
  regionOf(world, account, 'us-east-1').certificates.set(arn, {
    arn,
    domainName: `${id}.example.com`,
    names: [`${id}.example.com`],
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    created: new Date('2026-01-01T00:00:00Z'),
    inUseBy: new Set(),
    tags: {},
    ...certificate,
  });
  return arn;
}
