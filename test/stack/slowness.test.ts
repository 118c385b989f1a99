import { expect, it } from 'vitest';
import type { ResourceEvent } from '../../source/event.ts';
import { slownessWatch } from '../../source/stack/slowness.ts';

const noon = Date.parse('2026-11-20T12:00:00Z');
const minutesLater = (minutes: number) => new Date(noon + minutes * 60_000);
const distribution = (state: ResourceEvent['state'], expectedMinutes?: number): ResourceEvent => ({
  type: 'resource',
  stack: 'shop-prod',
  logicalId: 'CloudFrontDistribution',
  resourceType: 'AWS::CloudFront::Distribution',
  description: 'CloudFront distribution',
  status: 'CREATE_IN_PROGRESS',
  state,
  doing: 'create',
  at: minutesLater(0).toISOString(),
  ...(expectedMinutes !== undefined && { expectedMilliseconds: expectedMinutes * 60_000 }),
});

it.each([
  ['three times what it usually takes', 4, 12],
  ['five minutes, for what usually takes a moment', 0.05, 5],
  ['a quarter of an hour, for what nobody knows', undefined, 15],
])('a resource is remarkable after %s, once', (_, expected, after) => {
  const watch = slownessWatch();
  watch.hear(distribution('under-way', expected), minutesLater(0));
  expect(watch.remarkable(minutesLater(after - 0.1))).toEqual([]);
  expect(watch.remarkable(minutesLater(after))).toHaveLength(1);
  expect(watch.remarkable(minutesLater(after + 9))).toEqual([]);
});

it('the notice says how long it has been', () => {
  const watch = slownessWatch();
  watch.hear(distribution('under-way', 4), minutesLater(0));
  expect(watch.remarkable(minutesLater(13))[0]?.message).toBe(
    'CloudFront distribution has been under way for 13 minutes, and usually takes 4 minutes. CloudFormation goes on waiting for it.',
  );
});

it('what has ended is not remarkable', () => {
  const watch = slownessWatch();
  watch.hear(distribution('under-way', 4), minutesLater(0));
  watch.hear(distribution('done', 4), minutesLater(3));
  expect(watch.remarkable(minutesLater(60))).toEqual([]);
});
