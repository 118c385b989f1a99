import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { begin, count, journal, openShop, resultOf, type Shop, until } from './shop.ts';

describe('a process that is killed', () => {
  it('during the stack update: resume attaches to it and finishes every phase', async () => {
    const shop = await openShop({ speed: 100 });
    const killed = begin(shop);
    await until(
      'the update',
      () => shop.world.calls.some(({ operation }) => operation === 'ExecuteChangeSet'),
      killed.output,
    );
    await until('an event of the update', () => killed.output().includes('"type":"resource"'), killed.output);
    await killed.kill('SIGKILL');
    const executed = count(shop, 'ExecuteChangeSet');
    const { finished, events } = await shop.events(['resume']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true });
    // One more for closing the load balancer, none again for the distribution.
    expect(count(shop, 'ExecuteChangeSet')).toBe(executed + 1);
    expect(existsSync(journal(shop))).toBe(false);
  });

  it('during the stack update: plain setup --yes goes on too', async () => {
    const shop = await openShop({ speed: 100 });
    const killed = begin(shop);
    await until(
      'the update',
      () => shop.world.calls.some(({ operation }) => operation === 'ExecuteChangeSet'),
      killed.output,
    );
    await killed.kill('SIGKILL');
    const { finished, events } = await shop.events(['--yes']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true });
  });

  it('while names are being moved: the load balancer is not closed before old answers have run out', async () => {
    const shop = await openShop({ speed: 100 });
    const killed = begin(shop);
    await until('the move', () => moved(shop), killed.output);
    await killed.kill('SIGKILL');
    const asked =
      shop.world.calls.find(({ operation }) => operation === 'ChangeResourceRecordSets')?.at ?? new Date();
    const { finished, events } = await shop.events(['resume']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true });
    const closed =
      shop.world.calls.filter(({ operation }) => operation === 'ExecuteChangeSet').at(-1)?.at ?? new Date(0);
    // DNS's own word: 60 seconds of AWS, a hundred times faster, rounded up to its whole seconds.
    expect(closed.getTime() - asked.getTime()).toBeGreaterThanOrEqual(1_000);
    expect(count(shop, 'ChangeResourceRecordSets')).toBe(1);
  });

  it('before the change set was executed: resume starts over and leaves no change set behind', async () => {
    const shop = await openShop({ speed: 100 });
    const killed = begin(shop);
    await until(
      'the change set',
      () => shop.world.calls.some(({ operation }) => operation === 'CreateChangeSet'),
      killed.output,
    );
    await killed.kill('SIGKILL');
    expect(count(shop, 'ExecuteChangeSet')).toBe(0);
    const { finished } = await shop.events(['resume']);
    expect(finished.code).toBe(0);
  });
});

/** The journal knows that Route 53 was told, and nothing of what came of it. */
function moved(shop: Shop): boolean {
  return existsSync(journal(shop)) && readFileSync(journal(shop), 'utf8').includes('"state": "made"');
}
