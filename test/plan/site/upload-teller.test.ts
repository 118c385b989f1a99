import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../source/event.ts';
import { uploadTeller } from '../../../source/plan/site/upload-teller.ts';

function telling() {
  const told: EventBody[] = [];
  let now = 0;
  const teller = uploadTeller(
    'files',
    (event) => told.push(event),
    () => now,
  );
  return {
    told,
    at(time: number) {
      now = time;
      return teller;
    },
  };
}

const planned = { type: 'site-planned', files: 3, bytes: 300, unchanged: 0, deletes: 0 } as const;
const done = (key: string) =>
  ({ type: 'site-upload', state: 'done', key, reason: 'new', bytes: 100 }) as const;

describe('what is told of an upload', () => {
  it('is told four times a second at most, and the end always', () => {
    const { told, at } = telling();
    at(0).hear(planned);
    for (const [index, key] of ['a', 'b', 'c'].entries()) at(50 + index).hear(done(key));
    expect(told).toHaveLength(1);
    at(60).end();
    expect(told.at(-1)).toMatchObject({ files: { done: 3, total: 3 }, bytes: { done: 300, total: 300 } });
    at(61).end();
    expect(told).toHaveLength(2);
  });

  it('has a rate, the time that is left, and the retries', () => {
    const { told, at } = telling();
    at(0).hear(planned);
    at(500).hear({ type: 'site-attempt-failed', key: 'a', code: 'SlowDown', limit: 4 });
    at(1_000).hear(done('a'));
    expect(told.at(-1)).toMatchObject({
      bytesPerSecond: 100,
      millisecondsLeft: 2_000,
      retries: 1,
      lastCode: 'SlowDown',
    });
  });

  it('is nothing where nothing travels', () => {
    const { told, at } = telling();
    at(0).hear({ ...planned, files: 0, bytes: 0 });
    at(1).end();
    expect(told).toEqual([]);
  });

  it('says that CloudFront took no invalidation, and goes on', () => {
    const { told, at } = telling();
    at(0).hear({ type: 'site-invalidation-failed', why: 'too many are under way.' });
    expect(told[0]).toMatchObject({ type: 'notice', code: 'invalidation-failed', level: 'warning' });
  });
});
