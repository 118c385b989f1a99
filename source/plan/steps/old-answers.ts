import { changeState } from '../../aws/route-53.ts';
import { fullTimeToLive } from '../../network/time-to-live.ts';
import type { Facts } from '../facts.ts';
import type { Ports } from '../ports.ts';

/** Seconds that Route 53 takes to tell all its servers of a change: AWS says "generally within 60 seconds". */
const propagation = 60;

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

/**
 * Visitors who asked DNS a moment before the move go to the load balancer until their answer runs out; it stays open that long.
 * Without a journal nobody knows when the names moved, so a whole life of their records is waited for.
 */
export async function waitForOldAnswers(facts: Facts, ports: Ports): Promise<void> {
  const until = await oldAnswersGone(facts, ports);
  await ports.journal.note({ namesMove: { state: 'out', goneAt: until.toISOString() } });
  const left = until.getTime() - ports.clock.now().getTime();
  if (left <= 0) return;
  ports.emit({
    type: 'notice',
    code: 'waiting-for-old-answers',
    level: 'information',
    message: `Visitors may hold an old answer of DNS for another ${Math.ceil(left / 1000)} s; the load balancer stays open that long.`,
  });
  await ports.clock.wait(left, ports.signal);
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
      return inSeconds(propagation + move.life);
    case undefined:
      return inSeconds(
        await oldAnswersLife(
          facts.names.map(({ name }) => ({ name, life: defaultLife })),
          ports.resolver,
        ),
      );
  }
}

async function untilOut(changeId: string, ports: Ports): Promise<void> {
  for (let pause = 500; ; pause = Math.min(pause * 1.5, 5_000)) {
    if ((await changeState(ports.caller, changeId, ports.signal)) === 'INSYNC') return;
    await ports.clock.wait(pause, ports.signal);
  }
}
