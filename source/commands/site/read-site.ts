import { stackResources } from '../../aws/cloudformation.ts';
import { readDistribution } from '../../aws/cloudfront.ts';
import { type Connection, inRegion } from '../../aws/connection.ts';
import { type DeployedSite, readSiteStack, siteTags } from '../../cdn/site-stack/index.ts';
import { regionalResources } from '../../copilot/artifacts.ts';
import { workloadStackName } from '../../copilot/names.ts';
import type { Environment } from '../../copilot/records.ts';
import { checkStaticSiteManifest } from '../../copilot/static-site-manifest/check.ts';
import { readStaticSiteManifest, type StaticSiteManifest } from '../../copilot/static-site-manifest/read.ts';
import { readManifest, workloadManifestPath } from '../../copilot/workspace.ts';
import { UserError } from '../../errors.ts';
import { createResolver, whereNameLeads } from '../../network/dns.ts';
import type { NameFacts, StackFacts } from '../../plan/facts.ts';
import type { SiteDistribution, SiteFacts } from '../../plan/site/site-facts.ts';
import { environmentManager, type OpenApplication } from '../facts/open-application.ts';
import { readNameHolders } from '../facts/read-edge.ts';
import { findEnvironment, type ReadOptions, refuseOtherAccount } from '../facts/read-facts.ts';
import { manifestOrigin } from '../facts/read-manifests.ts';
import { findStack } from '../facts/read-stack.ts';
import { createZoneFinder, type FindZone } from '../facts/zone-finder.ts';
import type { Which } from './which-site.ts';

/** A static site, with the connections that its calls are made by. */
export interface OpenSite {
  readonly facts: SiteFacts;
  readonly record: Environment;
  /** The person's own credentials in the environment's account and region. */
  readonly caller: Connection;
  readonly manager: Connection;
  readonly findZone: FindZone;
  readonly artifacts: () => Promise<{ readonly artifactBucket: string; readonly keyArn: string }>;
  readonly readAgain: () => Promise<SiteFacts>;
}

/**
 * What is true of a site: its manifest, its stack, its distribution, and where its name leads.
 * @throws UserError `manifest-refused`, those of reading a manifest, `environment-in-another-account`
 */
export async function openSite(
  opened: OpenApplication,
  { service, environment }: Which,
  options: ReadOptions,
): Promise<OpenSite> {
  const record = findEnvironment(opened, environment);
  const manager = environmentManager(opened, record);
  const caller = inRegion(opened.environmentCaller, record.region);
  const { resolver, signal } = options;
  const findZone = createZoneFinder([caller, opened.caller], createResolver(resolver), signal);
  const read = async () => {
    const stack = findStack(
      manager,
      workloadStackName(opened.application.name, environment, service),
      signal,
    );
    stack.catch(() => undefined);
    const manifest = await readSiteManifest(opened, service, environment);
    if (manifest.alias !== undefined) refuseOtherAccount(opened, record);
    return factsOf({
      opened,
      record,
      service,
      manifest,
      stack: await stack,
      caller,
      manager,
      findZone,
      options,
    });
  };
  let resources: Promise<{ readonly artifactBucket: string; readonly keyArn: string }> | undefined;
  return {
    facts: await read(),
    record,
    caller,
    manager,
    findZone,
    artifacts: () => {
      resources ??= regionalResources(opened.caller, opened.application, record.region, signal);
      return resources;
    },
    readAgain: read,
  };
}

/** @throws UserError `manifest-refused` with everything that Copilot, or we, would refuse */
async function readSiteManifest(
  opened: OpenApplication,
  service: string,
  environment: string,
): Promise<StaticSiteManifest> {
  const { workspace } = opened;
  const file = await readManifest(workspace, workloadManifestPath(workspace, service));
  if (file === undefined) {
    throw new UserError({
      code: 'site-not-found',
      message: `copilot/${service}/manifest.yml is gone.`,
      next: ['Take it out of version control again'],
    });
  }
  const origin = { ...manifestOrigin(opened, environment, file.relativePath), folder: service };
  const manifest = readStaticSiteManifest(file.text, origin);
  const errors = checkStaticSiteManifest(manifest).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return manifest;
  throw new UserError({
    code: 'manifest-refused',
    message: `${file.relativePath} breaks ${errors.length === 1 ? 'a rule' : `${errors.length} rules`}: ${errors[0]?.message ?? ''}`,
    next: [`copilot-cdn check copilot/${service} shows each with its line`],
    details: errors.map(({ line, column, message }) => `${line}:${column} ${message}`),
  });
}

interface Read {
  readonly opened: OpenApplication;
  readonly record: Environment;
  readonly service: string;
  readonly manifest: StaticSiteManifest;
  readonly stack: StackFacts | undefined;
  readonly caller: Connection;
  readonly manager: Connection;
  readonly findZone: FindZone;
  readonly options: ReadOptions;
}

async function factsOf(read: Read): Promise<SiteFacts> {
  const { opened, record, service, manifest, manager, options } = read;
  const { application, workspace } = opened;
  const isMade = read.stack !== undefined && read.stack.status !== 'REVIEW_IN_PROGRESS';
  const stack = isMade ? read.stack : undefined;
  const deployed = stack === undefined ? undefined : readSiteStack(stack.template);
  const resources =
    stack === undefined
      ? []
      : await stackResources(manager, stack.id, ['Bucket', 'CloudFrontDistribution'], options.signal);
  const physicalId = (logicalId: string) =>
    resources.find((one) => one.LogicalResourceId === logicalId && !one.ResourceStatus?.startsWith('DELETE'))
      ?.PhysicalResourceId || undefined;
  const distributionId = physicalId('CloudFrontDistribution');
  const distribution = await distributionOf(read, deployed, distributionId);
  const name =
    manifest.alias === undefined ? undefined : await nameOf(read, manifest.alias, distribution, deployed);
  const names = { application: application.name, environment: record.name, service };
  return {
    application: { name: application.name, domain: application.domain ?? '' },
    environment: record,
    service,
    tags: Object.fromEntries(siteTags(names, application.tags).map(({ key, value }) => [key, value])),
    root: workspace.root,
    manifest,
    manifestText: manifest.interpolation.text,
    stackName: workloadStackName(application.name, record.name, service),
    stack: read.stack,
    deployed,
    bucket: physicalId('Bucket'),
    distribution,
    ...(distribution === undefined && distributionId !== undefined && { lostDistribution: distributionId }),
    name,
  };
}

/** Undefined: the stack has none, or none any more. */
async function distributionOf(
  { caller, manager, options }: Read,
  deployed: DeployedSite | undefined,
  id: string | undefined,
): Promise<SiteDistribution | undefined> {
  if (id === undefined) return undefined;
  const worker = deployed?.maker === 'copilot' ? caller : manager;
  try {
    // The manager role may look at it only once the stack's policy holds, which is the last to be made.
    const { domainName, status } = await readDistribution(worker, id, options.signal).catch(
      (error: unknown) => {
        if (worker === manager && error instanceof UserError && error.code === 'access-denied')
          return readDistribution(caller, id, options.signal);
        throw error;
      },
    );
    return { id, domainName, status };
  } catch (error) {
    if (error instanceof UserError && error.code === 'distribution-not-found') return undefined;
    throw error;
  }
}

async function nameOf(
  { caller, findZone, options }: Read,
  name: string,
  distribution: SiteDistribution | undefined,
  deployed: DeployedSite | undefined,
): Promise<NameFacts> {
  const { resolver, signal } = options;
  const found = await whereNameLeads(createResolver(resolver), name, {
    loadBalancer: '',
    ...(distribution !== undefined && { distribution: distribution.domainName }),
  });
  if (found.leadsTo === 'distribution') return { name, leadsTo: 'distribution' };
  // Nothing more of it matters once it leads here.
  const has = distribution !== undefined && deployed?.alias?.toLowerCase() === name.toLowerCase();
  const [zone, holders] = await Promise.all([
    findZone(name),
    has ? undefined : readNameHolders(caller, [name.toLowerCase()], signal),
  ]);
  const holder = holders?.get(name.toLowerCase());
  return {
    name,
    leadsTo: found.leadsTo,
    ...(found.through !== undefined && { through: `CNAME ${found.through.join(' → ')}` }),
    ...(zone !== undefined && { zone: { id: zone.id, name: zone.name } }),
    ...(holder !== undefined && holder.id !== distribution?.id && { heldBy: holder }),
  };
}
