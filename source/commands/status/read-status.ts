import { describeCertificate } from '../../aws/acm.ts';
import { stackResources } from '../../aws/cloudformation.ts';
import { readDistribution } from '../../aws/cloudfront.ts';
import { type Connection, inRegion } from '../../aws/connection.ts';
import { readDeployedEnvironment } from '../../cdn/deployed-environment.ts';
import { edgeRegion } from '../../cdn/edge-region.ts';
import { environmentStackName } from '../../copilot/names.ts';
import { UserError } from '../../errors.ts';
import { askEdge } from '../../plan/edge-answers.ts';
import { type Facts, type ServiceFacts, servicesBehindLoadBalancer, uniqueNames } from '../../plan/facts.ts';
import { readJournal } from '../../plan/journal-file.ts';
import type { Known, LiveDistribution, ManifestSeen, StatusFacts } from '../../plan/status/facts.ts';
import { environmentManager, type OpenApplication } from '../facts/open-application.ts';
import { readNameHolders, readNames } from '../facts/read-edge.ts';
import {
  aliasesBesideTheStack,
  findEnvironment,
  type ReadOptions,
  readDeployedManifest,
  refuseOtherAccount,
  zonesAround,
} from '../facts/read-facts.ts';
import { aliasesInManifests, readWorkspaceManifest } from '../facts/read-manifests.ts';
import { readTls } from '../facts/read-services.ts';
import { readStack } from '../facts/read-stack.ts';
import { known, then } from './known.ts';
import { readStaticAssets } from './read-static-assets.ts';
import { tryLoadBalancer } from './try-load-balancer.ts';

/** What status looks for in the environment's stack, however many resources that has. */
const neededResources = [
  'CloudFrontDistribution',
  'PublicHTTPLoadBalancerSecurityGroup',
  'PublicHTTPSLoadBalancerSecurityGroup',
];

/**
 * Everything that says whether an environment's CDN is all right, read at once. Without the records and the environment's stack nothing
 * can be said; whatever else is denied costs its own part only.
 * @throws UserError for an environment or a stack that is not there, or may not be read
 */
export async function readStatus(
  opened: OpenApplication,
  name: string,
  options: ReadOptions,
): Promise<StatusFacts> {
  const { signal } = options;
  const record = findEnvironment(opened, name);
  refuseOtherAccount(opened, record);
  const caller = inRegion(opened.environmentCaller, record.region);
  const manager = environmentManager(opened, record);
  const stack = await readStack(manager, environmentStackName(opened.application.name, name), signal);
  const deployed = readDeployedEnvironment(stack.template);
  const deployedManifest = await known(signal, () => readDeployedManifest(deployed, opened, name));
  const local = await readLocal(opened, name, signal);
  const services = await readServices(opened, name, { stack, deployedManifest, manifest: local.manifest });
  const application = { name: opened.application.name, domain: opened.application.domain ?? '' };
  const environment = { application, environment: record, services, stack, deployed };

  const resources = known(signal, () => stackResources(manager, stack.name, neededResources, signal));
  const distribution = then(signal, resources, (found) => {
    const id = found.find((one) => one.LogicalResourceId === 'CloudFrontDistribution')?.PhysicalResourceId;
    return deployed.cdn.enabled && id ? readLive(caller, id, signal) : undefined;
  });
  const certificate = then(signal, distribution, (live) => readCertificate(caller, live, signal));
  const live = distribution.then((part) => (part.known && part.value !== 'gone' ? part.value : undefined));
  const groups = resources.then((part) =>
    (part.known ? part.value : [])
      .filter(({ LogicalResourceId = '' }) =>
        /^PublicHTTPS?LoadBalancerSecurityGroup$/.test(LogicalResourceId),
      )
      .flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []),
  );
  const named = withAssetsName(services, deployed.cdn.staticAssets?.alias);
  const tls = known(signal, () => readTls({ opened, manager, signal }, environment));
  const manifestAliases = known(signal, () =>
    aliasesInManifests(
      opened,
      name,
      services.map((service) => service.name),
    ),
  );
  const names = readNames({
    findZone: zonesAround(opened, record, stack, options),
    stack,
    names: uniqueNames(named),
    domainName: live.then((found) => found?.domainName),
    holders: readNameHolders(caller, uniqueNames(named), signal),
    ...options,
  });
  const loadBalancer = tryLoadBalancer(stack, groups, options);
  const staticAssets = known(signal, async () =>
    readStaticAssets(deployed.cdn.staticAssets, {
      caller,
      account: record.account,
      live: await live,
      options,
    }),
  );
  const [distributionSeen, certificateSeen, namesSeen, answers, loadBalancerSeen, tlsSeen, assets, told] =
    await Promise.all([
      distribution,
      certificate,
      names,
      askNames(live, named, options),
      loadBalancer,
      tls,
      staticAssets,
      manifestAliases,
    ]);
  return {
    now: new Date(),
    ...environment,
    ...local,
    deployedManifest,
    manifestAliases: told,
    distribution: distributionSeen,
    certificate: certificateSeen,
    names: namesSeen,
    answers,
    loadBalancer: loadBalancerSeen,
    tls: tlsSeen,
    staticAssets: assets,
  };
}

/** What the workspace tells. */
async function readLocal(opened: OpenApplication, name: string, signal: AbortSignal) {
  const { workspace, application } = opened;
  const manifest = known(signal, async (): Promise<ManifestSeen> => {
    const found = await readWorkspaceManifest(opened, name);
    if (found !== undefined) return { path: found.manifestPath, manifest: found.manifest };
    return { path: `copilot/environments/${name}/manifest.yml`, manifest: undefined };
  });
  const journal = known(signal, async () => {
    const found = await readJournal(workspace.root, name);
    return found?.application === application.name ? found : undefined;
  });
  return { manifest: await manifest, journal: await journal };
}

/** Those behind the load balancer, with their names: of the stack, and where it is told none, of the manifests. */
async function readServices(
  opened: OpenApplication,
  name: string,
  from: {
    readonly stack: Facts['stack'];
    readonly deployedManifest: StatusFacts['deployedManifest'];
    readonly manifest: Known<ManifestSeen>;
  },
): Promise<readonly ServiceFacts[]> {
  const { stack, deployedManifest, manifest: local } = from;
  const manifest =
    (deployedManifest.known ? deployedManifest.value : undefined) ??
    (local.known ? local.value.manifest : undefined);
  if (manifest === undefined) return servicesBehindLoadBalancer(stack.parameters);
  const beside = await aliasesBesideTheStack(opened, name, { stack, manifest });
  return servicesBehindLoadBalancer(stack.parameters, beside);
}

/** The name of the static assets leads to the distribution as those of services do. */
function withAssetsName(services: readonly ServiceFacts[], alias = ''): readonly ServiceFacts[] {
  return alias === '' ? services : [...services, { name: 'static assets', aliases: [alias] }];
}

async function readLive(
  caller: Connection,
  id: string,
  signal: AbortSignal,
): Promise<LiveDistribution | 'gone'> {
  return readDistribution(caller, id, signal).catch((error: unknown) =>
    gone(error, 'distribution-not-found'),
  );
}

async function readCertificate(
  caller: Connection,
  live: LiveDistribution | 'gone' | undefined,
  signal: AbortSignal,
) {
  if (live === undefined || live === 'gone' || live.certificateArn === undefined) return undefined;
  return describeCertificate(inRegion(caller, edgeRegion), live.certificateArn, signal).catch(
    (error: unknown) => gone(error, 'certificate-not-found'),
  );
}

function gone(error: unknown, code: string): 'gone' {
  if (error instanceof UserError && error.code === code) return 'gone';
  throw error;
}

/** The names that the distribution itself says are its own; those it lacks are told as such. */
async function askNames(
  live: Promise<LiveDistribution | undefined>,
  services: readonly ServiceFacts[],
  { connectTo, signal }: ReadOptions,
) {
  const distribution = await live;
  if (distribution?.status !== 'Deployed' || !distribution.enabled) return [];
  const own = new Set(distribution.aliases.map((name) => name.toLowerCase()));
  const names = uniqueNames(services).filter((name) => own.has(name));
  return askEdge({ domainName: distribution.domainName, names, secure: true, connectTo, signal });
}
