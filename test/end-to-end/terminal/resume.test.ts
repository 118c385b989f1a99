import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fresh } from '../../../source/sandbox/scenarios/fresh.ts';
import type { Scenario } from '../../../source/sandbox/scenarios/index.ts';
import { openShop, resultOf, type Shop } from '../shop.ts';
import { openTerminal } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

const twoEnvironments: Scenario = {
  ...fresh,
  name: 'two-environments',
  environments: fresh.environments.flatMap((prod) => [prod, { ...prod, name: 'test' }]),
};

/** Runs that were interrupted between two steps. */
async function openInterrupted(): Promise<Shop> {
  const shop = await openShop({ scenario: twoEnvironments });
  mkdirSync(join(shop.workspace, 'copilot/.copilot-cdn'), { recursive: true });
  for (const [environment, minutes] of [
    ['prod', 190],
    ['test', 12],
  ] as const)
    writeFileSync(
      journalOf(shop, environment),
      JSON.stringify({
        version: 1,
        command: 'off',
        application: 'shop',
        environment,
        startedAt: new Date(Date.now() - minutes * 60_000).toISOString(),
        answers: { environment, probe: 'no' },
        unattended: true,
      }),
    );
  return shop;
}

function journalOf(shop: Shop, environment: string): string {
  return join(shop.workspace, `copilot/.copilot-cdn/${environment}.json`);
}

describe('resume with more than one unfinished run', () => {
  it('lists them on a terminal, and goes on with the one that is chosen', async () => {
    const shop = await openInterrupted();
    const terminal = openTerminal(shop, ['resume']);
    await wholeFrame(terminal, 'Which run is to be finished?');
    expect(terminal.screen()).toMatch(/test +copilot-cdn off +began 12 minutes ago +between two steps/);
    expect(terminal.screen()).toMatch(/prod +copilot-cdn off +began 3 hours ago/);
    terminal.press('down', 'enter');
    expect((await terminal.exit).code).toBe(0);
    expect(terminal.transcript()).toContain('Nothing to do: prod has no CDN.');
    expect(existsSync(journalOf(shop, 'prod'))).toBe(false);
    expect(existsSync(journalOf(shop, 'test'))).toBe(true);
  });

  it('asks for --env without a terminal, and says of each what it is', async () => {
    const shop = await openInterrupted();
    const { finished, events } = await shop.events(['resume']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'several-unfinished',
      next: ['copilot-cdn resume --env test', 'copilot-cdn resume --env prod'],
      details: [
        'test: copilot-cdn off, began 12 minutes ago, between two steps',
        'prod: copilot-cdn off, began 3 hours ago, between two steps',
      ],
    });
    const named = await shop.events(['resume', '--env', 'test']);
    expect(named.finished.code).toBe(0);
    expect(resultOf(named.events)).toMatchObject({ command: 'resume', environment: 'test', changed: false });
  });
});
