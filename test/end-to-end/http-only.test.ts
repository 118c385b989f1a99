import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openShop, resultOf, type Shop } from './shop.ts';

/** The names that the environment's distribution answers for, as AWS has them. */
function aliases(shop: Shop): readonly string[] {
  const [distribution] = shop.world.accounts.get('111122223333')?.distributions.values() ?? [];
  return distribution?.config.Aliases ?? [];
}

function writeService(shop: Shop, edit: (text: string) => string): void {
  const path = join(shop.workspace, 'copilot/web/manifest.yml');
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

describe('a load balancer that speaks HTTP only', () => {
  it('gets HTTPS from the edge, for the names in the manifests of its services', async () => {
    const shop = await openShop({ scenario: 'http-only' });
    const { finished, events } = await shop.events(['setup', '--yes']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ changed: true, loadBalancerClosed: true });
    expect(shop.manifest()).toContain('terminate_tls: true');
    expect(aliases(shop)).toEqual(['api.example.com', 'www.example.com']);

    const again = await shop.events(['setup', '--yes']);
    expect(resultOf(again.events)).toMatchObject({ changed: false });
  });

  it('answers for a name that a manifest gets later, at the next setup', async () => {
    const shop = await openShop({ scenario: 'http-only' });
    await shop.run(['setup', '--yes', '--no-restrict-ingress']);
    writeService(shop, (text) =>
      text.replace('alias: www.example.com', 'alias: [www.example.com, shop.example.com]'),
    );
    const { events } = await shop.events(['setup', '--yes', '--no-restrict-ingress']);
    expect(resultOf(events)).toMatchObject({ changed: true });
    expect(aliases(shop)).toEqual(['api.example.com', 'shop.example.com', 'www.example.com']);
  });

  it('is not set up by half a name: a variable that is not set is told with its line', async () => {
    const shop = await openShop({ scenario: 'http-only' });
    writeService(shop, (text) =>
      text.replace('alias: www.example.com', `alias: ${'${'}HOST_OF_TODAY}.example.com`),
    );
    const { finished, events } = await shop.events(['setup', '--yes']);
    expect(finished.code).toBe(2);
    const told = events.find((event) => event.type === 'error');
    expect(told).toMatchObject({
      code: 'variable-not-defined',
      message: expect.stringMatching(/copilot\/web\/manifest\.yml:\d+/),
    });
    expect(aliases(shop)).toEqual([]);
  });
});
