import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type CheckedManifest, findingOf, type ManifestText } from '../../copilot/check-manifests.ts';
import {
  environmentManifestPath,
  environmentsWithManifest,
  findWorkspace,
  readManifest,
  type Workspace,
  workloadFolders,
  workloadManifestPath,
} from '../../copilot/workspace.ts';
import { UserError } from '../../errors.ts';
import { workspaceFolder } from '../facts/open-application.ts';
import type { CheckOptions } from '../options.ts';

export interface ManifestsAsked {
  readonly application: string | undefined;
  readonly manifests: readonly ManifestText[];
  /** Environments that services are compared with. */
  readonly context: readonly ManifestText[];
  /** Files that are no text, or that may not be read. */
  readonly unreadable: readonly CheckedManifest[];
}

interface Place {
  readonly path: string;
  readonly folder?: string;
  readonly kind?: 'environment' | 'workload';
}

/**
 * The manifests that are to be checked: those named, or all of the workspace.
 * @throws UserError `no-workspace`, `no-application-in-workspace`, `no-such-manifest`
 */
export async function manifestsAsked(
  files: readonly string[],
  options: CheckOptions,
): Promise<ManifestsAsked> {
  if (files.length === 0) {
    const workspace = await findWorkspace(workspaceFolder(options));
    const places = [...(await environmentPlaces(workspace)), ...(await workloadPlaces(workspace))];
    return { application: workspace.application, context: [], ...(await readAll(places)) };
  }
  const places = await Promise.all(files.map(placeOf));
  const workspace = await workspaceAround(places, options);
  const asked = await readAll(places);
  const around = workspace === undefined ? [] : await environmentPlaces(workspace);
  const named = new Set(places.map(({ path }) => path));
  const context = await readAll(around.filter(({ path }) => !named.has(path)));
  return { application: workspace?.application, ...asked, context: context.manifests };
}

async function environmentPlaces(workspace: Workspace): Promise<Place[]> {
  const names = await environmentsWithManifest(workspace);
  return names.map((folder) => ({
    path: environmentManifestPath(workspace, folder),
    folder,
    kind: 'environment',
  }));
}

async function workloadPlaces(workspace: Workspace): Promise<Place[]> {
  const names = await workloadFolders(workspace);
  return names.map((folder) => ({
    path: workloadManifestPath(workspace, folder),
    folder,
    kind: 'workload',
  }));
}

/** A manifest that somebody named: a file, or a folder with one in it. What its place in a workspace says goes with it. */
async function placeOf(file: string): Promise<Place> {
  const named = resolve(file);
  const path = (await isFolder(named)) ? join(named, 'manifest.yml') : named;
  const exists = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!exists) {
    throw new UserError({
      code: 'no-such-manifest',
      message:
        path === named
          ? `Reading ${file}: there is no such file.`
          : `Reading ${file}: there is no manifest.yml in this folder.`,
      next: ['Name a manifest, or a folder that holds one', 'All of the workspace: copilot-cdn check'],
    });
  }
  const [parent = '', folder = '', name] = path.split(sep).slice(-3);
  const above = basename(dirname(dirname(dirname(path))));
  if (name !== 'manifest.yml') return { path };
  if (parent === 'environments' && above === 'copilot') return { path, folder, kind: 'environment' };
  return parent === 'copilot' ? { path, folder, kind: 'workload' } : { path };
}

/** The workspace of the first named file that lies in one. */
async function workspaceAround(
  places: readonly Place[],
  options: CheckOptions,
): Promise<Workspace | undefined> {
  const inside = places.find(({ folder }) => folder !== undefined);
  const folder = options.workspace ?? (inside === undefined ? undefined : dirname(inside.path));
  if (folder === undefined) return undefined;
  return findWorkspace(folder).catch((error: unknown) => {
    if (error instanceof UserError && options.workspace === undefined) return undefined;
    throw error;
  });
}

async function readAll(
  places: readonly Place[],
): Promise<{ readonly manifests: ManifestText[]; readonly unreadable: CheckedManifest[] }> {
  const manifests: ManifestText[] = [];
  const unreadable: CheckedManifest[] = [];
  for (const { path, ...place } of places) {
    const file = relative(process.cwd(), path);
    try {
      const manifest = await readManifest({ root: process.cwd() }, path);
      if (manifest !== undefined) manifests.push({ file, text: manifest.text, ...place });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push({ file, type: undefined, findings: [findingOf(error)] });
    }
  }
  return { manifests, unreadable };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
