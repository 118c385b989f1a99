import { afterEach, describe, expect, it } from 'vitest';
import { startStackUpdate } from '../../../source/sandbox/services/cloudformation/index.ts';
import { closeTerminals } from '../../support/terminal.ts';
import { openShop, resultOf, type Shop } from '../shop.ts';
import { openTerminal } from '../terminal/person.ts';

afterEach(closeTerminals);

/** What colleagues' deployments would have started. */
function deploying(shop: Shop): void {
  const stack = { account: '111122223333', region: 'us-west-2' };
  startStackUpdate(shop.world, { ...stack, name: 'shop-prod', parameters: { NATWorkloads: 'web' } });
  for (const name of ['shop-prod-api', 'shop-prod-web'])
    startStackUpdate(shop.world, { ...stack, name, parameters: { TaskCount: '3' } });
}

const both = ['shop-prod', 'shop-prod-api', 'shop-prod-web'];

describe('watch of stacks by their names', () => {
  it('follows each to its end', async () => {
    const shop = await openShop({ scenario: 'tls-migration', speed: 40 });
    deploying(shop);
    const { finished, events } = await shop.events(['watch', ...both]);
    expect(finished).toMatchObject({ code: 0, stderr: '' });
    const plan = events.find((event) => event.type === 'plan');
    expect(plan).toMatchObject({ title: 'Watching 3 stacks', steps: both.map((title) => ({ title })) });
    expect(resultOf(events)).toMatchObject({
      stacks: both.map((stack) => ({ stack, status: 'UPDATE_COMPLETE' })),
    });
    const told = (stack: string) =>
      events.filter((event) => event.type === 'resource' && event.stack === stack);
    for (const stack of both) expect(told(stack).length).toBeGreaterThan(1);
  });

  it('tells of one that failed, when the other has ended as well', async () => {
    const shop = await openShop({
      scenario: 'tls-migration',
      speed: 100,
      fail: ['Service=The circuit breaker was triggered'],
    });
    deploying(shop);
    const { finished, events } = await shop.events(['watch', 'shop-prod', 'shop-prod-web']);
    expect(finished.code).toBe(1);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'operation-failed',
      message: expect.stringMatching(/circuit breaker.*shop-prod-web is in UPDATE_ROLLBACK_COMPLETE/is),
    });
    const ends = events.flatMap((event) =>
      event.type === 'step' && event.state !== 'under-way' ? [event.state] : [],
    );
    expect(ends.sort()).toEqual(['done', 'failed']);
  });
});

describe('watch --all', () => {
  it('says so when nothing moves', async () => {
    const shop = await openShop({ scenario: 'tls-migration' });
    const { code, stdout } = await shop.run(['watch', '--all']);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing moves: no stack of shop has an operation under way.');
  });

  it.each([
    [80, 24],
    [40, 14],
  ])('shows each with what moves in it, in %d columns and %d rows', async (columns, rows) => {
    const shop = await openShop({ scenario: 'tls-migration', speed: 1 });
    deploying(shop);
    const terminal = openTerminal(shop, ['watch', '--all'], { columns, rows });
    const screen = await terminal.waitFor(
      /◐ shop-prod +.*\n[\s\S]*◐ shop-prod-api.*\n +◐ [\s\S]*◐ shop-prod-web.*\n +◐ [\s\S]*ctrl\+c leave/,
    );
    expect(screen.split('\n').length).toBeLessThan(rows);
    terminal.press('ctrl+c');
    await terminal.waitFor(/What runs in shop-prod and [12]\s+more\s+goes/);
    terminal.press('ctrl+c');
    expect((await terminal.exit).code).toBe(130);
  });
});

describe('the update that is watched', () => {
  it('can be taken back, and is followed until the stack is as it was', async () => {
    const shop = await openShop({ scenario: 'busy', speed: 10 });
    const terminal = openTerminal(shop, ['watch']);
    await terminal.waitFor('leave or cancel');
    await terminal.waitFor('◐');
    terminal.press('ctrl+c');
    await terminal.waitFor('Cancel the update');
    terminal.press('up', 'enter');
    const { code } = await terminal.exit;
    expect(terminal.transcript()).toMatch(/took shop-prod back to how it\s+was/);
    expect(code).toBe(130);
  });
});
