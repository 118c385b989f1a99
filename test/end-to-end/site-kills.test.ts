import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimKey } from '../../source/site/claim.ts';
import { decodeDeployed, deployedKey } from '../../source/site/deployed.ts';
import { randomFrom } from '../fuzz/random.ts';
import { build, contentOf, generations } from '../site/generations.ts';
import { start } from '../support/run.ts';
import { resultOf, until } from './shop.ts';
import { keysOf, openSiteShop, type SiteShop, webManifest } from './site-shop.ts';
import { visitPages } from './site-visitor.ts';

/** How often a deploy is killed at a random instant: a few in every run of the tests, 100 with `npm run site-kills`. */
const kills = Number(process.env.KILLS ?? 2);
const seed = Number(process.env.KILLS_SEED ?? 20_261_126);

/** Counted in calls of AWS, which a busy machine does not upset: 400 of them bring a generation, the others come before and after. */
const callsOfADeploy = 430;

const command = ['site', 'deploy', 'web', '--yes', '--prune', '--most-deletes', '2000'];

/** Deploys until it is killed, at that call and so many milliseconds after it. Tells whether it had come to its end before. */
async function killAt(shop: SiteShop, calls: number, milliseconds: number): Promise<boolean> {
  const before = shop.world.calls.length;
  const running = start([...command, '--json'], { cwd: shop.workspace, env: shop.variables });
  let ended = false;
  running.ended.then(() => {
    ended = true;
  });
  await until('so many calls', () => ended || shop.world.calls.length - before >= calls, running.output);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const { code, signal, stdout } = await running.kill('SIGKILL');
  expect([code, signal], stdout.slice(-2_000)).toEqual(signal === null ? [0, null] : [null, 'SIGKILL']);
  return signal === null;
}

async function deploy(shop: SiteShop): Promise<void> {
  const { finished, events } = await shop.events(command);
  expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
  expect(resultOf(events)).toMatchObject({ ok: true });
}

/** The bucket has what was built and nothing else, and the list of what is deployed says the same. */
function expectDeployed(shop: SiteShop, generation: number): void {
  const { objects } = shop.bucket('web');
  const wanted = contentOf(generation);
  const keys = [...wanted.keys()].sort();
  expect(keysOf(shop.bucket('web'))).toEqual(keys);
  for (const [key, text] of wanted) expect(objects.get(key)?.body.toString(), key).toBe(text);
  const list = decodeDeployed(objects.get(deployedKey)?.body ?? Buffer.alloc(0))?.files ?? new Map();
  expect([...list.keys()].sort()).toEqual(keys);
  for (const [key, { size }] of list) expect(size, key).toBe(objects.get(key)?.body.length);
  expect(objects.has(claimKey)).toBe(false);
}

describe('a deploy of a site', () => {
  it(
    `that is killed ${kills} times never shows a page without what it asks for, and the next one goes on`,
    async () => {
      const shop = await openSiteShop();
      const dist = join(shop.workspace, 'web/dist');
      shop.write('copilot/web/manifest.yml', webManifest);
      await build(dist, 0);
      await deploy(shop);
      const visitor = visitPages(shop, 'https://www.example.com/');
      const chance = randomFrom(seed);
      let interrupted = 0;
      for (let kill = 1; kill <= kills; kill++) {
        await build(dist, kill % generations);
        const [calls, milliseconds] = [1 + chance.below(callsOfADeploy), chance.below(30)];
        if (!(await killAt(shop, calls, milliseconds))) interrupted += 1;
        if (kills > 10)
          process.stderr.write(`kill ${kill} of ${kills}: ${milliseconds} ms after call ${calls}\n`);
        expect(visitor.trouble(), `kill ${kill}, ${milliseconds} ms after call ${calls}`).toEqual([]);
      }
      expect(interrupted).toBeGreaterThan(0);
      const last = kills % generations;
      await build(dist, last);
      await deploy(shop);
      await visitor.visitAll();
      // What the one before the last had stays until the one after it.
      await deploy(shop);
      await deploy(shop);
      await visitor.leave();
      expect(visitor.trouble()).toEqual([]);
      expectDeployed(shop, last);
    },
    120_000 + kills * 30_000,
  );
});
