import { describe, expect, test } from 'vitest';
import { countObjects, lookInto } from '../../source/aws/browse-bucket.ts';
import { type BucketSummary, bucketPages, ownBucket } from '../../source/aws/buckets.ts';
import { inRegion } from '../../source/aws/connection.ts';
import { closeBucket, createPrivateBucket } from '../../source/aws/create-bucket.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { addBucket, addObjects, callsOf, stranger } from './s3-support.ts';
import { account, openAws, region } from './support.ts';

describe('buckets are listed', () => {
  test('with region and creation date, one call for a thousand, the first page before the last is asked for', async () => {
    const { connection, world } = await openAws();
    for (let index = 0; index < 2_000; index += 1) {
      const at = index % 2 === 0 ? 'eu-west-1' : region;
      addBucket(world, `bucket-${String(index).padStart(4, '0')}`, { region: at });
    }
    const pages = bucketPages(connection);
    const first = await pages.next();
    expect(first.value).toHaveLength(1_000);
    expect(world.calls).toHaveLength(1);
    expect(first.value?.slice(0, 2)).toEqual([
      { name: 'bucket-0000', region: 'eu-west-1', created: new Date('2026-01-01T00:00:00Z') },
      { name: 'bucket-0001', region, created: new Date('2026-01-01T00:00:00Z') },
    ]);
    const rest: BucketSummary[] = [];
    for await (const page of pages) rest.push(...page);
    expect(rest).toHaveLength(1_000);
    expect(callsOf(world)).toEqual({ ListBuckets: 2 });
  });

  test('not those of other accounts', async () => {
    const { connection, world } = await openAws();
    addBucket(world, 'assets', {}, stranger);
    addBucket(world, 'assets-2');
    expect(await ownBucket(connection, 'assets')).toBeUndefined();
    expect(await ownBucket(connection, 'assets-2')).toMatchObject({ name: 'assets-2', region });
  });

  test('not without permission, which is named', async () => {
    const { connection } = await openAws({ denied: ['s3:ListAllMyBuckets'] });
    await expect(bucketPages(connection).next()).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('may not use s3:ListAllMyBuckets'),
    });
  });
});

describe('a new bucket', () => {
  const closed = {
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  };

  test.each([region, 'us-east-1', 'eu-central-1'])(
    'is private, versioned and encrypted, in %s',
    async (at) => {
      const { connection, world } = await openAws();
      await createPrivateBucket(inRegion(connection, at), 'shop-assets');
      expect(accountOf(world, account).buckets.get('shop-assets')).toMatchObject({
        region: at,
        versioning: 'Enabled',
        encryption: { algorithm: 'AES256' },
        ownership: 'BucketOwnerEnforced',
        publicAccessBlock: closed,
      });
    },
  );

  test.each([region, 'us-east-1'])('of a name that is there is an error in words, in %s', async (at) => {
    const { connection, world } = await openAws();
    addBucket(world, 'theirs', { region: at }, stranger);
    addBucket(world, 'mine', { region: at });
    const make = (name: string) => createPrivateBucket(inRegion(connection, at), name);
    await expect(make('theirs')).rejects.toMatchObject({ code: 'bucket-name-taken' });
    await expect(make('mine')).rejects.toMatchObject({ code: 'bucket-already-yours' });
    await expect(make('not..valid')).rejects.toMatchObject({ code: 'bucket-name-invalid' });
    expect(accountOf(world, account).buckets.get('mine')).not.toHaveProperty('versioning');
  });

  test('whose settings may not be written is there all the same, and that is told', async () => {
    const { connection, world } = await openAws({ denied: ['s3:PutBucketVersioning'] });
    await expect(createPrivateBucket(connection, 'shop-assets')).rejects.toMatchObject({
      code: 'bucket-half-made',
      message: expect.stringMatching(/^The bucket shop-assets is there.* may not use s3:PutBucketVersioning/),
      exitCode: 1,
    });
    expect(accountOf(world, account).buckets.get('shop-assets')?.publicAccessBlock).toEqual(closed);
  });

  test('may not be made', async () => {
    const { connection } = await openAws({ denied: ['s3:CreateBucket'] });
    await expect(createPrivateBucket(connection, 'shop-assets')).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('s3:CreateBucket'),
    });
  });

  test('a public one is closed', async () => {
    const { connection, world } = await openAws();
    const bucket = addBucket(world, 'open');
    await closeBucket(connection, 'open');
    expect(bucket.publicAccessBlock).toEqual(closed);
  });
});

describe('a bucket is browsed', () => {
  test('a folder at a time, without what lies deeper', async () => {
    const { connection, world } = await openAws();
    const bucket = addBucket(world, 'assets');
    addObjects(world, bucket, [
      'index.html',
      'static/',
      'static/a.js',
      'static/img/1.png',
      'static/img/2.png',
    ]);
    expect(await lookInto(connection, 'assets', '')).toEqual({
      folders: ['static/'],
      objects: [{ key: 'index.html', modified: expect.any(Date), size: 1 }],
    });
    const { folders, objects } = await lookInto(connection, 'assets', 'static/');
    expect([folders, objects.map(({ key }) => key)]).toEqual([['static/img/'], ['static/a.js']]);
    expect(callsOf(world)).toEqual({ ListObjectsV2: 2 });
  });

  test('page by page, where a folder holds more than a thousand', async () => {
    const { connection, world } = await openAws();
    const bucket = addBucket(world, 'assets');
    addObjects(
      world,
      bucket,
      Array.from({ length: 1_200 }, (_, index) => `users/${index}/avatar.png`),
    );
    const first = await lookInto(connection, 'assets', 'users/');
    expect(first.folders).toHaveLength(1_000);
    const second = await lookInto(connection, 'assets', 'users/', { continuation: first.next ?? '' });
    expect(second.folders).toHaveLength(200);
    expect(second).not.toHaveProperty('next');
  });

  test('keys with odd characters come back as they are', async () => {
    const { connection, world } = await openAws();
    const keys = ['static/a b+c&d<e>.js', 'static/ünder/the/sea%20.js', 'static/"quoted"/x'];
    addObjects(world, addBucket(world, 'assets'), keys);
    const { folders, objects } = await lookInto(connection, 'assets', 'static/');
    expect([...objects.map(({ key }) => key), ...folders]).toEqual([
      'static/a b+c&d<e>.js',
      'static/"quoted"/',
      'static/ünder/',
    ]);
  });

  test('not without permission, which is named', async () => {
    const { connection, world } = await openAws({ denied: ['s3:ListBucket'] });
    addBucket(world, 'assets');
    await expect(lookInto(connection, 'assets', '')).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('s3:ListBucket'),
    });
  });
});

describe('objects are counted', () => {
  const scripts = { prefix: 'static/', matches: (key: string) => key.endsWith('.js') };

  test('those that match, with their bytes and one to try', async () => {
    const { connection, world } = await openAws();
    const bucket = addBucket(world, 'assets');
    addObjects(world, bucket, ['static/b.js', 'static/a.css', 'other.js'], '12345');
    addObjects(world, bucket, ['static/a.js'], '1234567');
    addObjects(world, bucket, ['static/empty.js'], '');
    expect(await countObjects(connection, 'assets', scripts)).toEqual({
      objects: 3,
      bytes: 12,
      complete: true,
      example: { key: 'static/b.js', modified: expect.any(Date), size: 5 },
    });
  });

  test('none', async () => {
    const { connection, world } = await openAws();
    addObjects(world, addBucket(world, 'assets'), ['app.js']);
    expect(await countObjects(connection, 'assets', scripts)).toEqual({
      objects: 0,
      bytes: 0,
      complete: true,
    });
  });

  test('of 100,000 the first 10,000, and that is told', async () => {
    const { connection, world } = await openAws();
    const { objects } = addBucket(world, 'assets');
    const stored = {
      body: Buffer.from('12345'),
      contentType: 'text/plain',
      etag: '"1"',
      modified: new Date(0),
    };
    for (let index = 0; index < 100_000; index += 1) objects.set(`static/${index}.js`, stored);
    expect(await countObjects(connection, 'assets', scripts)).toMatchObject({
      objects: 10_000,
      bytes: 50_000,
      complete: false,
    });
    expect(callsOf(world)).toEqual({ ListObjectsV2: 10 });
  });
});
