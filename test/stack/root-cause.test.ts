import { describe, expect, it } from 'vitest';
import { leftBehind, rollbackCause, rootCause, wasCancelledByUser } from '../../source/stack/root-cause.ts';
import { addons, nested, resourceEvent, stackEvent } from './events.ts';

const stackType = 'AWS::CloudFormation::Stack';

describe('the root cause', () => {
  it('is the first failure, not what was cancelled because of it', () => {
    const events = [
      stackEvent(0, 'UPDATE_IN_PROGRESS'),
      resourceEvent(3, 'Role', 'UPDATE_FAILED', { reason: 'Resource update cancelled' }),
      resourceEvent(4, 'CloudFrontDistribution', 'CREATE_FAILED', { reason: 'CNAMEAlreadyExists' }),
      resourceEvent(5, 'Other', 'CREATE_FAILED', { reason: 'later' }),
      stackEvent(6, 'UPDATE_ROLLBACK_IN_PROGRESS', {
        reason: 'The following resource(s) failed to create: [CloudFrontDistribution].',
      }),
    ];
    expect(rootCause(events)).toMatchObject({
      logicalId: 'CloudFrontDistribution',
      code: 'CNAMEAlreadyExists',
    });
  });

  it('is found inside a nested stack, though the holder reports as well', () => {
    const events = [
      nested(resourceEvent(5, 'Table', 'CREATE_FAILED', { reason: 'Table already exists' })),
      nested(
        stackEvent(6, 'CREATE_FAILED', { reason: 'The following resource(s) failed to create: [Table].' }),
      ),
      resourceEvent(7, 'AddonsStack', 'CREATE_FAILED', {
        resourceType: stackType,
        physicalId: addons,
        reason: 'Embedded stack was not successfully created',
      }),
    ];
    expect(rootCause(events)).toMatchObject({ stack: 'shop-prod-AddonsStack-1ABC', logicalId: 'Table' });
  });

  it('is the nested stack itself when nothing is known from inside it', () => {
    const failed = resourceEvent(7, 'AddonsStack', 'UPDATE_FAILED', {
      resourceType: stackType,
      physicalId: addons,
      reason: 'Template error',
    });
    expect(rootCause([failed])?.logicalId).toBe('AddonsStack');
  });

  it('adds what a hook said', () => {
    const events = [
      resourceEvent(1, 'Bucket', 'CREATE_IN_PROGRESS', { hookFailure: 'Acme::S3::Encrypted: no key' }),
      resourceEvent(2, 'Bucket', 'CREATE_FAILED', {
        reason: 'The following hook(s) failed: [Acme::S3::Encrypted]',
      }),
    ];
    expect(rootCause(events)?.reason).toContain('no key');
  });

  it.each([
    [
      'Resource handler returned message: "x" (RequestToken: 1, HandlerErrorCode: NotStabilized)',
      'NotStabilized',
    ],
    [
      'The maximum … (Service: Ec2, Status Code: 400, Error Code: RulesPerSecurityGroupLimitExceeded)',
      'RulesPerSecurityGroupLimitExceeded',
    ],
    ['nothing special', undefined],
  ])('reads the code in "%s"', (reason, code) => {
    expect(rootCause([resourceEvent(1, 'X', 'UPDATE_FAILED', { reason })])?.code).toBe(code);
  });

  it('is nothing when all went well', () => {
    expect(
      rootCause([stackEvent(0, 'UPDATE_IN_PROGRESS'), stackEvent(1, 'UPDATE_COMPLETE')]),
    ).toBeUndefined();
  });
});

it('what kept a rollback from finishing comes after the stack turned back', () => {
  const events = [
    resourceEvent(1, 'A', 'CREATE_FAILED', { reason: 'first' }),
    stackEvent(2, 'UPDATE_ROLLBACK_IN_PROGRESS'),
    resourceEvent(3, 'B', 'UPDATE_FAILED', { reason: 'cannot go back' }),
    stackEvent(4, 'UPDATE_ROLLBACK_FAILED'),
  ];
  expect(rootCause(events)?.logicalId).toBe('A');
  expect(rollbackCause(events)?.logicalId).toBe('B');
});

it('a cancellation by a person is told from a failure', () => {
  expect(
    wasCancelledByUser([stackEvent(2, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' })]),
  ).toBe(true);
  expect(wasCancelledByUser([stackEvent(2, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'failed: [X]' })])).toBe(
    false,
  );
});

it('a resource that the clean-up could not delete is left behind', () => {
  const events = [resourceEvent(1, 'Group', 'DELETE_FAILED'), resourceEvent(2, 'Role', 'DELETE_COMPLETE')];
  expect(leftBehind(events).map((event) => event.logicalId)).toEqual(['Group']);
});
