import { describe, expect, test } from 'vitest';
import { prepareDeploy } from '../../source/site/deploy/prepare-deploy.ts';
import type { InvalidationPlan } from '../../source/site/invalidation.ts';
import type { SiteEvent } from '../../source/site/site-event.ts';
import { openSite, textIn } from './open-site.ts';

const files = {
  'index.html': '<script src="app.1f2e3d4c.js">',
  'about/index.html': 'about',
  'app.1f2e3d4c.js': 'app()',
  'photo.jpg': Buffer.from([1, 2, 3]),
};

describe('a first deploy', () => {
  test('puts every file where it belongs, with its headers', async () => {
    const site = await openSite(files);
    expect(await site.deploy()).toEqual({ uploaded: 4, deleted: 0, unchanged: 0 });
    expect(site.keys()).toEqual(Object.keys(files).sort());
    expect(site.bucket.objects.get('index.html')).toMatchObject({
      body: Buffer.from(files['index.html']),
      contentType: 'text/html; charset=utf-8',
      headers: { 'cache-control': 'public,max-age=0,must-revalidate' },
      checksum: ['x-amz-checksum-crc32', expect.any(String)],
    });
    expect(site.bucket.objects.get('app.1f2e3d4c.js')?.headers).toEqual({
      'cache-control': 'public,max-age=31536000,immutable',
    });
  });

  test('looks, claims the bucket, uploads pages last, writes the list, and lets go', async () => {
    const site = await openSite(files);
    const order: string[] = [];
    const emit = (event: SiteEvent) => {
      if (event.type === 'site-upload' && event.state === 'done') order.push(event.key);
    };
    await site.deploy({ emit });
    expect(order.slice(0, 2)).toEqual(['app.1f2e3d4c.js', 'photo.jpg']);
    expect(site.calls()).toEqual([
      'GetObject',
      'GetObject',
      'ListObjectsV2',
      'PutObject',
      'HeadObject',
      ...Array.from({ length: 5 }, () => 'PutObject'),
      'DeleteObject',
    ]);
    expect(site.list()).toMatchObject({ number: 1, files: { size: 4 } });
    expect(site.claim()).toBeUndefined();
  });
});

describe('a later deploy', () => {
  test('takes two requests when nothing changed', async () => {
    const site = await openSite(files);
    await site.deploy();
    site.calls();
    expect(await site.deploy()).toEqual({ uploaded: 0, deleted: 0, unchanged: 4 });
    expect(site.calls()).toEqual(['GetObject', 'GetObject']);
  });

  test('uploads what changed, and says what visitors may have kept', async () => {
    const site = await openSite(files);
    await site.deploy();
    await site.write({ 'photo.jpg': Buffer.from([3, 2, 1]), 'new.html': 'new', 'index.html': 'index' });
    site.calls();
    const outcome = await site.deploy();
    expect(outcome).toMatchObject({
      uploaded: 3,
      unchanged: 2,
      invalidation: { paths: ['/', '/index.html', '/photo.jpg'] },
    });
    expect(site.calls().filter((name) => name === 'PutObject')).toHaveLength(3 + 2);
    expect(textIn(site, 'index.html')).toBe('index');
  });

  test('sees a change of headers alone, and names its reason', async () => {
    const site = await openSite(files);
    await site.deploy();
    const rules = [{ match: ['*.jpg'], headers: { cacheControl: 'no-cache' } }];
    const { plan } = await prepareDeploy({ ...site.options, rules });
    expect(plan.uploads.map(({ key, reason }) => [key, reason])).toEqual([['photo.jpg', 'headers']]);
    await site.deploy({ rules });
    expect(site.bucket.objects.get('photo.jpg')?.headers).toEqual({ 'cache-control': 'no-cache' });
    expect(await site.deploy({ rules })).toMatchObject({ uploaded: 0 });
  });

  test('compares contents, not times, on a machine that knows nothing', async () => {
    const site = await openSite(files);
    await site.deploy();
    await site.write(files);
    const elsewhere = { stateFolder: `${site.stateFolder}-elsewhere` };
    expect(await site.deploy(elsewhere)).toMatchObject({ uploaded: 0, unchanged: 4 });
  });

  test('is not fooled by a change that leaves size and time of writing as they were', async () => {
    const site = await openSite(files);
    await site.deploy();
    await site.deploy();
    await site.write({ 'about/index.html': 'ABOUT' });
    expect(await site.deploy()).toMatchObject({ uploaded: 1 });
    expect(textIn(site, 'about/index.html')).toBe('ABOUT');
  });

  test('only looks when it is prepared', async () => {
    const site = await openSite(files);
    const { plan } = await prepareDeploy(site.options);
    expect(plan.uploads.map(({ reason }) => reason)).toEqual(['new', 'new', 'new', 'new']);
    expect(site.world.calls.filter(({ write }) => write)).toEqual([]);
  });
});

describe('files that the site no longer has', () => {
  test('stay; with pruning, those of the deploy before stay', async () => {
    const site = await openSite({ ...files, 'old.1f2e3d4c.js': 'old' });
    await site.deploy();
    await site.remove('old.1f2e3d4c.js');
    expect(await site.deploy()).toMatchObject({ deleted: 0 });
    expect(site.keys()).toContain('old.1f2e3d4c.js');
    expect(await site.deploy({ prune: true })).toMatchObject({
      deleted: 1,
      invalidation: { paths: ['/old.1f2e3d4c.js'] },
    });
    expect(site.keys()).not.toContain('old.1f2e3d4c.js');
    expect(site.list()?.files.has('old.1f2e3d4c.js')).toBe(false);
    expect(await site.deploy({ prune: true })).toMatchObject({ deleted: 0, uploaded: 0 });
  });

  test('come back without an upload', async () => {
    const site = await openSite(files);
    await site.deploy();
    await site.remove('photo.jpg');
    await site.deploy();
    await site.write({ 'photo.jpg': files['photo.jpg'] });
    expect(await site.deploy()).toMatchObject({ uploaded: 0 });
    expect(site.list()?.files.get('photo.jpg')).not.toHaveProperty('gone');
  });

  test('are not deleted by the hundred without a word', async () => {
    const site = await openSite(files);
    await site.deploy();
    await site.remove('photo.jpg', 'about/index.html');
    const prune = { prune: true, keep: 0 };
    site.calls();
    await expect(site.deploy({ ...prune, mostDeletes: 1 })).rejects.toMatchObject({
      code: 'too-many-deletes',
      exitCode: 3,
    });
    expect(site.calls()).toEqual(['GetObject', 'GetObject']);
    expect(await site.deploy({ ...prune, mostDeletes: 2 })).toMatchObject({ deleted: 2 });
  });
});

describe('a bucket without a list', () => {
  test('is looked through: what is the same is left alone, what is there and not known goes anew', async () => {
    const site = await openSite(files);
    await site.deploy();
    site.bucket.objects.delete('.copilot-cdn/deploy.json');
    site.bucket.objects.delete('about/index.html');
    const bare = site.bucket.objects.get('photo.jpg');
    if (bare) site.bucket.objects.set('photo.jpg', { ...bare, headers: {} });
    await site.write({ 'index.html': files['index.html'].toUpperCase() });
    const { plan } = await prepareDeploy(site.options);
    expect(plan.uploads.map(({ key, reason }) => [key, reason])).toEqual([
      ['photo.jpg', 'headers'],
      ['index.html', 'content'],
      ['about/index.html', 'new'],
    ]);
    expect(await site.deploy()).toMatchObject({ uploaded: 3, unchanged: 1 });
    expect(await site.deploy()).toMatchObject({ uploaded: 0, unchanged: 4 });
  });

  test('may hold what the site does not: that is gone, and can be pruned', async () => {
    const site = await openSite(files);
    const stranger = {
      body: Buffer.from('x'),
      contentType: 'text/plain',
      etag: '"1-2"',
      modified: new Date(0),
    };
    site.bucket.objects.set('stranger.txt', stranger);
    await site.deploy();
    expect(site.keys()).toContain('stranger.txt');
    await site.deploy({ prune: true });
    expect(site.keys()).not.toContain('stranger.txt');
  });

  test('may have one that is damaged', async () => {
    const site = await openSite(files);
    await site.deploy();
    const list = site.bucket.objects.get('.copilot-cdn/deploy.json');
    const { checksum: _, ...damaged } = { ...list, body: Buffer.from('{}'), contentType: '', etag: '"e"' };
    site.bucket.objects.set('.copilot-cdn/deploy.json', { ...damaged, modified: new Date(0) });
    expect(await site.deploy()).toMatchObject({ uploaded: 0, unchanged: 4 });
    expect(site.list()?.files.size).toBe(4);
  });
});

describe('an invalidation', () => {
  test('is asked for when the list is written, under the name of the deploy', async () => {
    const site = await openSite(files);
    await site.deploy();
    await site.write({ 'photo.jpg': 'other' });
    const asked: (InvalidationPlan & { readonly list: string | undefined })[] = [];
    await site.deploy({
      invalidate: async (plan) => void asked.push({ ...plan, list: site.list()?.id }),
    });
    expect(asked).toEqual([
      { paths: ['/photo.jpg'], callerReference: `copilot-cdn-${asked[0]?.list}`, list: site.list()?.id },
    ]);
  });

  test('that is refused is told, the deploy stands, and the next one asks again until it is taken', async () => {
    const site = await openSite(files);
    await site.deploy();
    await site.write({ 'photo.jpg': 'other' });
    const events: SiteEvent[] = [];
    await site.deploy({
      invalidate: () => Promise.reject(new Error('TooManyInvalidationsInProgress')),
      emit: (event) => events.push(event),
    });
    expect(events).toContainEqual({
      type: 'site-invalidation-failed',
      why: 'TooManyInvalidationsInProgress',
    });
    const refusing = { invalidate: () => Promise.reject(new Error('TooManyInvalidationsInProgress')) };
    expect(await site.deploy(refusing)).toEqual({ uploaded: 0, deleted: 0, unchanged: 4 });
    const asked: InvalidationPlan[] = [];
    const invalidate = async (plan: InvalidationPlan) => void asked.push(plan);
    await site.deploy({ invalidate });
    expect(asked).toEqual([{ paths: ['/photo.jpg'], callerReference: `copilot-cdn-${site.list()?.id}` }]);
    expect(site.claim()).toBeUndefined();
    await site.deploy({ invalidate });
    expect(asked).toHaveLength(1);
  });
});
