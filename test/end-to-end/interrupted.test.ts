import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { type Running, start } from '../support/run.ts';
import { openShop, type Shop, until } from './shop.ts';

describe('a process that is killed', () => {
  it('during the stack update: resume attaches to it and finishes every phase', async () => {
    const shop = await openShop({ speed: 40 });
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
    const shop = await openShop({ speed: 40 });
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
    const shop = await openShop({ speed: 40 });
    const killed = begin(shop);
    await until(
      'the move',
      () => shop.world.calls.some(({ operation }) => operation === 'ChangeResourceRecordSets'),
      killed.output,
    );
    await killed.kill('SIGKILL');
    const moved =
      shop.world.calls.find(({ operation }) => operation === 'ChangeResourceRecordSets')?.at ?? new Date();
    const { finished, events } = await shop.events(['resume']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true });
    const closed =
      shop.world.calls.filter(({ operation }) => operation === 'ExecuteChangeSet').at(-1)?.at ?? new Date(0);
    // 60 seconds of AWS, forty times faster, rounded up to DNS's whole seconds.
    expect(closed.getTime() - moved.getTime()).toBeGreaterThan(2_000);
    expect(count(shop, 'ChangeResourceRecordSets')).toBe(1);
  });

  it('before the change set was executed: resume starts over and leaves no change set behind', async () => {
    const shop = await openShop({ speed: 40 });
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

describe('an update that fails', () => {
  const reason =
    'One or more of the CNAMEs you provided are already associated with a different resource. (CNAMEAlreadyExists)';

  it('is told by its cause first, and the manifest goes back with the stack', async () => {
    const shop = await openShop({ fail: [`CloudFrontDistribution=${reason}`] });
    const before = shop.manifest();
    const finished = await shop.run(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(1);
    const told = finished.stdout.split('\n').slice(-24).join('\n');
    expect(told).toMatch(/already belongs? to another CloudFront distribution|another distribution/);
    expect(told).toContain('CloudFormation took shop-prod back to how it was');
    expect(told).toContain('copilot-cdn resume');
    expect(told).toContain('CNAMEAlreadyExists');
    expect(shop.manifest()).toBe(before);
    expect(JSON.parse(readFileSync(journal(shop), 'utf8'))).not.toHaveProperty('operation');
    expect(JSON.parse(readFileSync(journal(shop), 'utf8'))).not.toHaveProperty('manifestEdit');
  });

  it('is started again by resume once the cause is mended', async () => {
    const shop = await openShop({ fail: [`CloudFrontDistribution=${reason}`] });
    await shop.run(['setup', '--env', 'prod', '--yes']);
    shop.world.knobs.failures.clear();
    const { finished, events } = await shop.events(['resume']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true });
  });
});

describe('a change set that would do more', () => {
  it.each(['remove', 'replace'] as const)(
    '%s something that is not ours: refused, deleted, nothing executed',
    async (proposal) => {
      const shop = await openShop();
      const before = shop.manifest();
      shop.world.knobs.proposals = new Map([['PublicLoadBalancer', proposal]]);
      const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
      expect(finished.code).toBe(3);
      expect(events.find((event) => event.type === 'error')).toMatchObject({
        code: 'change-refused',
        message: expect.stringContaining('PublicLoadBalancer'),
      });
      expect(count(shop, 'ExecuteChangeSet')).toBe(0);
      expect(count(shop, 'DeleteChangeSet')).toBe(1);
      expect(shop.manifest()).toBe(before);
    },
  );
});

describe('a world that changes meanwhile', () => {
  it('throttling slows it down and does not stop it', async () => {
    const shop = await openShop({ throttle: 0.1 });
    const { finished } = await shop.events(['setup', '--env', 'prod', '--yes'], { timeout: 110_000 });
    expect(finished.code).toBe(0);
  });

  it('a manifest that is edited during the run is not overwritten', async () => {
    const shop = await openShop({ speed: 40 });
    const running = begin(shop);
    await until(
      'the update',
      () => shop.world.calls.some(({ operation }) => operation === 'ExecuteChangeSet'),
      running.output,
    );
    shop.writeManifest(`${shop.manifest()}# by hand\n`);
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(shop.manifest()).toMatch(/# by hand\n$/);
    expect(shop.manifest()).toContain('cdn: true');
  });

  it('names at another provider end the run unfinished, with the records to type', async () => {
    const shop = await openShop();
    shop.world.knobs.denied.add('route53:*');
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      ok: false,
      next: ['copilot-cdn resume'],
      left: [
        expect.stringMatching(/^api\.example\.com {2}CNAME {2}\w+\.cloudfront\.net$/),
        expect.stringMatching(/^www\.example\.com/),
      ],
      loadBalancerClosed: false,
    });
    shop.world.knobs.denied.clear();
    const resumed = await shop.events(['resume']);
    expect(resumed.finished.code).toBe(0);
    expect(resultOf(resumed.events)).toMatchObject({ loadBalancerClosed: true });
  });
});

describe('resume', () => {
  it('says so when nothing is unfinished', async () => {
    const shop = await openShop();
    const { finished, events } = await shop.events(['resume']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, summary: 'Nothing is unfinished in this workspace.' });
  });
});

describe('watch', () => {
  it("follows somebody else's update to its end", async () => {
    const shop = await openShop({ scenario: 'busy' });
    const { finished, events } = await shop.events(['watch']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, status: 'UPDATE_COMPLETE' });
  });
});

function begin(shop: Shop): Running {
  return start(['setup', '--env', 'prod', '--yes', '--json'], { cwd: shop.workspace, env: shop.variables });
}

function resultOf(events: readonly Event[]): Event | undefined {
  return events.findLast((event) => event.type === 'result');
}

function count(shop: Shop, operation: string): number {
  return shop.world.calls.filter((call) => call.operation === operation && call.status < 400).length;
}

function journal(shop: Shop): string {
  return join(shop.workspace, 'copilot/.copilot-cdn/prod.json');
}
