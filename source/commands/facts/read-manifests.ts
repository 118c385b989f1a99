import { type Route, routesOf } from '../../cdn/path-pattern.ts';
import {
  type EnvironmentManifest,
  readEnvironmentManifest,
} from '../../copilot/environment-manifest/read.ts';
import { environmentSkeleton } from '../../copilot/environment-manifest/skeleton.ts';
import { plainAt } from '../../copilot/go-yaml.ts';
import { escapeVariables, refuseUndefined } from '../../copilot/interpolate.ts';
import type { ManifestOrigin } from '../../copilot/manifest-origin.ts';
import type { Environment } from '../../copilot/records.ts';
import { openServiceManifest } from '../../copilot/service-manifest/read.ts';
import {
  environmentManifestPath,
  readEnvironmentOverrides,
  readManifest,
  workloadManifestPath,
} from '../../copilot/workspace.ts';
import type { Facts, WorkspaceFacts } from '../../plan/facts.ts';
import type { OpenApplication } from './open-application.ts';

/** The manifest in the workspace, as Copilot reads it; undefined when there is no file. */
export async function readWorkspaceManifest(
  opened: OpenApplication,
  name: string,
): Promise<WorkspaceFacts | undefined> {
  const { workspace } = opened;
  const file = await readManifest(workspace, environmentManifestPath(workspace, name));
  if (file === undefined) return undefined;
  const manifest = readEnvironmentManifest(file.text, manifestOrigin(opened, name, file.relativePath));
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
export async function missingManifest(
  opened: OpenApplication,
  record: Environment,
  deployed: EnvironmentManifest | undefined,
): Promise<WorkspaceFacts> {
  const manifestPath = `copilot/environments/${record.name}/manifest.yml`;
  const text =
    deployed === undefined
      ? environmentSkeleton(record.name, record.asMade())
      : escapeVariables(deployed.text);
  return {
    root: opened.workspace.root,
    manifestPath,
    manifest: readEnvironmentManifest(text, manifestOrigin(opened, record.name, manifestPath)),
    manifestText: text,
    onDisk: false,
    overrides: await readEnvironmentOverrides(opened.workspace),
  };
}

/**
 * What the workspace's manifests of services say of their names, by service; one whose manifest is not here is left out.
 * @throws UserError when a manifest cannot be read, `variable-not-defined` when a name hangs on a variable that is not set
 */
export async function aliasesInManifests(
  opened: OpenApplication,
  environment: string,
  services: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { workspace } = opened;
  const found = await Promise.all(
    services.map(async (service) => {
      const file = await readManifest(workspace, workloadManifestPath(workspace, service));
      if (file === undefined) return [];
      const origin = { ...manifestOrigin(opened, environment, file.relativePath), folder: service };
      const { aliases, source, interpolation } = openServiceManifest(file.text, origin);
      if (aliases.some((alias) => alias.includes('${')))
        refuseUndefined(source, interpolation.undefinedVariables);
      return [[service, aliases] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** The copy in the stack is what Copilot has interpolated already. */
export function deployedOrigin(local: ManifestOrigin): ManifestOrigin {
  return { ...local, file: 'the deployed manifest', interpolated: true };
}

/** AWS_REGION and AWS_ACCOUNT_ID are nobody's in a shell; the environment's own stand in for them, to read by. */
export function manifestOrigin(
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

/** Services that speak gRPC. Copilot's distribution passes no gRPC on, so their names stay with the load balancer. */
export async function readGrpcServices(opened: OpenApplication, facts: Facts): Promise<readonly string[]> {
  const found = await readableServices(opened, facts);
  return found
    .filter(({ manifest }) => manifest.rules.some(({ version }) => version?.toLowerCase() === 'grpc'))
    .map(({ name }) => name);
}

/** Which paths go to which service. */
export async function readRoutes(opened: OpenApplication, facts: Facts): Promise<readonly Route[]> {
  const found = await readableServices(opened, facts);
  return found.flatMap(({ name, manifest: { rules, data } }) =>
    rules.flatMap((rule) => {
      const path = plainAt(data, [...rule.path, 'path']);
      return typeof path === 'string' ? routesOf(name, path) : [];
    }),
  );
}

/** Manifests of services in the workspace; one that is not here, or cannot be read, is left out. */
async function readableServices(opened: OpenApplication, { services, environment }: Facts) {
  const { workspace } = opened;
  const found = await Promise.all(
    services.map(async ({ name }) => {
      const file = await readManifest(workspace, workloadManifestPath(workspace, name));
      if (file === undefined) return [];
      try {
        const origin = { ...manifestOrigin(opened, environment.name, file.relativePath), folder: name };
        return [{ name, manifest: openServiceManifest(file.text, origin) }];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
