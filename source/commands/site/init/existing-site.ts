import { staticSite } from '../../../copilot/static-site-manifest/read.ts';
import { UserError } from '../../../errors.ts';
import type { SiteInitOptions } from '../../options.ts';
import { type InitPlan, planRegistration } from './new-manifest.ts';
import type { OpenInit } from './open-init.ts';

/**
 * What is left to do for a site whose manifest is there: its author's, so it stays as it is. Undefined: the name is free, or none was
 * given yet.
 *
 * @throws UserError `site-exists`
 */
export function planExisting(open: OpenInit, { name, files }: SiteInitOptions): InitPlan | undefined {
  const existing = open.manifests.find((one) => one.name === name);
  if (name === undefined || existing?.type !== staticSite) return undefined;
  const plan = planRegistration(open, name);
  if (plan.registration === 'to-do' && files === undefined) return plan;
  throw new UserError({
    code: 'site-exists',
    message: `copilot/${name}/manifest.yml is there already, and stays as it is.`,
    next: [
      `Deploy it: copilot-cdn site deploy ${name}`,
      `Other files: edit files in copilot/${name}/manifest.yml; copilot-cdn check looks it over`,
      'Another site: --name NAME',
    ],
  });
}
