import { assumeRole, type Connection, inRegion } from '../../aws/connection.ts';
import { cloudFrontPrefixList } from '../../aws/ec2.ts';
import {
  type DeployedEnvironment,
  readDeployedEnvironment,
  refuseUnpatchable,
} from '../../cdn/deployed-environment.ts';
import { customResourceCode, regionalResources } from '../../copilot/artifacts.ts';
import {
  type EnvironmentManifest,
  readEnvironmentManifest,
} from '../../copilot/environment-manifest/read.ts';
import { environmentSkeleton } from '../../copilot/environment-manifest/skeleton.ts';
import { escapeVariables } from '../../copilot/interpolate.ts';
import type { ManifestOrigin } from '../../copilot/manifest-origin.ts';
import { environmentStackName } from '../../copilot/names.ts';
import { type Environment, environmentNotFound } from '../../copilot/records.ts';
import { environmentManifestPath, readEnvironmentOverrides, readManifest } from '../../copilot/workspace.ts';
import { UserError } from '../../errors.ts';
import { createResolver } from '../../network/dns.ts';
import {
  type Facts,
  type FunctionCode,
  servicesBehindLoadBalancer,
  type WorkspaceFacts,
} from '../../plan/facts.ts';
import type { OpenApplication } from './open-application.ts';
import { readDistributionFacts, readNames } from './read-edge.ts';
import { readStack } from './read-stack.ts';
import { createZoneFinder, type FindZone } from './zone-finder.ts';

/** An environment, with the connections that its calls are made by. */
export interface OpenEnvironment {
  readonly facts: Facts;
  readonly record: Environment;
  /** The person's own credentials in the environment's region: prefix lists, certificates, DNS, CloudFront. */
  readonly caller: Connection;
  /** The environment's manager role: stacks and the artifact bucket. */
  readonly manager: Connection;
  readonly artifactBucket: () => Promise<string>;
  readonly findZone: FindZone;
}

export interface ReadOptions {
  readonly resolver: string | undefined;
  readonly connectTo: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Everything that is true about one environment: its manifest, its stack, its distribution, and where its names lead.
 * @throws UserError for a manifest that cannot be read, an environment that is not there, or a template that cannot be patched
 */
export async function openEnvironment(
  opened: OpenApplication,
  name: string,
  options: ReadOptions,
): Promise<OpenEnvironment> {
  const { signal } = options;
  const record = findEnvironment(opened, name);
  refuseOtherAccount(opened, record);
  const workspaceManifest = await readWorkspaceManifest(opened, name);
  const caller = inRegion(opened.caller, record.region);
  const manager = assumeRole(opened.caller, {
    roleArn: record.managerRoleArn,
    region: record.region,
    sessionName: 'copilot-cdn',
    identity: 'environment-manager',
  });
  const artifactBucket = once(async () => {
    const resources = await regionalResources(opened.caller, opened.application, record.region, signal);
    return resources.artifactBucket;
  });
  const stackName = environmentStackName(opened.application.name, name);
  const prefixList = optional(cloudFrontPrefixList(caller, signal).then((list) => list.id));
  const functionCode = readFunctionCode(manager, artifactBucket, signal);
  functionCode.catch(() => undefined);
  const stack = await readStack(manager, stackName, signal);
  const deployed = readDeployedEnvironment(stack.template);
  refuseUnpatchable(deployed, name);
  const deployedManifest = readDeployedManifest(deployed, opened, name);
  const workspace = workspaceManifest ?? (await missingManifest(opened, record, deployedManifest));
  const services = servicesBehindLoadBalancer(stack.parameters);
  const distribution = readDistributionFacts({ manager, caller, stack, deployed, services, ...options });
  const findZone = createZoneFinder(caller, createResolver(options.resolver), signal);
  const names = readNames({
    findZone,
    caller,
    stack,
    services,
    domainName: distribution.then((found) => found?.domainName),
    ...options,
  });
  return {
    record,
    caller,
    manager,
    artifactBucket,
    findZone,
    facts: {
      workspace,
      application: { name: opened.application.name, domain: opened.application.domain ?? '' },
      environment: record,
      stack,
      deployed,
      deployedManifest,
      services,
      names: await names,
      distribution: await distribution,
      functionCode: await functionCode,
      prefixListId: await prefixList,
    },
  };
}

function findEnvironment(opened: OpenApplication, name: string): Environment {
  const record = opened.environments.find((environment) => environment.name === name);
  if (record !== undefined) return record;
  throw environmentNotFound(
    opened.application.name,
    name,
    opened.environments.map((environment) => environment.name),
  );
}

/**
 * Certificates, distributions and DNS are read with the person's own credentials, which see their own account only.
 * @throws UserError `environment-in-another-account`
 */
function refuseOtherAccount(opened: OpenApplication, record: Environment): void {
  const { account } = opened.identity;
  if (account === record.account) return;
  throw new UserError({
    code: 'environment-in-another-account',
    message: `${record.name} is in account ${record.account}, and these credentials belong to account ${account}. Its certificates and its distribution cannot be seen from there.`,
    next: [
      'Environments in the account of the application can be set up; one in another account cannot be yet',
    ],
  });
}

/** The manifest in the workspace, as Copilot reads it; undefined when there is no file. */
export async function readWorkspaceManifest(
  opened: OpenApplication,
  name: string,
): Promise<WorkspaceFacts | undefined> {
  const { workspace } = opened;
  const file = await readManifest(workspace, environmentManifestPath(workspace, name));
  if (file === undefined) return undefined;
  const manifest = readEnvironmentManifest(file.text, origin(opened, name, file.relativePath));
  return {
    root: workspace.root,
    manifestPath: file.relativePath,
    manifest,
    manifestText: file.text,
    onDisk: true,
    overrides: await readEnvironmentOverrides(workspace),
  };
}

/**
 * An environment that AWS knows and the workspace does not: what was deployed is its manifest. One that is older than manifests
 * gets one from what was recorded when it was made.
 */
async function missingManifest(
  opened: OpenApplication,
  record: Environment,
  deployed: EnvironmentManifest | undefined,
): Promise<WorkspaceFacts> {
  const manifestPath = `copilot/environments/${record.name}/manifest.yml`;
  const place = origin(opened, record.name, manifestPath);
  const text =
    deployed === undefined
      ? environmentSkeleton(record.name, record.asMade())
      : escapeVariables(deployed.text);
  return {
    root: opened.workspace.root,
    manifestPath,
    manifest: readEnvironmentManifest(text, place),
    manifestText: text,
    onDisk: false,
    overrides: await readEnvironmentOverrides(opened.workspace),
  };
}

function readDeployedManifest(
  deployed: DeployedEnvironment,
  opened: OpenApplication,
  name: string,
): EnvironmentManifest | undefined {
  if (deployed.manifest === undefined) return undefined;
  return readEnvironmentManifest(deployed.manifest, deployedOrigin(origin(opened, name, '')));
}

/** The copy in the stack is what Copilot has interpolated already. */
export function deployedOrigin(local: ManifestOrigin): ManifestOrigin {
  return { ...local, file: 'the deployed manifest', interpolated: true };
}

/** AWS_REGION and AWS_ACCOUNT_ID are nobody's in a shell; the environment's own stand in for them, to read by. */
function origin(
  { application, environments }: OpenApplication,
  environment: string,
  file: string,
): ManifestOrigin {
  const record = environments.find(({ name }) => name === environment);
  return {
    file,
    folder: environment,
    application: application.name,
    environment,
    variables: process.env,
    ...(record !== undefined && {
      standIns: { AWS_REGION: record.region, AWS_ACCOUNT_ID: record.account },
    }),
  };
}

async function readFunctionCode(
  manager: Connection,
  artifactBucket: () => Promise<string>,
  signal: AbortSignal,
): Promise<FunctionCode> {
  const bucket = await artifactBucket();
  const [uniqueJsonValues, certificateReplicator] = await Promise.all([
    customResourceCode(manager, bucket, 'UniqueJSONValuesFunction', signal),
    customResourceCode(manager, bucket, 'CertificateReplicatorFunction', signal),
  ]);
  return {
    ...(uniqueJsonValues && { uniqueJsonValues }),
    ...(certificateReplicator && { certificateReplicator }),
  };
}

/** What is only needed for some answers must not stop the others. */
function optional<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  return promise.catch(() => undefined);
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
