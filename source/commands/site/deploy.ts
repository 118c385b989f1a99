import type { ExitCode } from '../../errors.ts';
import { chooseMode } from '../mode.ts';
import type { SiteDeployOptions } from '../options.ts';

/** Stack, files, invalidation, name: a site as its manifest says, or what changed of it. */
export async function siteDeploy(service: string | undefined, options: SiteDeployOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  // What would be done to each of perhaps thousands of keys is for lines, not for a screen.
  if (mode === 'terminal' && options.dryRun !== true) {
    const { siteDeployInTerminal } = await import('./deploy-in-terminal.ts');
    const { inTerminal } = await import('../terminal.ts');
    return inTerminal('site deploy', options, (work) => siteDeployInTerminal(work, service));
  }
  const { inLines } = await import('../lines.ts');
  const { siteDeployInLines } = await import('./deploy-in-lines.ts');
  return inLines('site deploy', mode === 'terminal' ? 'plain' : mode, options, (work) =>
    siteDeployInLines(service, options, work),
  );
}
