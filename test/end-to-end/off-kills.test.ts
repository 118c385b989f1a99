import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { tlsMigration } from '../../source/sandbox/scenarios/tls-migration.ts';
import { randomFrom } from '../fuzz/random.ts';
import { start } from '../support/run.ts';
import { journal, until } from './shop.ts';
import { managed, openSite, type Site, turnEverythingOn } from './taken-down.ts';

/** How often it is killed at a random instant: a few in every run of the tests. */
const kills = Number(process.env.KILLS ?? 3);
const seed = Number(process.env.KILLS_SEED ?? 20_261_127);
const atOnce = 3;

/** Counted in calls of AWS, which a busy machine does not upset: so many have read everything, so many more it takes, about. */
const callsOfReading = 30;
const callsOfAll = 130;

/** TLS ends at the edge from the start: no run of the program is needed to come to where this begins. */
const endsAtTheEdge: Scenario = {
  ...tlsMigration,
  name: 'ends-at-the-edge',
  environments: tlsMigration.environments.map((environment) => ({
    ...environment,
    cdn: { certificate: 'wildcard', terminateTls: true },
    services: environment.services
      .filter(({ name }) => ['api', 'web'].includes(name))
      .map((service) => ({ ...service, redirectToHttps: false })),
  })),
  hostedZones: tlsMigration.hostedZones.map((zone) => ({
    ...zone,
    toLoadBalancer: {},
    toDistribution: Object.fromEntries(
      ['api', 'web', 'files'].map((name) => [`${name}.example.com`, 'prod']),
    ),
  })),
};

/** The command that a person types next: `resume` finds the journal; without one nothing was begun. */
function next(site: Site): readonly string[] {
  return existsSync(journal(site)) ? ['resume', '--json'] : ['off', '--yes', '--json'];
}

/**
 * Whoever was killed while Route 53 was being asked does not know whether the names have moved: the next run waits a minute and the life
 * of the records, by the clock of visitors.
 */
const longestRun = 150_000;

function begin(site: Site) {
  return start(next(site), { cwd: site.workspace, env: site.variables, timeout: longestRun });
}

async function finish(site: Site, told: string): Promise<void> {
  const finished = await begin(site).ended;
  expect(finished.code, `${told}\n${finished.stdout.slice(-2_000)}${finished.stderr}`).toBe(0);
  expectDown(site, told);
}

function expectDown(site: Site, told: string): void {
  expect(site.trouble(), told).toEqual([]);
  expect(site.distribution(), told).toBeUndefined();
  expect(site.atTheEdge(), told).toEqual([]);
  expect(site.bytes()['shop-prod'], told).not.toContain('CloudFrontDistribution');
  expect(site.bytes()['environments/prod'], told).not.toContain('cdn');
  expect(`${site.bytes().api}${site.bytes().web}`, told).not.toContain('redirect_to_https');
  expect(existsSync(journal(site)), told).toBe(false);
}

/** Events that begin or end a step, as they are told. */
function boundaries(output: string): readonly string[] {
  return [...output.matchAll(/"type":"step","id":"([^"]+)"[^\n]*"state":"(under-way|done)"/g)].map(
    ([, id, state]) => `${id} ${state}`,
  );
}

describe('taking a CDN down, killed', () => {
  it('at every boundary of its steps, one after the other, is finished by resume, and gives back every byte', async () => {
    const site = await openSite({ scenario: managed });
    const before = site.bytes();
    await turnEverythingOn(site, 'assets.prod.shop.example.com');
    const killedAt = new Set<string>();
    for (;;) {
      const running = begin(site);
      let ended = false;
      running.ended.then(() => {
        ended = true;
      });
      // Where a step ends the next one begins.
      const fresh = () =>
        boundaries(running.output()).find((one) => one.endsWith('under-way') && !killedAt.has(one));
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
    // Services go side by side: all of their steps begin in one run or the other.
    expect(killedAt.size).toBeGreaterThanOrEqual(12);
    expectDown(site, [...killedAt].join(', '));
    expect(site.bytes()).toEqual(before);
  }, 240_000);

  it(
    `${kills} times at random instants is finished by resume`,
    async () => {
      const chance = randomFrom(seed);
      const instants = Array.from({ length: kills }, () => ({
        calls: callsOfReading + chance.below(callsOfAll),
        milliseconds: chance.below(150),
      }));
      const waiting = [...instants.entries()];
      const worker = async () => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
          const [number, { calls, milliseconds }] = one;
          const site = await openSite({ scenario: endsAtTheEdge });
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
