import { describeStack, stackEventsPage } from '../aws/cloudformation.ts';
import { isMissing, shortName } from '../aws/cloudformation-client.ts';
import type { Connection } from '../aws/connection.ts';
import { UserError } from '../errors.ts';
import type { Emit } from '../event.ts';
import type { Clock } from './clock.ts';
import { type CloudFormationEvent, isAboutStackItself } from './cloudformation-event.ts';
import { type OperationLog, operationLog, type Round } from './event-log.ts';
import { type Expectation, expectations } from './expectations.ts';
import type { Since } from './operation.ts';
import { afterRound, atStart, nextPause, type Pace, usualPace } from './pace.ts';
import type { Describe } from './proposal.ts';
import { leftBehind, type RootCause, rollbackCause, rootCause, wasCancelledByUser } from './root-cause.ts';
import { slownessWatch } from './slowness.ts';
import { stackStatus } from './status.ts';
import { translator } from './translation.ts';

export interface FollowRequest {
  readonly connection: Connection;
  /** Name or id. */
  readonly stack: string;
  /** Which operation; default: the newest one, whoever started it. */
  readonly since?: Since;
  readonly emit: Emit;
  readonly clock: Clock;
  /** What the template says about a resource; ask the old template too, for what is being deleted. */
  readonly describe?: Describe;
  /** How long things usually take, for the views; default: typical figures. */
  readonly expected?: Expectation;
  readonly pace?: Pace;
  readonly signal?: AbortSignal;
}

export interface Followed {
  /** CloudFormation's word: `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly stackId?: string;
  /** `cancelled`: it went back because somebody asked for it; `failed`: it could not even go back. */
  readonly outcome: 'done' | 'rolled-back' | 'cancelled' | 'failed';
  /** What went wrong first. */
  readonly rootCause?: RootCause;
  /** What kept the stack from going back. */
  readonly rollbackCause?: RootCause;
}

/** A poll that fails for one of these will fail for ever. */
const final = new Set([
  'access-denied',
  'clock-skew',
  'credentials-expired',
  'credentials-refused',
  'no-credentials',
  'region-mismatch',
]);

/** Rounds without a trace of the operation before the stack itself is asked: it may have been over before anybody looked. */
const patience = 8;

/**
 * Follows an operation on a stack until the stack settles, and emits everything that happens to it and to stacks nested in it, oldest
 * first; of an operation that began earlier, what happened so far comes first. A failed poll is a notice, not the end.
 * @throws UserError `stack-not-found`, or when credentials end or are not enough; the signal's reason when it is aborted
 */
export async function followStack(request: FollowRequest): Promise<Followed> {
  const { connection, stack, clock, emit, signal } = request;
  const pace = request.pace ?? usualPace;
  const log = operationLog(
    (name, nextToken) => stackEventsPage(connection, name, nextToken, signal),
    stack,
    request.since ?? {},
  );
  const translate = translator({
    describe: request.describe ?? (() => undefined),
    expectations: request.expected ?? expectations(),
  });
  const slowness = slownessWatch();
  const seen: CloudFormationEvent[] = [];
  const tell = (events: readonly CloudFormationEvent[]): void => {
    seen.push(...events);
    for (const event of events) {
      const translated = translate(event);
      slowness.hear(translated, clock.now());
      emit(translated);
    }
  };

  let rhythm = atStart;
  for (;;) {
    signal?.throwIfAborted();
    const round = await attempt(log, request, rhythm.troubled === 0);
    if (round !== undefined) {
      const { before, end } = splitAtEnd(round.events, log.stackId());
      tell(before);
      if (end !== undefined) {
        // Events of nested stacks may lag behind: look once more, so that a reason is never lost. The stack's own word comes last.
        const last = await attempt(log, request, false);
        tell((last?.events ?? []).filter((event) => event.stackId !== end.stackId));
        tell([end]);
        return conclude(end, seen, emit);
      }
    }
    const kind =
      round === undefined
        ? 'failed'
        : round.strained
          ? 'strained'
          : round.events.length > 0
            ? 'moving'
            : 'quiet';
    rhythm = afterRound(rhythm, kind);
    if (log.stackId() === undefined && rhythm.quiet >= patience) {
      const settled = await alreadySettled(request);
      if (settled !== undefined) return settled;
    }
    for (const notice of slowness.remarkable(clock.now())) emit(notice);
    await clock.wait(nextPause(rhythm, pace, Math.random()), signal);
  }
}

/** One round; a failure that may pass is told, unless one was just told, and gives undefined. */
async function attempt(
  log: OperationLog,
  request: FollowRequest,
  announce: boolean,
): Promise<Round | undefined> {
  const { emit, signal, stack } = request;
  try {
    return await log.read();
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof UserError) || final.has(error.code)) throw error;
    if (isMissing(error)) throw notFound(stack, error);
    if (announce) {
      const throttled = error.code === 'throttled';
      emit({
        type: 'notice',
        code: throttled ? 'poll-throttled' : 'poll-failed',
        level: 'information',
        message: throttled
          ? `AWS is busy; ${shortName(stack)} is asked about less often for a while.`
          : `${error.message} It goes on in AWS; trying again.`,
      });
    }
    return undefined;
  }
}

/** What comes before the stack's own last word, and that word. What comes after it belongs to a later operation. */
function splitAtEnd(
  events: readonly CloudFormationEvent[],
  stackId: string | undefined,
): { readonly before: readonly CloudFormationEvent[]; readonly end?: CloudFormationEvent } {
  const at = events.findIndex(
    (event) => event.stackId === stackId && isAboutStackItself(event) && stackStatus(event.status).settled,
  );
  const end = events[at];
  if (end === undefined) return { before: events };
  const nested = events.slice(at + 1).filter((event) => event.stackId !== stackId);
  return { before: [...events.slice(0, at), ...nested], end };
}

function conclude(end: CloudFormationEvent, seen: readonly CloudFormationEvent[], emit: Emit): Followed {
  const outcome = outcomeOf(
    end.status,
    wasCancelledByUser(seen.filter((event) => event.stackId === end.stackId)),
  );
  for (const event of outcome === 'failed' ? [] : leftBehind(seen)) {
    emit({
      type: 'notice',
      code: 'resource-left-behind',
      level: 'warning',
      message: `CloudFormation could not delete ${event.logicalId} (${event.physicalId}) and left it behind: ${event.reason ?? 'no reason given'}`,
    });
  }
  const first = outcome === 'done' ? undefined : rootCause(seen);
  const later = outcome === 'failed' ? rollbackCause(seen) : undefined;
  return {
    status: end.status,
    stackId: end.stackId,
    outcome,
    ...(first !== undefined && { rootCause: first }),
    ...(later !== undefined && { rollbackCause: later }),
  };
}

function outcomeOf(status: string, cancelled: boolean): Followed['outcome'] {
  if (stackStatus(status).state === 'done') return 'done';
  if (!status.endsWith('ROLLBACK_COMPLETE')) return 'failed';
  return cancelled ? 'cancelled' : 'rolled-back';
}

/** For an operation that left no events to be found: what the stack itself says, once it moves no more. */
async function alreadySettled({ connection, stack, signal }: FollowRequest): Promise<Followed | undefined> {
  const found = await describeStack(connection, stack, signal);
  if (found === undefined) throw notFound(stack);
  const status = found.StackStatus ?? '';
  if (!stackStatus(status).settled) return undefined;
  const stackId = found.StackId;
  return { status, ...(stackId !== undefined && { stackId }), outcome: outcomeOf(status, false) };
}

function notFound(stack: string, cause?: unknown): UserError {
  return new UserError({
    code: 'stack-not-found',
    message: `There is no stack ${shortName(stack)} here to be watched.`,
    next: ['look at the name, --env and --profile'],
    ...(cause !== undefined && { cause }),
  });
}
