import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { callerConnection } from '../../source/aws/connection.ts';
import { deleteObjectIf, objectPages, readObject, writeObjectIf } from '../../source/aws/s3-objects.ts';
import { carryOutDeploy } from '../../source/site/deploy/carry-out-deploy.ts';
import { prepareDeploy } from '../../source/site/deploy/prepare-deploy.ts';
import { partSize } from '../../source/site/part-size.ts';

async function openBucket() {
  const bucket = `site-${randomUUID()}`;
  const s3 = new S3Client({});
  const configuration = { LocationConstraint: 'eu-west-1' } as const;
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: configuration }));
  return { s3, bucket, connection: await callerConnection() };
}

test('conditions of writes and deletions hold', async () => {
  const { bucket, connection } = await openBucket();
  const object = { key: 'a', body: Buffer.from('x'), contentType: 'text/plain' };
  const write = (condition: Parameters<typeof writeObjectIf>[2]) =>
    writeObjectIf(connection, bucket, condition, object);
  expect(await write({ ifMatch: '"none"' })).toBeUndefined();
  const etag = (await write('if-absent')) ?? '';
  expect(await write('if-absent')).toBeUndefined();
  expect(await write({ ifMatch: '"another"' })).toBeUndefined();
  expect(await write({ ifMatch: etag })).toBe(etag);
  const read = await readObject(connection, bucket, 'a');
  expect(read?.answered.getTime()).toBeGreaterThanOrEqual(read?.modified.getTime() ?? Number.NaN);
  expect(await deleteObjectIf(connection, bucket, 'a', '"another"')).toBe(false);
  expect(await deleteObjectIf(connection, bucket, 'a', etag)).toBe(true);
  expect(await readObject(connection, bucket, 'a')).toBeUndefined();
});

test('a site is deployed, and again, with names of every kind and a file in parts', async () => {
  const { s3, bucket, connection } = await openBucket();
  const root = await mkdtemp(join(tmpdir(), 'copilot-cdn-moto-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const film = Buffer.alloc(2 * partSize + 5, 'film');
  const files: Readonly<Record<string, string | Buffer>> = {
    'index.html': '<p>Größe',
    'a b/q?x=1#y%20+&.html': 'names',
    'ü/日本.txt': '',
    'film.mp4': film,
  };
  for (const [key, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, 'dist', key)), { recursive: true });
    await writeFile(join(root, 'dist', key), content);
  }
  const options = {
    site: { connection, bucket },
    root,
    files: [{ source: 'dist', destination: '', recursive: true, exclude: [], reinclude: [] }],
    stateFolder: join(root, 'state'),
  };
  const deploy = async (more = {}) => carryOutDeploy(await prepareDeploy({ ...options, ...more }), more);
  expect(await deploy()).toMatchObject({ uploaded: 4 });
  expect(await deploy()).toMatchObject({ uploaded: 0, unchanged: 4 });

  const keys: string[] = [];
  for await (const page of objectPages(connection, bucket)) keys.push(...page.map(({ key }) => key));
  expect(keys.sort()).toEqual(['.copilot-cdn/deploy.json', ...Object.keys(files)].sort());
  const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'index.html' }));
  expect(got).toMatchObject({
    ContentType: 'text/html; charset=utf-8',
    CacheControl: 'public,max-age=0,must-revalidate',
  });
  expect(await got.Body?.transformToString()).toBe('<p>Größe');
  const parts = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'film.mp4' }));
  expect(film.equals(Buffer.from((await parts.Body?.transformToByteArray()) ?? []))).toBe(true);

  // Without its list, and on a machine that knows nothing, everything is recognised by ETag and headers.
  const list = await readObject(connection, bucket, '.copilot-cdn/deploy.json');
  await deleteObjectIf(connection, bucket, '.copilot-cdn/deploy.json', list?.etag ?? '');
  expect(await deploy({ stateFolder: join(root, 'elsewhere') })).toMatchObject({ uploaded: 0, unchanged: 4 });

  await rm(join(root, 'dist/film.mp4'));
  await deploy();
  expect(await deploy({ prune: true })).toMatchObject({ deleted: 1 });
});
