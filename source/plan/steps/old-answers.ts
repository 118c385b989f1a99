import { changeState } from '../../aws/route-53.ts';
import { fullTimeToLive } from '../../network/time-to-live.ts';
import type { Facts } from '../facts.ts';
import type { Towards } from '../name-leads.ts';
import type { Performed, Ports } from '../ports.ts';

/** Seconds that Route 53 takes to tell all its servers of a change: AWS says "generally within 60 seconds". */
export const propagation = 60;

/** In milliseconds; for longer a person comes back. */
const longestWait = 10 * 60_000;

/** Seconds for which an alias record's answer lives, where DNS itself does not tell. */
const defaultLife = 60;

/** The longest time in seconds for which a visitor may hold the old answer: DNS's own word where it has the last one. */
export async function oldAnswersLife(
  names: readonly { readonly name: string; readonly life: number }[],
  resolver: string | undefined,
): Promise<number> {
  const lives = await Promise.all(
    names.map(async ({ name, life }) => (await fullTimeToLive(resolver, name)) ?? life),
  );
  return Math.max(0, ...lives);
}

/** What visitors with an old answer still come to. */
const stays: Readonly<Record<Towards, string>> = {
  distribution: 'the load balancer stays open',
  'load-balancer': 'the distribution stays',
};

/**
 * Visitors who asked DNS a moment before the move go where the name led until their answer runs out; that stays as it is so long.
 * Without a journal nobody knows when the names moved, so a whole life of their records is waited for.
 * Returns how the step ends when that is too long to wait for.
 */
export async function waitForOldAnswers(
  facts: Facts,
  ports: Ports,
  towards: Towards,
): Promise<Performed | undefined> {
  // Whoever holds an answer that leads to nothing gains nothing by the wait.
  if (facts.distribution?.status === 'Gone') return undefined;
  const until = await oldAnswersGone(facts, ports);
  await ports.journal.note({ namesMove: { state: 'out', goneAt: until.toISOString() } });
  const left = until.getTime() - ports.clock.now().getTime();
  if (left <= 0) return undefined;
  if (left > longestWait) {
    return {
      kind: 'unfinished',
      why: `visitors may hold an old answer of DNS until ${until.toISOString()}; ${stays[towards]} that long`,
      left: [],
    };
  }
  ports.emit({
    type: 'notice',
    code: 'waiting-for-old-answers',
    level: 'information',
    message: `Visitors may hold an old answer of DNS for another ${Math.ceil(left / 1000)} s; ${stays[towards]} that long.`,
  });
  await ports.clock.wait(left, ports.signal);
  return undefined;
}

async function oldAnswersGone(facts: Facts, ports: Ports): Promise<Date> {
  const move = ports.journal.current().namesMove;
  const inSeconds = (seconds: number) => new Date(ports.clock.now().getTime() + seconds * 1000);
  switch (move?.state) {
    case 'out':
      return new Date(move.goneAt);
    case 'made':
      for (const id of move.changeIds) await untilOut(id, ports);
      return inSeconds(move.life);
    case 'asked':
      return inSeconds(move.life);
    case undefined:
      return inSeconds(
        await oldAnswersLife(
          facts.names.map(({ name }) => ({ name, life: defaultLife })),
          ports.resolver,
        ),
      );
  }
}

/** Route 53 forgets changes after a while, and reading them may be denied: then the usual time is allowed for. */
async function untilOut(changeId: string, ports: Ports): Promise<void> {
  for (let pause = 500; ; pause = Math.min(pause * 1.5, 5_000)) {
    const state = await changeState(ports.caller, changeId, ports.signal).catch(() => 'unknown' as const);
    ports.signal.throwIfAborted();
    if (state === 'INSYNC') return;
    if (state === 'unknown') return ports.clock.wait(propagation * 1000, ports.signal);
    await ports.clock.wait(pause, ports.signal);
  }
}

/** What earlier batches of the same move still ask for, in seconds. */
export function lifeSoFar(ports: Ports): number {
  const move = ports.journal.current().namesMove;
  if (move === undefined) return 0;
  if (move.state !== 'out') return move.life;
  return Math.max(0, (Date.parse(move.goneAt) - ports.clock.now().getTime()) / 1000);
}
