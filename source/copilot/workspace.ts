import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../errors.ts';
import { type Fingerprint, fingerprint } from './safe-write.ts';
import { parseTemplateOverrides, type TemplateOverride } from './template-overrides.ts';

/** A folder tree that belongs to one Copilot application (docs/copilot.md, 1). */
export interface Workspace {
  /** The folder that holds `copilot/`; paths in manifests are relative to it. */
  readonly root: string;
  readonly copilotFolder: string;
  readonly application: string;
}

export interface ManifestFile {
  readonly path: string;
  /** For people: `copilot/environments/prod/manifest.yml`. */
  readonly relativePath: string;
  /** Every byte of it, a byte order mark and line endings included. */
  readonly text: string;
  /** For `writeFileSafely`, which refuses when the file is no longer this. */
  readonly fingerprint: Fingerprint;
}

export interface WorkloadFolder {
  readonly name: string;
  /** `Load Balanced Web Service`, …; absent when the manifest cannot be read as YAML or names none. */
  readonly type?: string;
  readonly manifestPath: string;
}

/** The directory itself and four parents: Copilot looks no further. */
const directoriesSearched = 5;

/**
 * Finds the workspace as Copilot does (docs/copilot.md, 1.1).
 * @throws UserError `no-workspace`, `no-application-in-workspace`
 */
export async function findWorkspace(directory: string): Promise<Workspace> {
  const copilotFolder = await findCopilotFolder(resolve(directory));
  const root = dirname(copilotFolder);
  return { root, copilotFolder, application: await readApplicationName(copilotFolder) };
}

async function findCopilotFolder(start: string): Promise<string> {
  if (basename(start) === 'copilot' && (await isDirectory(start))) return start;
  let directory = start;
  for (let searched = 0; searched < directoriesSearched; searched += 1) {
    const candidate = join(directory, 'copilot');
    if (await isDirectory(candidate)) return candidate;
    directory = dirname(directory);
  }
  throw new UserError({
    code: 'no-workspace',
    message: `Looking for the workspace: there is no folder copilot/ in ${start} or the four folders above it.`,
    next: [
      'Run it in the repository of the application',
      'Or name the folder: --workspace DIR',
      'Or see it at work first, without AWS: copilot-cdn demo',
    ],
  });
}

async function readApplicationName(copilotFolder: string): Promise<string> {
  const path = join(copilotFolder, '.workspace');
  const text = await readIfThere(path);
  const application = text === undefined ? undefined : property(text.toString('utf8'), 'application');
  if (application) return application;
  throw new UserError({
    code: 'no-application-in-workspace',
    message:
      text === undefined
        ? `Looking for the application of ${copilotFolder}: the file .workspace is not there.`
        : `Looking for the application of ${copilotFolder}: .workspace names no application.`,
    next: [
      `Write it, with the application's name: echo 'application: NAME' > ${path}`,
      'Or name the folder of another workspace: --workspace DIR',
    ],
  });
}

/** Names of the environments that have a manifest here, sorted; AWS may know others. */
export async function environmentsWithManifest(workspace: Workspace): Promise<readonly string[]> {
  return foldersWithManifest(join(workspace.copilotFolder, 'environments'));
}

/** The services and jobs that have a manifest here, sorted by name. */
export async function workloadsWithManifest(workspace: Workspace): Promise<readonly WorkloadFolder[]> {
  return Promise.all(
    (await workloadFolders(workspace)).map(async (name) => {
      const manifestPath = workloadManifestPath(workspace, name);
      const type = property(await readFile(manifestPath, 'utf8'), 'type');
      return { name, manifestPath, ...(type !== undefined && { type }) };
    }),
  );
}

/** Names of the folders that hold the manifest of a service or a job, sorted. */
export async function workloadFolders(workspace: Workspace): Promise<readonly string[]> {
  const names = await foldersWithManifest(workspace.copilotFolder);
  return names.filter((name) => name !== 'environments' && name !== 'pipelines');
}

export function environmentManifestPath(workspace: Workspace, environment: string): string {
  return join(workspace.copilotFolder, 'environments', environment, 'manifest.yml');
}

export function workloadManifestPath(workspace: Workspace, workload: string): string {
  return join(workspace.copilotFolder, workload, 'manifest.yml');
}

/**
 * Reads a manifest, which is named in messages from the workspace's root; undefined when there is no such file.
 * @throws UserError `manifest-not-utf-8`
 */
export async function readManifest(
  workspace: Pick<Workspace, 'root'>,
  path: string,
): Promise<ManifestFile | undefined> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  const relativePath = relative(workspace.root, path);
  return { path, relativePath, text: decode(bytes, relativePath), fingerprint: fingerprint(bytes) };
}

function decode(bytes: Buffer, relativePath: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError({
      code: 'manifest-not-utf-8',
      message: `Reading ${relativePath}: its bytes are not UTF-8 text, so it cannot be edited safely.`,
      next: ['Save the file as UTF-8 in an editor, then run the same command again'],
      cause,
    });
  }
}

async function foldersWithManifest(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const held = await Promise.all(names.map((name) => isFile(join(folder, name, 'manifest.yml'))));
  return names.filter((_, index) => held[index]).sort();
}

/** A string at the top level of a YAML document; undefined when it is not YAML or has no such key. */
function property(text: string, key: string): string | undefined {
  try {
    const document: unknown = parse(text);
    if (typeof document !== 'object' || document === null) return undefined;
    const value: unknown = Object.entries(document).find(([name]) => name === key)?.[1];
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How a team changes the templates of its environments, whatever renders them (docs/copilot.md, 1.3). */
export interface EnvironmentOverrides {
  /** Of `cfn.patches.yml`. */
  readonly patches: readonly TemplateOverride[];
  /** A CDK app of the team's, which only Copilot runs. */
  readonly cdk: boolean;
}

/** @throws UserError `overrides-malformed`, `manifest-not-utf-8`, and what `parseSource` throws */
export async function readEnvironmentOverrides(workspace: Workspace): Promise<EnvironmentOverrides> {
  const folder = join(workspace.copilotFolder, 'environments', 'overrides');
  // Copilot looks for the patches first.
  const file = await readManifest(workspace, join(folder, 'cfn.patches.yml'));
  if (file !== undefined)
    return { patches: parseTemplateOverrides(file.text, file.relativePath), cdk: false };
  return { patches: [], cdk: await isFile(join(folder, 'cdk.json')) };
}

/** @throws UserError `file-not-readable` */
async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new UserError({
      code: 'file-not-readable',
      message: `Reading ${path} failed: ${error instanceof Error ? error.message : String(error)}.`,
      next: ['Look at the permissions of the file and its folder, and whether it is a file at all'],
      cause: error,
    });
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
