import fc from 'fast-check';
import { generatedManifest } from '../copilot/generated-manifests/index.ts';
import { mutatedBytes } from './bytes.ts';
import { extremes } from './extremes.ts';
import { mutations } from './mutations.ts';
import { type Random, randomFrom } from './random.ts';

/** A text as it comes, or bytes that have to be read as one first. */
export type Made = { readonly text: string } | { readonly bytes: Buffer };

/** A manifest, of the given ones or a generated one, after some accidents. The same seed makes the same. */
export function make(seed: number, given: readonly string[]): Made {
  const random = randomFrom(seed);
  const start = given.length > 0 && random.oneIn(2) ? random.pick(given) : generated(seed, random);
  if (random.oneIn(10)) return { bytes: mutatedBytes(start, random) };
  let text = start;
  for (let times = random.below(5); times >= 0; times -= 1) text = random.pick(mutations)(text, random);
  return { text: random.oneIn(80) ? random.pick(extremes)(text, random) : text };
}

function generated(seed: number, random: Random): string {
  const kind = random.pick(['environment', 'service', 'static site'] as const);
  const [written] = fc.sample(generatedManifest(kind), { seed, numRuns: 1 });
  return written?.text ?? '';
}
