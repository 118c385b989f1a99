import { UserError } from '../../errors.ts';
import type { Known } from '../../plan/status/facts.ts';

/**
 * What a reading brings, or why it brings nothing: what AWS denies or the network keeps costs this part only. Being called off, and
 * mistakes of ours, are thrown on.
 */
export async function known<Value>(
  signal: AbortSignal,
  reading: () => Promise<Value> | Value,
): Promise<Known<Value>> {
  try {
    return { known: true, value: await reading() };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) return { known: false, why: error.message, next: error.next };
    throw error;
  }
}

/** The next reading needs what the last one brought; where that is not known, the reason is handed on. */
export async function then<Value, Next>(
  signal: AbortSignal,
  part: Promise<Known<Value>>,
  reading: (value: Value) => Promise<Next> | Next,
): Promise<Known<Next>> {
  const first = await part;
  return first.known ? known(signal, () => reading(first.value)) : first;
}
