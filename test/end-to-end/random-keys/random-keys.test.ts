import { afterEach, describe, expect, it } from 'vitest';
import { randomFrom } from '../../fuzz/random.ts';
import { closeTerminals } from '../../support/terminal.ts';
import { openShop, type Shop } from '../shop.ts';
import { mischief } from './mischief.ts';
import { play } from './play.ts';

afterEach(closeTerminals);

const shops = new Map<string, Promise<Shop>>();

/** Nothing may be changed in it, so it serves again. */
function shopOf(scenario: string): Promise<Shop> {
  const shop = shops.get(scenario) ?? openShop({ scenario });
  shops.set(scenario, shop);
  return shop;
}

async function broken(seed: number, length: number): Promise<readonly string[]> {
  const random = randomFrom(seed);
  const acts = mischief(random, length);
  const wrong = await play(await shopOf(acts.scenario), acts);
  return wrong.map((text) => `seed ${seed}: ${text}`);
}

/** `npm run random-keys`: for how long other seeds are tried. */
const seconds = Number(process.env.KEYS_SECONDS ?? 0);

describe('whatever is typed into the wizard', () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

  it.each(seeds)('it does not break, hang or write: seed %d', async (seed) => {
    expect(await broken(seed, 20)).toEqual([]);
  });

  it.runIf(seconds > 0)(
    `nor with others, for ${seconds} s`,
    { timeout: (seconds + 120) * 1_000, retry: 0 },
    async () => {
      const until = Date.now() + seconds * 1_000;
      const wrong: string[] = [];
      let seed = Number(process.env.KEYS_SEED ?? Date.now() % 1_000_000);
      const first = seed;
      for (; Date.now() < until && wrong.length < 5; seed += 1) {
        const found = await broken(seed, 60);
        // The last bytes of a program may get lost on the way (vitest.config.ts): what is wrong with it is so again.
        if (found.length > 0) wrong.push(...(await broken(seed, 60)));
      }
      console.log(`Seeds ${first} to ${seed - 1}.`);
      expect(wrong).toEqual([]);
    },
  );
});
