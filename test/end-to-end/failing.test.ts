import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { count, journal, openShop, resultOf } from './shop.ts';

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
