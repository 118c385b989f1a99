import type { StackEvent } from '../event.ts';

/** What a stack's status means for somebody who wants to deploy or to watch. */
export interface StackStatusMeaning {
  readonly state: StackEvent['state'];
  /** Nothing moves any more: no operation is under way. */
  readonly settled: boolean;
  /** A change set may be executed now. */
  readonly updatable: boolean;
  /** "is being updated": follows the stack's name. */
  readonly words: string;
}

const under = (words: string): StackStatusMeaning => ({
  state: 'under-way',
  settled: false,
  updatable: false,
  words,
});
const back = (words: string): StackStatusMeaning => ({
  state: 'rolling-back',
  settled: false,
  updatable: false,
  words,
});
const done = (words: string): StackStatusMeaning => ({
  state: 'done',
  settled: true,
  updatable: true,
  words,
});
const failed = (words: string, updatable = false): StackStatusMeaning => ({
  state: 'failed',
  settled: true,
  updatable,
  words,
});

/** Every status that CloudFormation documents for a stack (StackStatus in its API reference). */
const meanings: Readonly<Record<string, StackStatusMeaning>> = {
  CREATE_IN_PROGRESS: under('is being created'),
  CREATE_COMPLETE: done('was created'),
  CREATE_FAILED: failed('could not be created'),
  UPDATE_IN_PROGRESS: under('is being updated'),
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: under('is updated, what it no longer needs is being deleted'),
  UPDATE_COMPLETE: done('is up to date'),
  UPDATE_FAILED: failed('stopped half-way in an update'),
  UPDATE_ROLLBACK_IN_PROGRESS: back('is going back to how it was'),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: back('went back to how it was, leftovers are being deleted'),
  UPDATE_ROLLBACK_COMPLETE: failed('went back to how it was', true),
  UPDATE_ROLLBACK_FAILED: failed('could not go back to how it was'),
  ROLLBACK_IN_PROGRESS: back('is being undone'),
  ROLLBACK_COMPLETE: failed('was undone after its creation failed'),
  ROLLBACK_FAILED: failed('could not be undone after its creation failed'),
  DELETE_IN_PROGRESS: under('is being deleted'),
  DELETE_COMPLETE: { state: 'done', settled: true, updatable: false, words: 'was deleted' },
  DELETE_FAILED: failed('could not be deleted'),
  REVIEW_IN_PROGRESS: {
    state: 'done',
    settled: true,
    updatable: false,
    words: 'was announced but never created',
  },
  IMPORT_IN_PROGRESS: under('is taking over resources'),
  IMPORT_COMPLETE: done('took over resources'),
  IMPORT_ROLLBACK_IN_PROGRESS: back('is giving resources back'),
  IMPORT_ROLLBACK_COMPLETE: failed('gave resources back', true),
  IMPORT_ROLLBACK_FAILED: failed('could not give resources back'),
};

/** Reads a stack's status; one that AWS adds later is judged by its ending. */
export function stackStatus(status: string): StackStatusMeaning {
  const known = meanings[status];
  if (known !== undefined) return known;
  const words = `is in ${status}`;
  if (status.endsWith('_IN_PROGRESS')) return status.includes('ROLLBACK') ? back(words) : under(words);
  return status.endsWith('_COMPLETE') && !status.includes('ROLLBACK') ? done(words) : failed(words);
}

export interface WayOut {
  readonly code: string;
  readonly message: string;
  readonly next: readonly string[];
}

/**
 * What gets a stack out of a status in which it can be neither updated nor waited for; undefined for every other status.
 * Copilot's manager role may neither roll back nor continue a rollback, so these commands need the person's own credentials.
 */
export function wayOut(
  stack: string,
  status: string,
  options: {
    readonly executionRoleArn?: string;
    readonly region?: string;
    /** The resource that could not go back, where it is known. */
    readonly stuckOn?: string;
  } = {},
): WayOut | undefined {
  const meaning = stackStatus(status);
  if (!meaning.settled || meaning.updatable) return undefined;
  const region = options.region === undefined ? '' : ` --region ${options.region}`;
  const role = options.executionRoleArn === undefined ? '' : ` --role-arn ${options.executionRoleArn}`;
  const aws = (command: string, withRole = true): string =>
    `aws cloudformation ${command} --stack-name ${stack}${region}${withRole ? role : ''}`;
  const own = "with your own credentials: the environment's manager role may not do this";
  const message = `The stack ${stack} ${meaning.words} (${status}), so nothing can be deployed to it.`;
  switch (status) {
    case 'UPDATE_ROLLBACK_FAILED':
      return {
        code: 'stack-rollback-failed',
        message,
        next: [
          options.stuckOn === undefined
            ? `mend what kept it from going back: copilot-cdn watch ${stack} tells`
            : `mend what kept ${options.stuckOn} from going back`,
          `${aws('continue-update-rollback')}   (${own})`,
          `add --resources-to-skip ${options.stuckOn ?? 'LOGICAL_ID'} where it cannot go back`,
        ],
      };
    case 'UPDATE_FAILED':
    case 'CREATE_FAILED':
      return {
        code: 'stack-update-failed',
        message,
        next: [`${aws('rollback-stack')}   (${own})`],
      };
    case 'DELETE_COMPLETE':
      return { code: 'stack-deleted', message, next: ['copilot env init   makes the environment again'] };
    case 'DELETE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
    case 'REVIEW_IN_PROGRESS':
      return {
        code: 'stack-unusable',
        message,
        next: [`${aws('delete-stack')}   removes what is left of it`, 'then make the stack again'],
      };
    default:
      return {
        code: 'stack-unusable',
        message,
        next: [`${aws('describe-stack-events', false)}   tells what happened`],
      };
  }
}
