import type { ExitCode } from '../../errors.ts';
import type { LineWork } from '../lines.ts';
import type { SetupOptions } from '../options.ts';
import { plannedInLines } from '../planned/in-lines.ts';
import { setupInLines } from '../setup/in-lines.ts';
import { siteDeployInLines } from '../site/deploy-in-lines.ts';
import { resumedSite } from '../site/site-journal.ts';
import { begunElsewhere } from '../tls/begun-elsewhere.ts';
import { tellNothing } from './nothing.ts';
import { elsewhereCommand, plannedCommandOf } from './resume-command.ts';
import { refuseSeveral, runInWords, unfinishedRuns } from './unfinished-runs.ts';

/** Goes on with the only unfinished run, or with the one that `--env` names. */
export async function resumeInLines(work: LineWork, options: SetupOptions): Promise<ExitCode> {
  const { emit, signal } = work;
  const runs = await unfinishedRuns(options, new Date());
  refuseSeveral(runs);
  const [run] = runs;
  if (run === undefined) {
    const elsewhere = await begunElsewhere(options, signal);
    if (elsewhere === undefined) return tellNothing(emit);
    const there = { ...options, env: elsewhere.environment };
    const command = elsewhereCommand(elsewhere, there);
    return plannedInLines({ ...work, name: 'resume', command, options: there, resumes: true });
  }
  const value = [run.environment, run.command, run.since, run.at];
  emit({ type: 'fact', name: 'unfinished', value, text: runInWords(run) });
  const here = { ...options, env: run.environment };
  if (run.service !== undefined)
    return siteDeployInLines(run.service, await resumedSite(here, run.name), work, 'resume');
  const command = plannedCommandOf(run, here);
  return command === undefined
    ? setupInLines({ ...work, command: 'resume', options: here })
    : plannedInLines({ ...work, name: 'resume', command, options: here, resumes: true });
}
