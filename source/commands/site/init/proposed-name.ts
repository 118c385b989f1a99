import { basename } from 'node:path';
import { workloadNameFrom } from '../../../copilot/workload-name.ts';
import { mayBeBuild } from '../../../site/tree/builds.ts';
import type { OpenInit } from './open-init.ts';

/** After the folder that is built, `docs` of `docs/dist`, or the workspace's own; where that is taken, `site`. */
export function proposedName(
  { workspace, builds: [build = ''] }: Pick<OpenInit, 'workspace' | 'builds'>,
  taken: ReadonlyMap<string, string>,
): string | undefined {
  const around = build.split('/').findLast((part) => part !== '' && !mayBeBuild(part));
  return [around, basename(workspace.root), 'site', 'www']
    .map((text) => (text === undefined ? undefined : workloadNameFrom(text)))
    .find((name) => name !== undefined && !taken.has(name));
}
