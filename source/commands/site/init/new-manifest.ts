import { relative, sep } from 'node:path';
import { checkStaticSiteManifest } from '../../../copilot/static-site-manifest/check.ts';
import { openStaticSiteManifest, staticSite } from '../../../copilot/static-site-manifest/read.ts';
import { type NewStaticSite, staticSiteSkeleton } from '../../../copilot/static-site-manifest/skeleton.ts';
import { workloadManifestPath } from '../../../copilot/workspace.ts';
import type { FileChange } from '../../../event.ts';
import { fileChange } from '../../../plan/file-change.ts';
import type { OpenInit } from './open-init.ts';

/** What would be done for a new site. */
export interface InitPlan {
  readonly name: string;
  /** Undefined: the manifest is there, and stays. */
  readonly manifest:
    | { readonly path: string; readonly text: string; readonly change: FileChange }
    | undefined;
  readonly site: NewStaticSite | undefined;
  /** `unknown`: AWS was not asked. */
  readonly registration: 'to-do' | 'done' | 'unknown';
  /** Keys. */
  readonly files: number;
}

export function planInit(open: OpenInit, site: NewStaticSite, files: number): InitPlan {
  const path = workloadManifestPath(open.workspace, site.name);
  const text = staticSiteSkeleton(site);
  const shown = relative(open.workspace.root, path).split(sep).join('/');
  refuseOwnMistake(text, site, open.application);
  return {
    name: site.name,
    manifest: { path, text, change: fileChange(shown, '', text) },
    site,
    registration: registrationOf(open, site.name),
    files,
  };
}

/** The same for a site whose manifest is there. */
export function planRegistration(open: OpenInit, name: string): InitPlan {
  return { name, manifest: undefined, site: undefined, registration: registrationOf(open, name), files: 0 };
}

function registrationOf({ opened, records }: OpenInit, name: string): InitPlan['registration'] {
  if (opened === undefined) return 'unknown';
  const isThere = records?.some((record) => record.name === name && record.type === staticSite);
  return isThere === true ? 'done' : 'to-do';
}

/** What is written here and then refused by Copilot's rules would be a mistake of ours. */
function refuseOwnMistake(text: string, { name, environment }: NewStaticSite, application: string): void {
  const origin = { file: name, folder: name, application, environment, variables: {} };
  const findings = checkStaticSiteManifest(openStaticSiteManifest(text, origin));
  const error = findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(`The manifest would be refused: ${error.message}`);
}
