import { type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { explainFailure } from '../../stack/explain-failure.ts';
import type { Followed } from '../../stack/follow.ts';
import { wayOut } from '../../stack/status.ts';
import type { Subject } from './subjects.ts';

export interface Watched {
  readonly subject: Subject;
  readonly followed: Followed;
}

/**
 * Ends the stream: what the stacks are in now.
 * @throws UserError `operation-failed` when one did not get where it was going, `update-cancelled`, or what tells the way out
 */
export function tellWatched(watched: readonly Watched[], cancelled: boolean, emit: Emit): ExitCode {
  const failures = watched.flatMap((each) => failure(each, cancelled));
  const [first] = failures;
  if (first !== undefined) throw failures.length === 1 ? first : together(failures, watched.length);
  const [only, ...others] = watched;
  emit({
    type: 'result',
    command: 'watch',
    ok: true,
    exitCode: exitCode.done,
    summary:
      only !== undefined && others.length === 0
        ? `${only.subject.stack} is in ${only.followed.status}.`
        : `All ${watched.length} are where they were going: ${watched.map(({ subject }) => subject.stack).join(', ')}.`,
    ...(only !== undefined && others.length === 0
      ? { stack: only.subject.stack, status: only.followed.status }
      : {
          stacks: watched.map(({ subject, followed }) => ({ stack: subject.stack, status: followed.status })),
        }),
  });
  return exitCode.done;
}

function failure({ subject, followed }: Watched, cancelled: boolean): readonly UserError[] {
  const { stack, environment } = subject;
  const { status, outcome, rootCause, rollbackCause } = followed;
  const stuckOn = rollbackCause?.logicalId;
  const way = wayOut(stack, status, { ...environment, ...(stuckOn !== undefined && { stuckOn }) });
  if (outcome === 'done' && way === undefined) return [];
  if (outcome === 'cancelled' && cancelled)
    return [
      new UserError({
        code: 'update-cancelled',
        message: `The update was cancelled. CloudFormation took ${stack} back to how it was.`,
        next: [],
        exitCode: exitCode.interrupted,
      }),
    ];
  const explained = rootCause === undefined ? undefined : explainFailure(rootCause);
  const said = explained?.message ?? whatHappened(stack, outcome);
  return [
    new UserError({
      code: 'operation-failed',
      message: `${said} ${way?.message ?? `${stack} is in ${status}.`}`.trimStart(),
      next: [...(way?.next ?? []), ...(explained?.next ?? [])],
      details: [
        ...(explained?.details ?? []),
        ...(rollbackCause === undefined
          ? []
          : [`What kept it from going back: ${rollbackCause.logicalId}: ${rollbackCause.reason}`]),
      ],
      exitCode: exitCode.failed,
    }),
  ];
}

function whatHappened(stack: string, outcome: Followed['outcome']): string {
  switch (outcome) {
    case 'done':
      return '';
    case 'cancelled':
      return `The update of ${stack} was cancelled.`;
    case 'rolled-back':
    case 'failed':
      return `The operation on ${stack} failed.`;
  }
}

function together(failures: readonly UserError[], all: number): UserError {
  return new UserError({
    code: 'operation-failed',
    message: `${failures.length} of ${all} operations failed. ${failures.map(({ message }) => message).join(' ')}`,
    next: [...new Set(failures.flatMap(({ next }) => next))],
    details: failures.flatMap(({ details }) => details),
    exitCode: exitCode.failed,
  });
}
