import fc from 'fast-check';
import { generatedManifest } from '../copilot/generated-manifests/index.ts';
import { mutatedBytes } from './bytes.ts';
import { extremes } from './extremes.ts';
import { mutations } from './mutations.ts';
import { type Random, randomFrom } from './random.ts';

/** A text as it comes, or bytes that have to be read as one first. */
export type Made =
  | {
      readonly text: string;
      /** Nothing happened to it: every promise of the editor holds, those about its lines, too. */
      readonly isSound: boolean;
    }
  | { readonly bytes: Buffer };

/** A manifest, of the given ones or a generated one, in most cases after some accidents. The same seed makes the same. */
export function make(seed: number, given: readonly string[]): Made {
  const random = randomFrom(seed);
  if (random.oneIn(5)) return { text: generated(seed, random), isSound: true };
  const start = given.length > 0 && random.oneIn(2) ? random.pick(given) : generated(seed, random);
  if (random.oneIn(10)) return { bytes: mutatedBytes(start, random) };
  let text = start;
  for (let times = random.below(5); times >= 0; times -= 1) text = random.pick(mutations)(text, random);
  return { text: random.oneIn(80) ? random.pick(extremes)(text, random) : text, isSound: false };
}

function generated(seed: number, random: Random): string {
  const kind = random.pick(['environment', 'service', 'static site'] as const);
  const [written] = fc.sample(generatedManifest(kind), { seed, numRuns: 1 });
  return written?.text ?? '';
}
