import { Cancelled } from '../../errors.ts';
import { checkEvents } from '../../plan/preflight/check.ts';
import type { Plan, StepCommon } from '../../plan/step.ts';
import type { Answers } from '../../wizard/conversation.ts';
import type { ChoiceQuestion, PastAnswer } from '../../wizard/question.ts';
import type { ReviewRow } from '../../wizard/screen.ts';
import type { SetupOptions } from '../options.ts';
import type { TerminalWork } from '../terminal.ts';

export type Decision = 'step-by-step' | 'all' | 'manifest' | 'dry-run' | 'back';

export interface Reviewed {
  readonly plan: Plan;
  readonly past: readonly PastAnswer[];
  readonly answers: Answers;
}

/** Shows everything that would happen and asks whether it shall. With `--yes` it is not asked; `--no-deploy` has decided. */
export async function review(work: TerminalWork<SetupOptions>, reviewed: Reviewed): Promise<Decision> {
  const { options, stage } = work;
  const onlyManifest = options.deploy === false || reviewed.answers.cdn === 'manifest';
  if (options.yes === true && options.dryRun !== true) return onlyManifest ? 'manifest' : 'all';
  stage.show({
    kind: 'review',
    header: work.header(),
    past: reviewed.past,
    rows: reviewed.plan.steps
      .filter((step) => !step.done && (!onlyManifest || step.kind === 'manifest'))
      .map(reviewRow),
    checks: checkEvents(reviewed.plan.checks),
    question: question({
      onlyManifest,
      dryRun: options.dryRun === true,
      // A manifest names its certificate by the ARN, which a new one does not have yet.
      mayWriteOnly: !reviewed.plan.steps.some(({ kind, done }) => kind === 'certificate' && !done),
    }),
  });
  const command = await stage.next();
  if (command.type === 'leave') throw new Cancelled('Nothing was changed.');
  if (command.type === 'back') return 'back';
  return decisions.find((decision) => decision === command.value) ?? 'back';
}

const decisions: readonly Decision[] = ['step-by-step', 'all', 'manifest', 'dry-run', 'back'];

/** A step as the review has it. */
export function reviewRow(step: StepCommon): ReviewRow {
  return {
    title: step.title,
    target: step.target,
    summary: step.summary,
    why: step.why,
    changes: step.changes,
    ...(step.expectedMilliseconds !== undefined && { expectedMilliseconds: step.expectedMilliseconds }),
  };
}

function question({
  onlyManifest,
  dryRun,
  mayWriteOnly,
}: {
  readonly onlyManifest: boolean;
  readonly dryRun: boolean;
  readonly mayWriteOnly: boolean;
}): ChoiceQuestion {
  const doing = onlyManifest
    ? []
    : [
        {
          value: 'step-by-step',
          label: 'Do it',
          columns: ['asks before each deployment and move'],
        },
        { value: 'all', label: 'Do all of it', columns: ['asks only where it differs from this'] },
      ];
  const write = { value: 'manifest', label: onlyManifest ? 'Write the manifest' : 'Write the manifest only' };
  return {
    id: 'review',
    kind: 'choice',
    text: dryRun ? 'That is what would be done.' : 'Shall this be done?',
    choices: [
      ...(dryRun
        ? [{ value: 'dry-run', label: 'Leave', columns: ['a dry run writes nothing'] }]
        : [...doing, ...(mayWriteOnly ? [write] : [])]),
    ],
    recommended: dryRun ? 'dry-run' : onlyManifest ? 'manifest' : 'step-by-step',
    explanation: [
      'Nothing happens before you choose.',
      'CloudFormation itself is asked what each deployment changes before it is run; anything that is not part of the CDN is refused.',
      'A stop between any two of these steps leaves a working site, and copilot-cdn resume goes on.',
    ],
  };
}
