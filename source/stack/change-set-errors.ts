import { exitCode, UserError } from '../errors.ts';

/** What AWS refused, and what it said. */
export interface Refusal {
  /** The stack's name. */
  readonly stack: string;
  readonly error: unknown;
  readonly code: string | undefined;
  readonly said: string;
}

/** AWS says it in two ways, and differently for stacks with transforms; all of them mean the same. */
export function saysNoChanges(reason: string): boolean {
  return /didn.t contain changes|no updates are to be performed/i.test(reason);
}

/** For a change set that CloudFormation could not make. */
export function creationFailed(stack: string, reason: string, objections: readonly string[]): UserError {
  return new UserError({
    code: 'change-set-failed',
    message: `CloudFormation cannot make these changes to ${stack}: ${reason}`,
    next: ['Mend what it says, then go on: copilot-cdn resume'],
    details: objections,
    exitCode: exitCode.failed,
  });
}

/** For a change set that CloudFormation does not even begin: "Stack:ARN is in UPDATE_IN_PROGRESS state and can not be updated." */
export function creationRefused({ stack, error, said }: Refusal): unknown {
  const status = /is in ([A-Z_]+) state and can ?not be updated/i.exec(said)?.[1];
  if (status === undefined) return error;
  return new UserError({
    code: 'stack-busy',
    message: `The stack ${stack} is in ${status}, so it cannot be updated now.`,
    next: status.endsWith('_IN_PROGRESS')
      ? [`copilot-cdn watch ${stack} follows what is under way`]
      : ['copilot-cdn resume tells what gets it out of this'],
    cause: error,
  });
}

/** For a change set that was good once: "ChangeSet ARN cannot be executed in its current execution status of [OBSOLETE]". */
export function executionRefused(refusal: Refusal): unknown {
  const { stack, error, code, said } = refusal;
  const obsolete = code === 'InvalidChangeSetStatus' || code === 'InvalidChangeSetStatusException';
  if (!obsolete) return creationRefused(refusal);
  return new UserError({
    code: 'change-set-obsolete',
    message: `The stack ${stack} changed after its changes were described, so they were not made.`,
    next: ['copilot-cdn resume reads the stack anew and goes on'],
    details: [said],
    exitCode: exitCode.unfinished,
    cause: error,
  });
}
