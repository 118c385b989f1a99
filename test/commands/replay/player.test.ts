import { describe, expect, it } from 'vitest';
import { createPlayer } from '../../../source/commands/replay/player.ts';
import type { Clock } from '../../../source/stack/clock.ts';

/** A clock that stands still until somebody waits; then it jumps to the next that is waited for. */
function handClock() {
  let now = 1_000_000;
  const waits = new Set<{ readonly at: number; readonly done: () => void }>();
  const clock: Clock = {
    now: () => new Date(now),
    wait: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const wait = { at: now + milliseconds, done: resolve };
        waits.add(wait);
        signal?.addEventListener('abort', () => {
          waits.delete(wait);
          reject(signal.reason);
        });
      }),
  };
  return {
    clock,
    now: () => now,
    /** So many milliseconds pass. */
    pass: async (milliseconds: number) => {
      now += milliseconds;
      for (const wait of waits) if (wait.at <= now && waits.delete(wait)) wait.done();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const start = Date.parse('2026-11-23T10:00:00Z');
const signal = new AbortController().signal;

async function playing(speed: number) {
  const hand = handClock();
  const player = createPlayer(hand.clock, speed);
  await player.until(start, signal);
  let arrived = false;
  const arrival = player.until(start + 2_000, signal).then(() => {
    arrived = true;
  });
  return { ...hand, player, arrived: () => arrived, arrival };
}

describe('a recording that is played', () => {
  it('takes as long as it took', async () => {
    const { player, pass, arrived } = await playing(1);
    await pass(1_999);
    expect([arrived(), player.now() - start]).toEqual([false, 1_999]);
    await pass(1);
    expect(arrived()).toBe(true);
  });

  it('runs faster, and its clock with it', async () => {
    const { player, pass, arrived } = await playing(4);
    await pass(250);
    expect([arrived(), player.now() - start]).toEqual([false, 1_000]);
    await pass(250);
    expect(arrived()).toBe(true);
  });

  it('changes its pace on the way', async () => {
    const { player, pass, arrived } = await playing(1);
    await pass(1_000);
    player.change('faster');
    expect(player.playing()).toEqual({ speed: 2, paused: false });
    await pass(499);
    expect(arrived()).toBe(false);
    await pass(1);
    expect(arrived()).toBe(true);
    player.change('slower');
    player.change('slower');
    expect(player.playing().speed).toBe(0.5);
  });

  it('stands still while it is paused, its clock too', async () => {
    const { player, pass, arrived } = await playing(1);
    await pass(500);
    player.change('pause');
    await pass(60_000);
    expect([arrived(), player.now() - start]).toEqual([false, 500]);
    player.change('pause');
    await pass(1_499);
    expect(arrived()).toBe(false);
    await pass(1);
    expect(arrived()).toBe(true);
  });

  it('leaps over what is silent for longer than three seconds', async () => {
    const { player, pass, arrival } = await playing(1);
    await pass(2_000);
    await arrival;
    let came = false;
    const next = player.until(start + 3_600_000, signal).then(() => {
      came = true;
    });
    await pass(2_999);
    expect(came).toBe(false);
    await pass(1);
    await next;
    expect(player.now() - start).toBe(3_600_000);
  });

  it('does not run past what is recorded next', async () => {
    const { player, pass, arrival } = await playing(1);
    await pass(5_000);
    await arrival;
    expect(player.now() - start).toBe(2_000);
  });

  it('ends at once when the person leaves, paused or not', async () => {
    const hand = handClock();
    const player = createPlayer(hand.clock, 1);
    const leave = new AbortController();
    await player.until(start, leave.signal);
    player.change('pause');
    const waiting = player.until(start + 1_000, leave.signal);
    leave.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
  });
});
