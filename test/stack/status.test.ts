import { StackStatus } from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import { stackStatus, wayOut } from '../../source/stack/status.ts';

it.each<[string, string, boolean, boolean]>([
  ['CREATE_COMPLETE', 'done', true, true],
  ['UPDATE_IN_PROGRESS', 'under-way', false, false],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'under-way', false, false],
  ['UPDATE_COMPLETE', 'done', true, true],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'rolling-back', false, false],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'rolling-back', false, false],
  ['UPDATE_ROLLBACK_COMPLETE', 'failed', true, true],
  ['UPDATE_ROLLBACK_FAILED', 'failed', true, false],
  ['UPDATE_FAILED', 'failed', true, false],
  ['ROLLBACK_COMPLETE', 'failed', true, false],
  ['REVIEW_IN_PROGRESS', 'done', true, false],
  ['DELETE_COMPLETE', 'done', true, false],
  ['EXPRESS_UPDATE_IN_PROGRESS', 'under-way', false, false],
  ['EXPRESS_UPDATE_FAILED', 'failed', true, false],
])('%s is %s, settled: %s, updatable: %s', (status, state, settled, updatable) => {
  expect(stackStatus(status)).toMatchObject({ state, settled, updatable });
});

it('has words for every status that the SDK knows', () => {
  const unknown = Object.keys(StackStatus).filter((status) => stackStatus(status).words.startsWith('is in '));
  expect(unknown).toEqual([]);
});

it('tells the way out of every settled status that cannot be updated, and of no other', () => {
  for (const status of Object.keys(StackStatus)) {
    const { settled, updatable } = stackStatus(status);
    expect([status, wayOut('shop-prod', status) !== undefined]).toEqual([status, settled && !updatable]);
  }
});

it('says which credentials continue a rollback that failed', () => {
  const way = wayOut('shop-prod', 'UPDATE_ROLLBACK_FAILED', {
    executionRoleArn: 'arn:aws:iam::111122223333:role/shop-prod-CFNExecutionRole',
    region: 'us-west-2',
  });
  expect(way?.next.join('\n')).toContain(
    'aws cloudformation continue-update-rollback --stack-name shop-prod --region us-west-2 --role-arn arn:aws:iam::111122223333:role/shop-prod-CFNExecutionRole   (with your own credentials',
  );
});
