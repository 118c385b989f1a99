import { Cancelled } from '../../errors.ts';
import type { StepModel } from '../../stack/progress-model.ts';
import type { ChoiceQuestion } from '../../wizard/question.ts';
import type { Command, Consent, RunScreen } from '../../wizard/screen.ts';
import type { TerminalWork } from '../terminal.ts';

type RunningStack = NonNullable<StepModel['stack']>;

export interface Watching {
  readonly consent: (consent: Consent) => Promise<boolean>;
  readonly cancelUpdate: AbortSignal;
  /** Gives the screen back. */
  readonly end: () => void;
}

/**
 * Shows the run on the screen until `end`: what moves, a consent when a step asks for one, and on Ctrl-C the choice of what
 * becomes of what runs in AWS. Ctrl-C itself never touches AWS.
 */
export function watchInTerminal(
  work: TerminalWork,
  options: {
    readonly askAgain: boolean;
    readonly mayCancel: boolean;
    /** The command that goes on. Default: `copilot-cdn resume`. */
    readonly comeBack?: string;
  },
): Watching {
  const { comeBack = 'copilot-cdn resume' } = options;
  const { stage, stop } = work;
  const cancel = new AbortController();
  let consent: { readonly asked: Consent; readonly answer: (yes: boolean) => void } | undefined;
  let leaving = false;
  let over = false;

  const draw = () => {
    if (over) return;
    const screen: RunScreen = {
      kind: 'run',
      header: work.header(),
      model: work.model(),
      mayCancel: options.mayCancel && !cancel.signal.aborted,
      ...(consent !== undefined && { consent: consent.asked }),
      ...(leaving && {
        leaving: leavingQuestion(work, options.mayCancel && !cancel.signal.aborted, comeBack),
      }),
    };
    stage.show(screen);
  };

  const answered = (id: string, value: string) => {
    if (leaving && id === 'leaving') {
      leaving = false;
      if (value === 'leave') leave();
      if (value === 'cancel') cancel.abort();
    } else if (consent?.asked.question.id === id) {
      const { answer } = consent;
      consent = undefined;
      answer(value === 'yes');
    }
  };
  const leave = () =>
    stop.abort(new Cancelled(`Left. What was started in AWS goes on there; ${comeBack} comes back to it.`));
  const handle = (command: Command) => {
    if (command.type === 'answer') answered(command.questionId, command.value);
    else if (command.type === 'back') leaving = false;
    else if (command.type === 'leave' && leaving) leave();
    else if (command.type === 'leave') leaving = true;
    draw();
  };

  stage.otherwise(handle);
  work.onEvent(draw);
  draw();
  return {
    cancelUpdate: cancel.signal,
    consent: (asked) => {
      const certain = asked.warnings.length === 0;
      if (certain && !options.askAgain) return Promise.resolve(true);
      return new Promise<boolean>((resolve, reject) => {
        consent = { asked, answer: resolve };
        stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
        draw();
      });
    },
    end: () => {
      over = true;
    },
  };
}

const stillMoves: readonly string[] = ['under-way', 'rolling-back'];

function whatRuns({ name, status, state }: RunningStack, others: number): string {
  if (others > 0) return `What runs in ${name} and ${others} more goes`;
  if (state === 'rolling-back') return `${name} is being taken back to how it was, and that goes`;
  return `The ${status.startsWith('CREATE') ? 'creation' : status.startsWith('DELETE') ? 'deletion' : 'update'} of ${name} goes`;
}

function leavingQuestion(work: TerminalWork, mayCancel: boolean, comeBack: string): ChoiceQuestion {
  const [running, ...others] = work
    .model()
    .steps.flatMap(({ state, stack }) =>
      state === 'under-way' && stack !== undefined && stillMoves.includes(stack.state) ? [stack] : [],
    );
  const cancellable = mayCancel && running?.status === 'UPDATE_IN_PROGRESS';
  const uploads = work
    .model()
    .steps.some(({ state, upload }) => state === 'under-way' && upload !== undefined);
  const going =
    running === undefined
      ? uploads
        ? 'Leaving stops the upload. What has arrived stays, and visitors see no page without its files.'
        : 'Nothing runs in AWS at this moment.'
      : `${whatRuns(running, others.length)} on in AWS${cancellable ? ' unless you cancel it' : ' whatever you choose here'}.`;
  return {
    id: 'leaving',
    kind: 'choice',
    text: 'Leave?',
    note: going,
    choices: [
      { value: 'stay', label: 'Keep watching' },
      {
        value: 'leave',
        label: running === undefined ? 'Leave' : 'Leave it running',
        columns: [`come back with: ${comeBack}`],
      },
      ...(cancellable
        ? [
            {
              value: 'cancel',
              label: 'Cancel the update',
              columns: [`CloudFormation takes ${running.name} back to how it was`],
            },
          ]
        : []),
    ],
    recommended: 'stay',
    explanation: [
      'Leaving ends this program only; CloudFormation, CloudFront and DNS go on with what they were told.',
      'Coming back reads what is true by then and goes on from there.',
      ...(cancellable
        ? ['Cancelling takes the stack back to how it was, and what was written into the manifest for it.']
        : []),
    ],
  };
}
