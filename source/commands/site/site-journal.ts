import { findWorkspace } from '../../copilot/workspace.ts';
import type { Journal } from '../../plan/journal.ts';
import { readJournal } from '../../plan/journal-file.ts';
import type { SiteFacts } from '../../plan/site/site-facts.ts';
import { workspaceFolder } from '../facts/open-application.ts';
import type { CommonOptions, SiteDeployOptions } from '../options.ts';

/** What a deploy was told to do, so that `resume` does the same; all else is read from the bucket and from AWS. */
export function siteJournal(
  { application, environment, service }: SiteFacts,
  { certificate, prune, mostDeletes, yes }: SiteDeployOptions,
): Journal {
  return {
    version: 1,
    command: 'site deploy',
    application: application.name,
    environment: environment.name,
    service,
    startedAt: new Date().toISOString(),
    answers: {
      ...(certificate !== undefined && { certificate }),
      ...(prune === true && { prune: 'yes' }),
      ...(mostDeletes !== undefined && { 'most-deletes': String(mostDeletes) }),
    },
    unattended: yes === true,
  };
}

/** The options of the deploy that is gone on with. */
export async function resumedSite(
  options: CommonOptions & { readonly yes?: boolean },
  name: string,
): Promise<SiteDeployOptions> {
  const { root } = await findWorkspace(workspaceFolder(options));
  const journal = await readJournal(root, name);
  if (journal === undefined) return options;
  const { certificate, prune, 'most-deletes': mostDeletes } = journal.answers;
  return {
    ...options,
    ...(certificate !== undefined && { certificate }),
    ...(prune === 'yes' && { prune: true }),
    ...(mostDeletes !== undefined && { mostDeletes: Number(mostDeletes) }),
    ...((options.yes === true || journal.unattended) && { yes: true }),
  };
}
