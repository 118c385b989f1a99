import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { journal, openShop, resultOf } from './shop.ts';
import { managed, openSite, turnEverythingOn } from './taken-down.ts';

function stepsDone(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'step' && event.state === 'done' ? event.id : []));
}

describe('copilot-cdn off', () => {
  it('takes everything down that was turned on, gives back every byte, and no visitor notices', async () => {
    const site = await openSite({ scenario: managed });
    const before = site.bytes();
    await turnEverythingOn(site, 'assets.prod.shop.example.com');
    expect(site.bytes()).not.toEqual(before);
    const { finished, events } = await site.events(['off', '--yes']);
    expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
    expect(stepsDone(events).slice(0, 3)).toEqual(['manifest-opening', 'opening', 'edge']);
    expect(stepsDone(events).slice(-8)).toEqual([
      ...['rules', 'balancer', 'records', 'names', 'bucket-policy', 'manifest', 'removal', 'gone'],
    ]);
    expect(resultOf(events)).toMatchObject({ ok: true, changed: true, distribution: null, failed: 0 });
    expect(site.bytes()).toEqual(before);
    expect(site.distribution()).toBeUndefined();
    expect(site.atTheEdge()).toEqual([]);
    expect(site.visited()).toBeGreaterThan(200);
    expect(site.trouble()).toEqual([]);
    expect(existsSync(journal(site))).toBe(false);

    const again = await site.events(['off', '--yes']);
    expect(again.finished.code).toBe(0);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false });
  });

  it('has nothing to do where there is no CDN', async () => {
    const shop = await openShop();
    const before = shop.manifest();
    const { finished, events } = await shop.events(['off']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, changed: false });
    expect(shop.manifest()).toBe(before);
  });
});
