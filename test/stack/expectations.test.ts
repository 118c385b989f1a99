import { expect, it } from 'vitest';
import type { ResourceEvent } from '../../source/event.ts';
import { type DurationHistory, expectations, learn } from '../../source/stack/expectations.ts';

const type = 'AWS::CloudFront::Distribution';
const took = (milliseconds: number | undefined, state: ResourceEvent['state'] = 'done'): ResourceEvent => ({
  type: 'resource',
  stack: 'shop-prod',
  logicalId: 'CloudFrontDistribution',
  resourceType: type,
  description: 'CloudFront distribution',
  status: 'CREATE_COMPLETE',
  state,
  doing: 'create',
  at: '2026-11-20T12:00:00.000Z',
  ...(milliseconds !== undefined && { milliseconds }),
});

it('a typical figure stands in until something was learned', () => {
  expect(expectations()(type, 'create')).toBe(240_000);
  expect(expectations(learn({}, [took(100_000)]))(type, 'create')).toBe(100_000);
});

it.each<[readonly number[], number]>([
  [[300_000, 100_000, 200_000], 200_000],
  [[100_000, 200_000], 150_000],
])('of %j the median is expected', (durations, median) => {
  const history = learn(
    {},
    durations.map((milliseconds) => took(milliseconds)),
  );
  expect(expectations(history)(type, 'create')).toBe(median);
});

it('only the last ten count', () => {
  const history = learn(
    {},
    Array.from({ length: 13 }, (_, index) => took(index)),
  );
  expect(Object.values(history)).toEqual([[3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
});

it('failures and things without a duration teach nothing', () => {
  expect(learn({}, [took(5, 'failed'), took(undefined), took(undefined, 'under-way')])).toEqual({});
});

it('learning leaves the old history as it was', () => {
  const old: DurationHistory = { [`${type} create`]: [1] };
  learn(old, [took(2)]);
  expect(old).toEqual({ [`${type} create`]: [1] });
});

it('of a type that nobody knows nothing is expected', () => {
  expect(expectations()('Acme::Thing::Other', 'create')).toBeUndefined();
});
