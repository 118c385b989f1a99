import { Cancelled } from '../../errors.ts';
import { checkEvents } from '../../plan/preflight/check.ts';
import type { ChoiceQuestion, PastAnswer } from '../../wizard/question.ts';
import { reviewRow } from '../setup/review.ts';
import type { TerminalWork } from '../terminal.ts';
import type { PlannedOptions, PlannedWork } from './command.ts';

type PlannedDecision = 'step-by-step' | 'all' | 'dry-run';

/** Shows every step, its diff and its reason, and asks whether they shall be done. With `--yes` it is not asked. */
export async function reviewWork(
  work: TerminalWork<PlannedOptions>,
  { plan, whyThisOrder }: Pick<PlannedWork, 'plan' | 'whyThisOrder'>,
  past: readonly PastAnswer[],
): Promise<PlannedDecision> {
  const { options, stage } = work;
  if (options.yes === true && options.dryRun !== true) return 'all';
  for (;;) {
    stage.show({
      kind: 'review',
      header: work.header(),
      past,
      rows: plan.steps.filter((step) => !step.done).map(reviewRow),
      checks: checkEvents(plan.checks),
      question: question(options.dryRun === true, whyThisOrder),
    });
    const command = await stage.next();
    if (command.type === 'leave') throw new Cancelled('Nothing was changed.');
    const decided = decisions.find((one) => command.type === 'answer' && command.value === one);
    if (decided !== undefined) return decided;
  }
}

const decisions: readonly PlannedDecision[] = ['step-by-step', 'all', 'dry-run'];

function question(dryRun: boolean, whyThisOrder: string): ChoiceQuestion {
  return {
    id: 'review',
    kind: 'choice',
    text: dryRun ? 'That is what would be done.' : 'Shall this be done?',
    choices: dryRun
      ? [{ value: 'dry-run', label: 'Leave', columns: ['a dry run writes nothing'] }]
      : [
          { value: 'step-by-step', label: 'Do it', columns: ['asks before each deployment'] },
          { value: 'all', label: 'Do all of it', columns: ['asks only where it differs from this'] },
        ],
    recommended: dryRun ? 'dry-run' : 'step-by-step',
    explanation: [
      'Nothing happens before you choose.',
      whyThisOrder,
      'A stop between any two of these steps leaves a working site, and copilot-cdn resume goes on.',
    ],
  };
}
