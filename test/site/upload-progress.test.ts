import { expect, test } from 'vitest';
import type { SiteEvent } from '../../source/site/site-event.ts';
import { noProgress, paceOf, progressAfter } from '../../source/site/upload-progress.ts';

const planned: SiteEvent = { type: 'site-planned', files: 3, bytes: 1000, unchanged: 7, deletes: 0 };

function upload(state: 'begun' | 'part-sent' | 'done', key: string, bytes: number): SiteEvent {
  return { type: 'site-upload', state, key, reason: 'new', bytes };
}

function after(...events: readonly (readonly [number, SiteEvent])[]) {
  return events.reduce((progress, [now, event]) => progressAfter(progress, event, now), noProgress);
}

test('files and bytes are counted as they arrive, parts too', () => {
  const progress = after(
    [0, planned],
    [10, upload('begun', 'a', 100)],
    [20, upload('begun', 'b', 600)],
    [30, upload('done', 'a', 100)],
    [40, upload('part-sent', 'b', 500)],
  );
  expect(progress).toMatchObject({ files: { done: 1, total: 3 }, bytes: { done: 600, total: 1000 } });
  expect([...progress.underWay]).toEqual([['b', 20]]);
});

test('the pace is that of the last seconds, and small files take their time, too', () => {
  const progress = after(
    [0, { ...planned, files: 5 }],
    [1000, upload('done', 'a', 400)],
    [10_000, upload('done', 'b', 100)],
    [11_000, upload('done', 'c', 100)],
  );
  expect(paceOf(progress, 12_000)).toEqual({ rate: 50, remaining: expect.closeTo(4000, -2) });
});

test('the slowest is what is under way longest', () => {
  const progress = after([0, planned], [100, upload('begun', 'a', 1)], [200, upload('begun', 'b', 1)]);
  expect(paceOf(progress, 1100).slowest).toEqual({ key: 'a', milliseconds: 1000 });
});

test('nothing is said of a pace before anything happened', () => {
  expect(paceOf(noProgress, 5)).toEqual({});
  expect(paceOf(after([0, planned]), 0)).toEqual({});
  expect(paceOf(after([0, planned]), 100)).toEqual({ rate: 0 });
});

test('failed attempts are counted', () => {
  const failed: SiteEvent = { type: 'site-attempt-failed', key: 'a', code: 'SlowDown', limit: 12 };
  expect(after([0, planned], [1, failed], [2, failed])).toMatchObject({ retries: 2, lastCode: 'SlowDown' });
});

test('what is remembered stays small, however many files there are', () => {
  let progress = progressAfter(noProgress, planned, 0);
  for (let index = 0; index < 10_000; index++) {
    progress = progressAfter(progress, upload('begun', `${index}`, 1), index);
    progress = progressAfter(progress, upload('done', `${index}`, 1), index);
  }
  expect(progress.marks.length).toBeLessThan(30);
  expect(progress.underWay.size).toBe(0);
  expect(paceOf(progress, 10_000).rate).toBeCloseTo(1000, -2);
});
