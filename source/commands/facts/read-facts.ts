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
import { environmentStackName } from '../../copilot/names.ts';
import { type Environment, environmentNotFound } from '../../copilot/records.ts';
import { UserError } from '../../errors.ts';
import { createResolver } from '../../network/dns.ts';
import {
  type Facts,
  type FunctionCode,
  type StackFacts,
  servicesBehindLoadBalancer,
  uniqueNames,
} from '../../plan/facts.ts';
import { type NamelessService, readNamelessServices } from './nameless-services.ts';
import { environmentManager, type OpenApplication } from './open-application.ts';
import { readDistributionFacts, readNameHolders, readNames } from './read-edge.ts';
import {
  aliasesInManifests,
  deployedOrigin,
  manifestOrigin,
  missingManifest,
  readWorkspaceManifest,
} from './read-manifests.ts';
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
  readonly nameless: readonly NamelessService[];
}

export interface ReadOptions {
  readonly resolver: string | undefined;
  readonly connectTo: string | undefined;
  readonly signal: AbortSignal;
  /** A distribution that the stack believes in and CloudFront does not have is no error: it is to be taken out of the stack. */
  readonly mayBeGone?: true;
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
  const caller = inRegion(opened.environmentCaller, record.region);
  const manager = environmentManager(opened, record);
  const artifactBucket = once(async () => {
    const resources = await regionalResources(opened.caller, opened.application, record.region, signal);
    return resources.artifactBucket;
  });
  const stackName = environmentStackName(opened.application.name, name);
  const prefixList = optional(cloudFrontPrefixList(caller, signal));
  const functionCode = readFunctionCode(manager, artifactBucket, signal);
  functionCode.catch(() => undefined);
  const stack = await readStack(manager, stackName, signal);
  const deployed = readDeployedEnvironment(stack.template);
  refuseUnpatchable(deployed, name);
  const deployedManifest = readDeployedManifest(deployed, opened, name);
  const workspace = workspaceManifest ?? (await missingManifest(opened, record, deployedManifest));
  const manifestAliases = await aliasesBesideTheStack(opened, name, {
    stack,
    manifest: deployedManifest ?? workspace.manifest,
  });
  const services = servicesBehindLoadBalancer(stack.parameters, manifestAliases);
  const distribution = readDistributionFacts({ manager, caller, stack, deployed, services, ...options });
  const findZone = zonesAround(opened, record, stack, options);
  const holders = readNameHolders(caller, uniqueNames(services), signal);
  const names = readNames({
    findZone,
    stack,
    names: uniqueNames(services),
    domainName: distribution.then((found) => found?.domainName),
    holders,
    ...options,
  });
  const facts: Facts = {
    workspace,
    application: { name: opened.application.name, domain: opened.application.domain ?? '' },
    environment: record,
    stack,
    deployed,
    deployedManifest,
    services,
    manifestAliases,
    names: await names,
    distribution: await distribution,
    distributionsListed: (await holders) !== undefined,
    functionCode: await functionCode,
    prefixList: await prefixList,
  };
  const nameless = await readNamelessServices(opened, facts);
  return { record, caller, manager, artifactBucket, findZone, nameless, facts };
}

/** Finds zones as the person in the environment's account, then as the application's DNS role, then as the person there. */
export function zonesAround(
  opened: OpenApplication,
  record: Environment,
  stack: StackFacts,
  { resolver, signal }: Pick<ReadOptions, 'resolver' | 'signal'>,
): FindZone {
  const caller = inRegion(opened.environmentCaller, record.region);
  const connections = [caller, ...delegationRole(opened, record, stack), opened.caller];
  return createZoneFinder(connections, createResolver(resolver), signal);
}

/** The role by which environments write into the zones of the application's domain, which may be in another account. */
function delegationRole(opened: OpenApplication, { region }: Environment, stack: StackFacts): Connection[] {
  const roleArn = stack.parameters.AppDNSDelegationRole;
  if (!roleArn) return [];
  const identity = 'dns-delegation';
  return [assumeRole(opened.caller, { roleArn, region, sessionName: 'copilot-cdn', identity })];
}

/** Only where names do not reach the stack do the manifests have to say them (docs/compatibility.md, "Names"). */
export async function aliasesBesideTheStack(
  opened: OpenApplication,
  environment: string,
  { stack, manifest }: { readonly stack: StackFacts; readonly manifest: EnvironmentManifest },
): Promise<Facts['manifestAliases']> {
  if (opened.application.domain || (manifest.publicCertificates ?? []).length > 0) return {};
  const services = servicesBehindLoadBalancer(stack.parameters).map((service) => service.name);
  return aliasesInManifests(opened, environment, services);
}

/** @throws UserError `environment-not-found` */
export function findEnvironment(opened: OpenApplication, name: string): Environment {
  const record = opened.environments.find((environment) => environment.name === name);
  if (record !== undefined) return record;
  throw environmentNotFound(
    opened.application.name,
    name,
    opened.environments.map((environment) => environment.name),
  );
}

/**
 * Certificates, distributions and DNS are read with the person's own credentials, which see their own account only; the application's
 * records are in the application's.
 * @throws UserError `environment-in-another-account`
 */
export function refuseOtherAccount(opened: OpenApplication, record: Environment): void {
  const { account } = opened.environmentIdentity;
  if (account === record.account) return;
  throw new UserError({
    code: 'environment-in-another-account',
    message: `${record.name} is in account ${record.account}, and these credentials belong to account ${account}. Its certificates and its distribution cannot be seen from there.`,
    next: [`Name a profile of account ${record.account} beside them: --environment-profile NAME`],
  });
}

export function readDeployedManifest(
  deployed: DeployedEnvironment,
  opened: OpenApplication,
  name: string,
): EnvironmentManifest | undefined {
  if (deployed.manifest === undefined) return undefined;
  return readEnvironmentManifest(deployed.manifest, deployedOrigin(manifestOrigin(opened, name, '')));
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
