import { Cancelled, type ExitCode } from '../../errors.ts';
import type { ChoiceQuestion } from '../../wizard/question.ts';
import type { SetupOptions } from '../options.ts';
import { plannedInTerminal } from '../planned/in-terminal.ts';
import { setupInTerminal } from '../setup/in-terminal.ts';
import { siteDeployInTerminal } from '../site/deploy-in-terminal.ts';
import { resumedSite } from '../site/site-journal.ts';
import type { TerminalWork } from '../terminal.ts';
import { begunElsewhere } from '../tls/begun-elsewhere.ts';
import { tellNothing } from './nothing.ts';
import { elsewhereCommand, plannedCommandOf } from './resume-command.ts';
import { commandOf, refuseSeveral, type UnfinishedRun, unfinishedRuns } from './unfinished-runs.ts';

type Work = TerminalWork<SetupOptions>;

/** Goes on with the unfinished run; where there are several, one is chosen. */
export async function resumeInTerminal(work: Work): Promise<ExitCode> {
  const { options, emit, stop } = work;
  const runs = await unfinishedRuns(options, new Date());
  // Whoever wants no questions is asked none.
  if (options.yes === true) refuseSeveral(runs);
  const [first, ...others] = runs;
  if (first === undefined) {
    const doing = 'Asking AWS whether something was begun elsewhere';
    work.stage.show({ kind: 'opening', header: {}, past: [], doing });
    const elsewhere = await begunElsewhere(options, stop.signal);
    if (elsewhere === undefined) return tellNothing(emit);
    const there = { ...options, env: elsewhere.environment };
    return plannedInTerminal({ ...work, options: there }, elsewhereCommand(elsewhere, there), true);
  }
  const run = others.length === 0 ? first : await choose(work, runs);
  const here = { ...options, env: run.environment };
  if (run.service !== undefined) {
    const site = await resumedSite(here, run.name);
    return siteDeployInTerminal({ ...work, options: site }, run.service);
  }
  const command = plannedCommandOf(run, here);
  return command === undefined
    ? setupInTerminal({ ...work, options: here })
    : plannedInTerminal({ ...work, options: here }, command, true);
}

async function choose({ stage, header }: Work, runs: readonly UnfinishedRun[]): Promise<UnfinishedRun> {
  for (;;) {
    stage.show({
      kind: 'question',
      header: header(),
      past: [],
      question: questionFor(runs),
      canGoBack: false,
    });
    const command = await stage.next();
    if (command.type === 'leave') throw new Cancelled('Nothing was changed.');
    const chosen = runs.find(({ name }) => command.type === 'answer' && command.value === name);
    if (chosen !== undefined) return chosen;
  }
}

function questionFor(runs: readonly UnfinishedRun[]): ChoiceQuestion {
  return {
    id: 'unfinished-run',
    kind: 'choice',
    text: 'Which run is to be finished?',
    flag: '--env',
    choices: runs.map((run) => ({
      value: run.name,
      label: run.environment,
      columns: [commandOf(run), run.since, run.at],
    })),
    explanation: [
      'Each of these environments has a run that did not come to its end; the one that began last stands first.',
      'What it did is read from AWS and from DNS, and it goes on from there with the answers that were given then.',
      'The others stay as they are; every environment keeps its own.',
    ],
  };
}
