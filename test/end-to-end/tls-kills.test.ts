import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import { start } from '../support/run.ts';
import { type Migration, migrated, openMigration } from './migration.ts';
import { journal, resultOf, until } from './shop.ts';

/** How often a migration is killed at a random instant: a few in every run of the tests, 200 with `npm run kills`. */
const kills = Number(process.env.KILLS ?? 4);
const seed = Number(process.env.KILLS_SEED ?? 20_261_126);
const atOnce = 4;

/** Counted in calls of AWS, which a busy machine does not upset: so many have read everything, so many more a migration makes, about. */
const callsOfReading = 30;
const callsOfAMigration = 72;

/** The command that a person types next: `resume` finds the journal; without one nothing was begun. */
function next(site: Migration): readonly string[] {
  return existsSync(journal(site)) ? ['resume', '--json'] : ['tls', '--yes', '--json'];
}

function begin(site: Migration) {
  return start(next(site), { cwd: site.workspace, env: site.variables });
}

async function finish(site: Migration, told: string): Promise<void> {
  const [command = '', ...rest] = next(site);
  const { finished, events } = await site.events([command, ...rest.filter((flag) => flag !== '--json')]);
  expect(finished.code, `${told}\n${finished.stdout.slice(-2_000)}${finished.stderr}`).toBe(0);
  expect(resultOf(events), told).toMatchObject({ ok: true, tlsEndsAt: 'edge' });
  expectMigrated(site, told);
}

function expectMigrated(site: Migration, told: string): void {
  expect(site.rules(), told).toEqual(migrated);
  expect(site.trouble(), told).toEqual([]);
  expect(site.strayChanges(), told).toEqual([]);
  expect(site.manifest().match(/terminate_tls: true/g), told).toHaveLength(1);
  for (const [service, count] of [
    ['api', 1],
    ['web', 3],
    ['account', 1],
    ['news', 1],
  ] as const)
    expect(site.manifestOf(service).match(/redirect_to_https: false/g), `${told}, ${service}`).toHaveLength(
      count,
    );
  expect(site.manifestOf('rpc'), told).not.toContain('redirect_to_https');
  expect(existsSync(journal(site)), told).toBe(false);
}

/** Events that begin or end a step, as they are told. */
function boundaries(output: string): readonly string[] {
  return [...output.matchAll(/"type":"step","id":"([^"]+)"[^\n]*"state":"(under-way|done)"/g)].map(
    ([, id, state]) => `${id} ${state}`,
  );
}

describe('a migration that is killed', () => {
  it('at every boundary of its steps, one after the other, is finished by resume', async () => {
    const site = await openMigration();
    const killedAt = new Set<string>();
    for (;;) {
      const running = begin(site);
      let ended = false;
      running.ended.then(() => {
        ended = true;
      });
      const fresh = () => boundaries(running.output()).find((one) => !killedAt.has(one));
      await until('a boundary', () => ended || fresh() !== undefined, running.output);
      const boundary = fresh();
      if (boundary === undefined) {
        const { code } = await running.ended;
        expect(code, running.output().slice(-2_000)).toBe(0);
        break;
      }
      killedAt.add(boundary);
      await running.kill('SIGKILL');
      expect(site.trouble(), boundary).toEqual([]);
      expect(killedAt.size).toBeLessThan(40);
    }
    // Ten steps begin, and most of them end before the process is gone; on a busy machine one or the other passes unseen.
    expect(killedAt.size).toBeGreaterThanOrEqual(6);
    await finish(site, [...killedAt].join(', '));
  }, 240_000);

  it(
    `${kills} times at random instants is finished by resume`,
    async () => {
      const chance = randomFrom(seed);
      const instants = Array.from({ length: kills }, () => ({
        calls: callsOfReading + chance.below(callsOfAMigration),
        milliseconds: chance.below(150),
      }));
      const waiting = [...instants.entries()];
      const worker = async () => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
          const [number, { calls, milliseconds }] = one;
          const site = await openMigration();
          const running = begin(site);
          let ended = false;
          running.ended.then(() => {
            ended = true;
          });
          await until(
            'so many calls',
            () => ended || site.world.calls.length >= calls,
            running.output,
            120_000,
          );
          await new Promise((resolve) => setTimeout(resolve, milliseconds));
          await running.kill('SIGKILL');
          const last = boundaries(running.output()).at(-1) ?? 'before the first step';
          const told = `kill ${number + 1} of ${kills}, ${milliseconds} ms after call ${calls}: ${last}`;
          await finish(site, told);
          await site.close();
          if (kills > 10) process.stderr.write(`${told}\n`);
        }
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, kills) }, worker));
    },
    120_000 + kills * 30_000,
  );
});
