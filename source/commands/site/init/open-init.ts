import { readWorkloads, type Workload } from '../../../copilot/records.ts';
import { staticSite } from '../../../copilot/static-site-manifest/read.ts';
import {
  environmentsWithManifest,
  findWorkspace,
  type WorkloadFolder,
  type Workspace,
  workloadsWithManifest,
} from '../../../copilot/workspace.ts';
import { UserError } from '../../../errors.ts';
import type { Emit } from '../../../event.ts';
import { findBuilds } from '../../../site/disk/find-builds.ts';
import { readTree } from '../../../site/disk/read-tree.ts';
import type { FileTree } from '../../../site/tree/tree-node.ts';
import { type OpenApplication, openApplication, workspaceFolder } from '../../facts/open-application.ts';
import type { SiteInitOptions } from '../../options.ts';
import { callListener } from '../../verbose.ts';

/** What there is before a site is: the workspace, and the application as far as AWS can be asked. */
export interface OpenInit {
  readonly workspace: Workspace;
  readonly application: string;
  readonly manifests: readonly WorkloadFolder[];
  readonly tree: FileTree;
  readonly builds: readonly string[];
  /** Undefined where AWS could not be asked: a manifest can be written all the same. */
  readonly opened: OpenApplication | undefined;
  /** Why it could not. */
  readonly awsFailure: string | undefined;
  /** Services that the application knows; undefined: not known. */
  readonly records: readonly Workload[] | undefined;
  readonly environments: readonly {
    readonly name: string;
    readonly region?: string;
    readonly account?: string;
  }[];
}

/** @throws UserError `no-workspace`, `no-application-in-workspace`, `environment-not-found` */
export async function openInit(options: SiteInitOptions, signal: AbortSignal, emit: Emit): Promise<OpenInit> {
  const workspace = await findWorkspace(workspaceFolder(options));
  const [asked, tree, builds, manifests] = await Promise.all([
    askAws(options, signal, emit),
    readTree(workspace.root, signal),
    findBuilds(workspace.root),
    workloadsWithManifest(workspace),
  ]);
  const { opened, records, awsFailure } = asked;
  const environments =
    opened?.environments.map(({ name, region, account }) => ({ name, region, account })) ??
    (await environmentsWithManifest(workspace)).map((name) => ({ name }));
  const application = options.app ?? workspace.application;
  return { workspace, application, manifests, tree, builds, opened, awsFailure, records, environments };
}

/** A site can be described without AWS; then it is told what is missed by it. */
async function askAws(
  options: SiteInitOptions,
  signal: AbortSignal,
  emit: Emit,
): Promise<Pick<OpenInit, 'opened' | 'records' | 'awsFailure'>> {
  try {
    const opened = await openApplication(options, signal, callListener(options, emit));
    const { caller, application } = opened;
    const records = await readWorkloads(caller, application.name, signal).catch(ifDenied);
    return { opened, records, awsFailure: undefined };
  } catch (error) {
    signal.throwIfAborted();
    const isOurs = error instanceof UserError && !theirs.includes(error.code);
    if (!isOurs) throw error;
    emit({
      type: 'notice',
      code: 'aws-not-asked',
      level: 'warning',
      message: `AWS could not be asked, so certificates are not listed and the site is not registered. ${error.message}`,
    });
    return { opened: undefined, records: undefined, awsFailure: error.message };
  }
}

/** What is wrong with the workspace or the flags, and not with the way to AWS. */
const theirs = ['no-workspace', 'no-application-in-workspace', 'environment-not-found'];

function ifDenied(error: unknown): undefined {
  if (error instanceof UserError && error.code === 'access-denied') return undefined;
  throw error;
}

/** Why names are not free, by name. */
export function takenNames({ manifests, records = [], application }: OpenInit): ReadonlyMap<string, string> {
  return new Map([
    ...records.flatMap(({ name, type }): [string, string][] =>
      type === staticSite ? [] : [[name, `${name} is a ${type} of ${application}.`]],
    ),
    ...manifests.map(({ name, type = 'service' }): [string, string] => [
      name,
      `copilot/${name}/manifest.yml is there already, of a ${type}; it stays as it is.`,
    ]),
  ]);
}
