import { describe, expect, it } from 'vitest';
import type { Journey } from '../../source/network/journey.ts';
import { emptyRecord, recorded, troubles } from '../../source/plan/site-record.ts';

function answering(...outcomes: readonly Journey['outcome'][]) {
  return outcomes.reduce(
    (record, outcome) =>
      recorded(record, {
        outcome,
        requests: 1,
        redirects: 0,
        slowest: 10,
        ...(outcome !== 'well' && { text: `it ${outcome}` }),
      }),
    emptyRecord('api.example.com', 'edge'),
  );
}

describe('what a host answered', () => {
  it('adds up', () => {
    const record = recorded(answering('well', 'failed'), {
      outcome: 'circles',
      requests: 3,
      redirects: 2,
      slowest: 41,
    });
    expect(record).toMatchObject({ requests: 5, failures: 1, circles: 1, redirects: 2, slowest: 41 });
  });

  it.each<[string, readonly Journey['outcome'][], boolean]>([
    ['all is well', ['well', 'well'], false],
    ['it failed once or twice', ['well', 'failed', 'well', 'failed'], false],
    ['it keeps failing', ['well', 'failed', 'failed', 'failed'], true],
    ['it recovered', ['well', 'failed', 'failed', 'failed', 'well', 'well', 'well'], false],
    ['it went in circles once', ['well', 'circles'], true],
    ['it has not for a while', ['well', 'circles', 'well', 'well', 'well', 'well', 'well'], false],
    ['it failed before', ['failed', 'failed', 'failed', 'failed'], false],
    ['it went in circles before', ['circles', 'circles'], false],
    ['it failed before and now goes in circles', ['failed', 'circles'], true],
  ])('%s', (_, outcomes, isWorse) => {
    expect(troubles([answering(...outcomes)])).toHaveLength(isWorse ? 1 : 0);
  });

  it('is told with its way and what went wrong', () => {
    expect(troubles([answering('well', 'circles')])).toEqual([
      'api.example.com through CloudFront: it circles',
    ]);
  });
});
