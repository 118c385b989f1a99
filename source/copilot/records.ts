import type { Connection } from '../aws/connection.ts';
import { deleteParameter, readParameter, readParametersUnder } from '../aws/ssm.ts';
import { callerIdentity } from '../aws/sts.ts';
import { UserError } from '../errors.ts';
import type { EnvironmentAsMade } from './environment-manifest/skeleton.ts';
import { nearest } from './nearest.ts';
import { parseRecord, type RecordReader } from './record.ts';

/** What `copilot init` and its kin wrote down in the Parameter Store, in the application's account and region (docs/copilot.md, 2.1). */

export interface Application {
  readonly name: string;
  readonly account: string;
  /** The domain that the application manages; absent when it has none. */
  readonly domain?: string;
  readonly domainHostedZoneId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Environment {
  readonly application: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** Passed to CloudFormation, which changes the stack as it. */
  readonly executionRoleArn: string;
  /** Assumed to read and update the stacks. */
  readonly managerRoleArn: string;
  /** How it was made, before environments had manifests. @throws UserError `record-malformed` */
  readonly asMade: () => EnvironmentAsMade;
}

export interface Workload {
  readonly name: string;
  /** `Load Balanced Web Service`, `Static Site`, `Scheduled Job`, … */
  readonly type: string;
}

const everyApplication = '/copilot/applications/';
const applicationPath = (application: string) => `${everyApplication}${application}`;
const environmentsPath = (application: string) => `${applicationPath(application)}/environments/`;
export const workloadsPath = (application: string) => `${applicationPath(application)}/components/`;

/** @throws UserError `application-not-found`, `record-malformed` */
export async function readApplication(
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<Application> {
  const path = applicationPath(name);
  const value = await readParameter(connection, path, signal);
  if (value === undefined) throw await applicationNotFound(connection, name, signal);
  const record = parseRecord(path, value);
  const domain = record.optionalText('domain');
  const domainHostedZoneId = record.optionalText('domainHostedZoneID');
  return {
    name: record.text('name'),
    account: record.text('account'),
    ...(domain !== undefined && { domain }),
    ...(domainHostedZoneId !== undefined && { domainHostedZoneId }),
    tags: record.texts('tags'),
  };
}

/**
 * Every environment of the application, sorted by name.
 * @throws UserError `no-environments`, `record-malformed`
 */
export async function readEnvironments(
  connection: Connection,
  application: string,
  signal?: AbortSignal,
): Promise<readonly Environment[]> {
  const parameters = await readParametersUnder(connection, environmentsPath(application), signal);
  if (parameters.length === 0) {
    throw new UserError({
      code: 'no-environments',
      message: `Looking for the environments of ${application}: it has none in ${connection.region}, and a CDN stands in front of an environment.`,
      next: [
        'Look whether this is the right application and region: --app NAME, --region REGION',
        'An environment is made by: copilot env init',
      ],
    });
  }
  return parameters.map(({ name, value }) => environmentRecord(name, value)).sort(byName);
}

/** @throws UserError `environment-not-found`, `no-environments`, `record-malformed` */
export async function readEnvironment(
  connection: Connection,
  application: string,
  name: string,
  signal?: AbortSignal,
): Promise<Environment> {
  const path = `${environmentsPath(application)}${name}`;
  const value = await readParameter(connection, path, signal);
  if (value !== undefined) return environmentRecord(path, value);
  const others = (await readEnvironments(connection, application, signal)).map((other) => other.name);
  throw environmentNotFound(application, name, others);
}

/** For whoever has the environments already. */
export function environmentNotFound(application: string, name: string, others: readonly string[]): UserError {
  const meant = nearest(name, others);
  return new UserError({
    code: 'environment-not-found',
    message: `Application ${application} has no environment ${name}. It has: ${others.join(', ')}.`,
    next: (meant.length > 0 ? meant : others.slice(0, 3)).map((other) => `--env ${other}`),
  });
}

/**
 * The services and jobs of the application, sorted by name; not all of them are deployed to every environment.
 * @throws UserError `record-malformed`
 */
export async function readWorkloads(
  connection: Connection,
  application: string,
  signal?: AbortSignal,
): Promise<readonly Workload[]> {
  const parameters = await readParametersUnder(connection, workloadsPath(application), signal);
  return parameters
    .map(({ name, value }) => {
      const record = parseRecord(name, value);
      return { name: record.text('name'), type: record.text('type') };
    })
    .sort(byName);
}

/** Has Copilot forget a service or a job; its stacks are to be gone by then. */
export async function forgetWorkload(
  connection: Connection,
  application: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  await deleteParameter(connection, `${workloadsPath(application)}${name}`, signal);
}

function environmentRecord(path: string, value: string): Environment {
  const record = parseRecord(path, value);
  return {
    application: record.text('app'),
    name: record.text('name'),
    region: record.text('region'),
    account: record.text('accountID'),
    executionRoleArn: record.text('executionRoleARN'),
    managerRoleArn: record.text('managerRoleARN'),
    asMade: () => asMade(record.optionalRecord('customConfig'), record.optionalRecord('telemetry')),
  };
}

function asMade(custom: RecordReader | undefined, telemetry: RecordReader | undefined): EnvironmentAsMade {
  const imported = custom?.optionalRecord('importVPC');
  const adjusted = custom?.optionalRecord('adjustVPC');
  const containerInsights = telemetry?.flag('containerInsights');
  return {
    ...(imported !== undefined && {
      importedVpc: {
        id: imported.text('id'),
        publicSubnets: imported.list('publicSubnetIDs'),
        privateSubnets: imported.list('privateSubnetIDs'),
      },
    }),
    ...(adjusted !== undefined && {
      adjustedVpc: {
        cidr: adjusted.text('cidr'),
        zones: adjusted.list('availabilityZoneNames'),
        publicSubnets: adjusted.list('publicSubnetCIDRs'),
        privateSubnets: adjusted.list('privateSubnetCIDRs'),
      },
    }),
    certificates: custom?.list('importCertARNs') ?? [],
    internalSubnets: custom?.list('internalALBSubnets') ?? [],
    internalVpcIngress: custom?.flag('enableInternalALBVPCIngress') ?? false,
    ...(containerInsights !== undefined && { containerInsights }),
  };
}

const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
  one.name < other.name ? -1 : 1;

async function applicationNotFound(
  connection: Connection,
  name: string,
  signal: AbortSignal | undefined,
): Promise<UserError> {
  const { account } = await callerIdentity(connection, signal);
  const others = await applicationNames(connection, signal);
  return new UserError({
    code: 'application-not-found',
    message: `Looking for the application ${name}: account ${account} has no record of it in ${connection.region}. Records live in the region where the application was made.`,
    next: [
      'Name that region: --region REGION',
      'Or use credentials of the account where it was made: --profile NAME',
      ...nearest(name, others ?? []).map((other) => `Or was it ${other}? --app ${other}`),
    ],
    ...(others && {
      details: [
        others.length === 0
          ? `There is no Copilot application in ${connection.region}.`
          : `Applications in ${connection.region}: ${others.join(', ')}`,
      ],
    }),
  });
}

/** Undefined for those who may read a record but not list them all. */
async function applicationNames(
  connection: Connection,
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> {
  try {
    const parameters = await readParametersUnder(connection, everyApplication, signal);
    return parameters.map(({ name }) => name.slice(everyApplication.length));
  } catch (error) {
    if (error instanceof UserError && error.code === 'access-denied') return undefined;
    throw error;
  }
}
