import { describe, expect, it } from 'vitest';
import type { CloudFormationEvent } from '../../source/stack/cloudformation-event.ts';
import { translator } from '../../source/stack/translation.ts';
import { addons, nested, resourceEvent, stackEvent } from './events.ts';

const translated = (...events: readonly CloudFormationEvent[]) => {
  const translate = translator({
    describe: (logicalId) =>
      logicalId === 'Described' ? 'A CloudFront distribution for global content delivery' : undefined,
    expectations: () => 240_000,
  });
  return events.map(translate);
};

describe('a resource', () => {
  it('takes from its first event in progress to its last', () => {
    const [first, second, last] = translated(
      resourceEvent(0, 'CloudFrontDistribution', 'CREATE_IN_PROGRESS', { physicalId: '' }),
      resourceEvent(3, 'CloudFrontDistribution', 'CREATE_IN_PROGRESS'),
      resourceEvent(200, 'CloudFrontDistribution', 'CREATE_COMPLETE'),
    );
    expect(first).toMatchObject({
      state: 'under-way',
      doing: 'create',
      description: 'CloudFront distribution',
    });
    expect(first).not.toHaveProperty('physicalId');
    expect(second).not.toHaveProperty('milliseconds');
    expect(last).toMatchObject({
      state: 'done',
      milliseconds: 200_000,
      expectedMilliseconds: 240_000,
      at: '2026-11-20T12:03:20.000Z',
    });
  });

  it('has no duration when its beginning was not seen', () => {
    expect(translated(resourceEvent(3, 'A', 'UPDATE_COMPLETE'))[0]).not.toHaveProperty('milliseconds');
  });

  it('is described in the words of the template where there are some', () => {
    expect(translated(resourceEvent(0, 'Described', 'CREATE_IN_PROGRESS'))[0]).toMatchObject({
      description: 'A CloudFront distribution for global content delivery',
    });
  });

  it.each([
    ['UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'update'],
    ['UPDATE_IN_PROGRESS', 'CREATE_FAILED', 'create'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'clean-up'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'roll-back'],
    ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'DELETE_COMPLETE', 'clean-up'],
    ['ROLLBACK_IN_PROGRESS', 'DELETE_COMPLETE', 'roll-back'],
    ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE', 'delete'],
  ])('while its stack is in %s and it is in %s: %s', (stack, status, doing) => {
    expect(translated(stackEvent(0, stack), resourceEvent(1, 'A', status))[1]).toMatchObject({ doing });
  });
});

describe('a stack', () => {
  it('takes from its first event to the one with which it settles', () => {
    const events = translated(
      stackEvent(0, 'UPDATE_IN_PROGRESS'),
      stackEvent(60, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
      stackEvent(70, 'UPDATE_COMPLETE'),
    );
    expect(events.map((event) => [event.state, event.milliseconds])).toEqual([
      ['under-way', undefined],
      ['under-way', undefined],
      ['done', 70_000],
    ]);
  });

  it('that is nested names the stack that holds it', () => {
    const holder = resourceEvent(0, 'AddonsStack', 'UPDATE_IN_PROGRESS', {
      resourceType: 'AWS::CloudFormation::Stack',
      physicalId: addons,
    });
    const [, inner] = translated(holder, nested(stackEvent(1, 'UPDATE_IN_PROGRESS')));
    expect(inner).toMatchObject({ type: 'stack', parent: 'shop-prod', stack: 'shop-prod-AddonsStack-1ABC' });
  });

  it('that is nested is told from the one that is followed, though it may speak before its holder names it', () => {
    const [outer, inner] = translated(
      stackEvent(0, 'UPDATE_IN_PROGRESS'),
      nested(stackEvent(1, 'CREATE_IN_PROGRESS')),
    );
    expect(outer).not.toHaveProperty('parent');
    expect(inner).toMatchObject({ parent: 'shop-prod' });
  });
});
