import { describe, expect, it } from 'vitest';
import { begin, count, openShop, parseEvents, resultOf, until } from './shop.ts';

describe('a world that changes meanwhile', () => {
  it('throttling slows it down and does not stop it', async () => {
    const shop = await openShop({ throttle: 0.1 });
    const { finished } = await shop.events(['setup', '--env', 'prod', '--yes'], { timeout: 110_000 });
    expect(finished.code).toBe(0);
  });

  it('a manifest that is edited during the run is not overwritten', async () => {
    const shop = await openShop({ speed: 100 });
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

  it('credentials that expire during the update end the run unfinished; resume goes on with new ones', async () => {
    const shop = await openShop({ speed: 100 });
    const running = begin(shop);
    await until('the update', () => count(shop, 'ExecuteChangeSet') === 1, running.output);
    shop.world.knobs.expireCredentialsAfterSeconds = 0.001;
    const finished = await running.ended;
    expect(finished.code).toBe(4);
    const events = parseEvents(finished.stdout);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'credentials-expired',
      next: expect.arrayContaining(['then go on: copilot-cdn resume']),
    });
    shop.world.knobs.expireCredentialsAfterSeconds = null;
    const resumed = await shop.events(['resume']);
    expect(resumed.finished.code).toBe(0);
    expect(resultOf(resumed.events)).toMatchObject({ loadBalancerClosed: true });
    expect(count(shop, 'ExecuteChangeSet')).toBe(2);
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
        expect.stringMatching(/^api\.example\.com\. 300 IN CNAME \w+\.cloudfront\.net\.$/),
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
