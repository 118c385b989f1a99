import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { openShop, type Shop } from './shop.ts';

const account = '111122223333';

/** Distributions of other applications in the same account; the last one has a name. */
function addDistributions(shop: Shop, count: number, alias: string): void {
  const distributions = shop.world.accounts.get(account)?.distributions;
  for (let index = 1; index <= count; index += 1) {
    const id = `E${String(index).padStart(12, '0')}`;
    distributions?.set(id, {
      id,
      arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
      domainName: `d${index}.cloudfront.net`,
      status: 'Deployed',
      config: {
        Enabled: true,
        Aliases: index === count ? [alias] : [],
        Origins: [{ Id: 'other', DomainName: 'other.example.net' }],
        DefaultCacheBehavior: { TargetOriginId: 'other', ViewerProtocolPolicy: 'allow-all' },
      },
      modified: new Date(),
      etag: 'E1',
      tags: {},
      addresses: [],
    });
  }
}

function checks(events: readonly Event[]) {
  return events.flatMap((event) => (event.type === 'check' ? [[event.id, event.verdict]] : []));
}

describe('what is looked at before anything is done', () => {
  it('finds a name on another distribution, be it on the last page of them, and begins nothing', async () => {
    const shop = await openShop();
    addDistributions(shop, 230, 'WWW.example.com');
    shop.writes();
    const before = shop.manifest();
    const { finished, events } = await shop.events(['setup', '--yes']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'name-on-another-distribution',
      message: expect.stringContaining('www.example.com is with E000000000230 (d230.cloudfront.net)'),
    });
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
    expect(shop.manifest()).toBe(before);
  });

  it('goes on with a warning where distributions cannot be listed', async () => {
    const shop = await openShop();
    shop.world.knobs.denied.add('cloudfront:ListDistributions');
    const { finished, events } = await shop.events(['setup', '--yes', '--dry-run']);
    expect(finished.code).toBe(0);
    expect(checks(events)).toContainEqual(['names-are-free', 'warning']);
  });

  it('is a list that programs and people can read', async () => {
    const shop = await openShop();
    const { events } = await shop.events(['setup', '--yes', '--dry-run']);
    expect(checks(events)).toEqual([
      ['stack-takes-updates', 'passed'],
      ['roles', 'passed'],
      ['names-are-free', 'passed'],
      ['prefix-list', 'passed'],
      ['security-group-rules', 'passed'],
      ['manifest', 'passed'],
      ['undeployed', 'passed'],
      ['runtimes', 'passed'],
    ]);
    const { stdout } = await shop.run(['setup', '--yes', '--dry-run']);
    expect(stdout).toContain('✔ No other distribution of this account has the names');
  });

  it('shows what else is not deployed, and leaves it so', async () => {
    const shop = await openShop();
    shop.writeManifest(shop.manifest().replace('container_insights: false', 'container_insights: true'));
    const { stdout } = await shop.run(['setup', '--yes', '--dry-run']);
    expect(stdout).toContain('! The local manifest differs from the deployed one elsewhere, too');
    expect(stdout).toMatch(/− +container_insights: false\n +\+ +container_insights: true/);
  });
});
