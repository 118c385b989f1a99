import { cancelUpdate, describeStack, templateBody } from '../../aws/cloudformation.ts';
import { descriptionsIn } from '../../cdn/descriptions.ts';
import { UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { systemClock } from '../../stack/clock.ts';
import type { Expectation } from '../../stack/expectations.ts';
import { type Followed, followStack } from '../../stack/follow.ts';
import { stackStatus } from '../../stack/status.ts';
import type { Subject } from './subjects.ts';

export interface FollowPorts {
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly expected: Expectation;
  /** Aborted when the person wants the update to be taken back. */
  readonly cancel: AbortSignal;
}

/** The step that a stack is in the stream of events. */
export function stepOf({ stack }: Subject, isAlone: boolean) {
  return isAlone
    ? ({ id: 'watch', title: 'Stack', summary: stack, stackName: stack } as const)
    : ({ id: `watch-${stack}`, title: stack, summary: '', stackName: stack } as const);
}

/**
 * Follows one stack to the end of its operation.
 * @throws UserError `stack-not-found`, and what following throws
 */
export async function followSubject(
  subject: Subject,
  isAlone: boolean,
  { emit, signal, expected, cancel }: FollowPorts,
): Promise<Followed> {
  const { stack, connection } = subject;
  const found = await describeStack(connection, stack, signal);
  if (found === undefined) throw notFound(subject);
  const { stackName: _, ...step } = stepOf(subject, isAlone);
  const words = (status: string | undefined) => (isAlone ? step.summary : stackStatus(status ?? '').words);
  emit({ type: 'step', ...step, summary: words(found.StackStatus), state: 'under-way' });
  // A stack that was only announced has no template yet.
  const template = await templateBody(connection, stack, { signal }).catch(() => '');
  signal.throwIfAborted();
  const descriptions = descriptionsIn(template);
  const takeBack = () =>
    void cancelUpdate(connection, stack).catch((error: unknown) =>
      emit({
        type: 'notice',
        code: 'not-cancelled',
        level: 'warning',
        message: `The update could not be cancelled: ${error instanceof Error ? error.message : String(error)}`,
      }),
    );
  cancel.addEventListener('abort', takeBack, { once: true });
  try {
    const followed = await followStack({
      connection,
      stack,
      emit,
      signal,
      clock: systemClock,
      describe: (logicalId) => descriptions.get(logicalId),
      expected,
    });
    const state = followed.outcome === 'done' ? 'done' : 'failed';
    emit({ type: 'step', ...step, summary: words(followed.status), state });
    return followed;
  } finally {
    cancel.removeEventListener('abort', takeBack);
  }
}

function notFound({ stack, connection }: Subject): UserError {
  return new UserError({
    code: 'stack-not-found',
    message: `There is no stack ${stack} in ${connection.region} to be watched.`,
    next: ['Look at the name, --env and --profile'],
  });
}
