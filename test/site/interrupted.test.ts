import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { encodeClaim } from '../../source/site/claim.ts';
import { carryOutDeploy } from '../../source/site/deploy/carry-out-deploy.ts';
import { prepareDeploy } from '../../source/site/deploy/prepare-deploy.ts';
import type { InvalidationPlan } from '../../source/site/invalidation.ts';
import type { SiteEvent } from '../../source/site/site-event.ts';
import { type OpenedSite, openSite, textIn } from './open-site.ts';

const first = { 'index.html': 'index 1', 'a.txt': 'a 1', 'b.txt': 'b 1' };
const second = { 'index.html': 'index 2', 'a.txt': 'a 2', 'b.txt': 'b 2' };

/** Calls a deploy off when a key is uploaded. */
async function stopAt(site: OpenedSite, key: string): Promise<void> {
  const stop = new AbortController();
  const emit = (event: SiteEvent) => {
    if (event.type === 'site-upload' && event.state === 'done' && event.key === key) stop.abort();
  };
  await expect(site.deploy({ emit, signal: stop.signal })).rejects.toThrow(/abort/i);
}

/** Somebody else's claim, or one of this machine, as old as the object is. */
function leaveClaim(site: OpenedSite, machine: string, process: number, silentFor: number): void {
  const claim = { id: 'other', machine, process, ended: false, since: 0, pending: [] };
  site.bucket.objects.set('.copilot-cdn/under-way.json', {
    body: Buffer.from(encodeClaim(claim)),
    contentType: 'application/json',
    etag: '"other"',
    modified: new Date(site.world.clock.now().getTime() - silentFor),
  });
}

describe('a deploy that was stopped', () => {
  test('goes on where it stopped', async () => {
    const site = await openSite(first);
    await site.deploy();
    await site.write(second);
    await stopAt(site, 'a.txt');
    expect(site.claim()).toMatchObject({ ended: true });
    expect([textIn(site, 'index.html'), textIn(site, 'a.txt')]).toEqual(['index 1', 'a 2']);
    const { plan } = await prepareDeploy(site.options);
    expect(plan.uploads.map(({ key }) => key)).toContain('index.html');
    expect(plan.uploads.map(({ key }) => key)).not.toContain('a.txt');
    await site.deploy();
    expect([textIn(site, 'index.html'), textIn(site, 'a.txt')]).toEqual(['index 2', 'a 2']);
    expect(site.claim()).toBeUndefined();
    expect(site.list()).toMatchObject({ number: 2 });
  });

  test('does not make its successor believe that what was there before is there still', async () => {
    const site = await openSite(first);
    await site.deploy();
    await site.write(second);
    await stopAt(site, 'a.txt');
    await site.write(first);
    await site.deploy();
    for (const [key, text] of Object.entries(first)) expect(textIn(site, key)).toBe(text);
    expect(await site.deploy()).toMatchObject({ uploaded: 0, unchanged: 3 });
  });

  test('is invalidated by its successor', async () => {
    const site = await openSite(first);
    await site.deploy();
    await site.write(second);
    await stopAt(site, 'a.txt');
    const outcome = await site.deploy();
    expect(outcome.invalidation?.paths).toEqual(['/', '/a.txt', '/b.txt', '/index.html']);
  });

  test('finds in the bucket what it had no time to write down', async () => {
    const site = await openSite(first);
    await site.deploy();
    await site.write(second);
    await site.deploy();
    await site.write(first);
    leaveClaim(site, 'elsewhere', 1, 61_000);
    const orphan = { body: Buffer.from('x'), contentType: 'text/plain', etag: '"e"', modified: new Date(0) };
    site.bucket.objects.set('orphan.1f2e3d4c.js', orphan);
    site.bucket.objects.delete('b.txt');
    await site.deploy();
    expect(site.keys()).toEqual(['a.txt', 'b.txt', 'index.html', 'orphan.1f2e3d4c.js']);
    expect([...(site.list()?.files.keys() ?? [])].sort()).toEqual(site.keys());
    expect(textIn(site, 'b.txt')).toBe('b 1');
  });

  test('brought back what its successor does not prune: a visitor may have the page that asks for it', async () => {
    const site = await openSite({ 'index.html': 'asks for old', 'old.1f2e3d4c.js': 'old' });
    await site.deploy();
    await site.remove('old.1f2e3d4c.js');
    await site.write({ 'index.html': 'asks for new', 'new.8d3f2a1b.js': 'new' });
    await site.deploy();
    await site.write({ 'index.html': 'asks for old again', 'old.1f2e3d4c.js': 'old', 'z.html': 'z' });
    await stopAt(site, 'index.html');
    await site.remove('old.1f2e3d4c.js', 'z.html');
    await site.write({ 'index.html': 'asks for new again' });
    expect(await site.deploy({ prune: true })).toMatchObject({ uploaded: 1, deleted: 0 });
    expect(site.keys()).toContain('old.1f2e3d4c.js');
    expect(await site.deploy({ prune: true })).toMatchObject({ uploaded: 0 });
    expect(site.keys()).not.toContain('old.1f2e3d4c.js');
  });

  test('during its first time goes on too', async () => {
    const site = await openSite(first);
    await stopAt(site, 'a.txt');
    expect((await site.deploy()).uploaded).toBeLessThan(3);
    expect(site.list()).toMatchObject({ number: 1, files: { size: 3 } });
  });

  test('after its list, before its invalidation, is finished under its own name', async () => {
    const site = await openSite(first);
    await site.deploy();
    await site.write({ 'a.txt': 'a 2' });
    const asked: InvalidationPlan[] = [];
    const invalidate = async (plan: InvalidationPlan) => void asked.push(plan);
    let claim: Buffer | undefined;
    await site.deploy({
      invalidate: async (plan) => {
        claim = site.bucket.objects.get('.copilot-cdn/under-way.json')?.body;
        await invalidate(plan);
      },
    });
    // As if it had been killed right there.
    site.bucket.objects.set('.copilot-cdn/under-way.json', {
      body: claim ?? Buffer.alloc(0),
      contentType: 'application/json',
      etag: '"left"',
      modified: site.world.clock.now(),
    });
    site.calls();
    expect(await site.deploy({ invalidate })).toMatchObject({ uploaded: 0 });
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(site.calls()).toEqual(['GetObject', 'GetObject', 'DeleteObject']);
    expect(site.claim()).toBeUndefined();
  });

  test('leaves no parts behind once another one went through', async () => {
    const site = await openSite(first);
    leaveClaim(site, 'elsewhere', 1, 61_000);
    site.bucket.uploads = new Map([
      [
        'left',
        { id: 'left', key: 'movie', initiated: new Date(0), contentType: '', headers: {}, parts: new Map() },
      ],
    ]);
    await site.deploy();
    expect(site.bucket.uploads.size).toBe(0);
  });
});

describe('two deploys at once', () => {
  test('the second one is turned away while the first gives signs of life', async () => {
    const site = await openSite(first);
    leaveClaim(site, 'elsewhere', 1, 15_000);
    await expect(site.deploy()).rejects.toMatchObject({
      code: 'deploy-under-way',
      exitCode: 2,
      next: [expect.any(String), expect.stringMatching(/in 4\d s$/)],
    });
    expect(site.world.calls.filter(({ write }) => write)).toEqual([]);
  });

  test('the second one takes over when the first was killed on this machine, or is silent for a minute', async () => {
    const site = await openSite(first);
    await site.deploy();
    const { machine } = await prepareDeploy(site.options);
    const nobody = 2 ** 22 + 1; // beyond what Linux and macOS give to a process
    leaveClaim(site, machine, nobody, 0);
    expect(await site.deploy()).toMatchObject({ unchanged: 3 });
    leaveClaim(site, 'elsewhere', 1, 61_000);
    expect(await site.deploy()).toMatchObject({ unchanged: 3 });
    expect(site.claim()).toBeUndefined();
  });

  test('one of them wins when both begin at the same moment', async () => {
    const site = await openSite(first);
    const [one, other] = await Promise.all([prepareDeploy(site.options), prepareDeploy(site.options)]);
    const outcomes = await Promise.allSettled([carryOutDeploy(one), carryOutDeploy(other)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: expect.stringMatching(/^deploy-(under-way|outdated)$/) });
    expect(site.list()?.files.size).toBe(3);
  });

  test('one that was planned before another one was done uploads nothing', async () => {
    const site = await openSite(first);
    await site.deploy();
    await site.write(second);
    const late = await prepareDeploy(site.options);
    await site.deploy();
    await site.write({ 'a.txt': 'a 3' });
    await site.deploy();
    site.calls();
    await expect(carryOutDeploy(late)).rejects.toMatchObject({ code: 'deploy-outdated', exitCode: 2 });
    expect(site.calls()).toEqual(['PutObject', 'HeadObject', 'PutObject']);
    await site.deploy();
    expect(textIn(site, 'a.txt')).toBe('a 3');
    expect(await site.deploy()).toMatchObject({ uploaded: 0, unchanged: 3 });
  });

  test('one that was taken over stops, and leaves the claim to the other', async () => {
    const site = await openSite(first);
    // As if the machine had slept meanwhile.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const emit = (event: SiteEvent) => {
      if (event.type !== 'site-upload' || event.state !== 'done') return;
      leaveClaim(site, 'elsewhere', 1, 0);
      vi.setSystemTime(Date.now() + 61_000);
    };
    await expect(site.deploy({ emit })).rejects.toMatchObject({ code: 'deploy-overtaken' });
    expect(site.claim()?.id).toBe('other');
    expect(site.list()).toBeUndefined();
  });
});

test('a deploy goes through where S3 turns many calls away', async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.txt`, `${index}`]));
  const site = await openSite(files, { throttleRate: 0.15, seed: 'busy' });
  const failed: SiteEvent[] = [];
  const emit = (event: SiteEvent) => {
    if (event.type === 'site-attempt-failed') failed.push(event);
  };
  await site.deploy({ emit });
  expect(site.keys()).toHaveLength(40);
  expect(failed.length).toBeGreaterThan(0);
  expect(failed[0]).toMatchObject({ code: 'SlowDown', limit: 12 });
});
