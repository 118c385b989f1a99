import { describe, expect, test } from 'vitest';
import type { Deployed, DeployedFile } from '../../source/site/deployed.ts';
import type { FileClass } from '../../source/site/headers.ts';
import { isEmpty, needsHash, planUpload, type WantedFile } from '../../source/site/upload-plan.ts';

function wanted(key: string, more: Partial<WantedFile> = {}): WantedFile {
  return { key, size: 1, fileClass: 'other', headers: 'h', hash: 'same', ...more };
}

function there(more: Partial<DeployedFile> = {}): DeployedFile {
  return { size: 1, modified: 0, hash: 'same', headers: 'h', ...more };
}

function deployed(files: Readonly<Record<string, DeployedFile>>, number = 5): Deployed {
  return { id: 'before', number, paths: [], files: new Map(Object.entries(files)) };
}

describe('a file is uploaded', () => {
  const rows: readonly (readonly [
    string,
    DeployedFile | undefined,
    Partial<WantedFile>,
    string | undefined,
  ])[] = [
    ['when it is new', undefined, {}, 'new'],
    ['when its size is another', there({ size: 2 }), { size: 3 }, 'content'],
    ['when its content is another', there({ hash: 'other' }), {}, 'content'],
    ['when only its headers are others', there({ headers: 'g' }), {}, 'headers'],
    [
      'for its content where the headers are others too',
      there({ hash: 'other', headers: 'g' }),
      {},
      'content',
    ],
    ['when nobody knows what is there', there({ hash: undefined }), {}, 'content'],
    ['not when nothing changed', there(), {}, undefined],
    ['not when it was gone and is as it was', there({ gone: 4 }), {}, undefined],
  ];
  test.each(rows)('%s', (_, before, now, reason) => {
    const plan = planUpload([wanted('a', now)], deployed(before ? { a: before } : {}));
    expect(plan.uploads.map((upload) => upload.reason)).toEqual(reason ? [reason] : []);
  });
});

test('only a file of the same size needs a hash', () => {
  const before = deployed({ same: there(), other: there({ size: 2 }), unknown: there({ hash: undefined }) });
  const needing = ['same', 'other', 'unknown', 'new'].filter((key) => needsHash(before, { key, size: 1 }));
  expect(needing).toEqual(['same']);
  expect(needsHash(undefined, { key: 'same', size: 1 })).toBe(false);
});

test('fingerprinted files come first, pages last, large ones before small ones', () => {
  const file = (key: string, fileClass: FileClass, size: number) => wanted(key, { fileClass, size });
  const plan = planUpload(
    [
      file('index.html', 'page', 9),
      file('b.jpg', 'other', 1),
      file('a.jpg', 'other', 1),
      file('large.jpg', 'other', 5),
      file('app.1f.js', 'fingerprinted', 2),
    ],
    undefined,
  );
  expect(plan.uploads.map(({ key }) => key)).toEqual([
    'app.1f.js',
    'large.jpg',
    'a.jpg',
    'b.jpg',
    'index.html',
  ]);
  expect(plan.bytes).toBe(18);
});

describe('what the site no longer has', () => {
  const before = deployed({ a: there(), now: there(), last: there({ gone: 5 }), old: there({ gone: 3 }) });
  const plan = (options = {}) => planUpload([wanted('a')], before, options);

  test('stays in the bucket, and is told once', () => {
    expect(plan()).toMatchObject({ gone: ['now'], deletes: [], unchanged: 1 });
  });

  test('is deleted on demand, except for what the deploy before this one had', () => {
    expect(plan({ prune: true })).toMatchObject({ gone: ['now'], deletes: ['last', 'old'] });
  });

  test('is kept for as many deploys as are asked for', () => {
    expect(plan({ prune: true, keep: 0 })).toMatchObject({ gone: [], deletes: ['now', 'last', 'old'] });
    expect(plan({ prune: true, keep: 2 })).toMatchObject({ gone: ['now'], deletes: ['old'] });
    expect(plan({ prune: true, keep: 3 })).toMatchObject({ gone: ['now'], deletes: ['old'] });
    expect(plan({ prune: true, keep: 4 })).toMatchObject({ gone: ['now'], deletes: [] });
  });

  test('may come back without an upload', () => {
    const again = planUpload([wanted('a'), wanted('now'), wanted('last')], before);
    expect(again).toMatchObject({ uploads: [], returned: ['last'], gone: [], unchanged: 2 });
    expect(isEmpty(again)).toBe(false);
  });
});

test('a plan without anything to do is empty', () => {
  expect(isEmpty(planUpload([wanted('a')], deployed({ a: there(), b: there({ gone: 2 }) })))).toBe(true);
  expect(isEmpty(planUpload([wanted('a')], deployed({})))).toBe(false);
});
