import { describe, expect, it } from 'vitest';
import { currentOperation, isMeant, operations } from '../../source/stack/operation.ts';
import { resourceEvent, stackEvent } from './events.ts';

const finished = [
  stackEvent(0, 'UPDATE_IN_PROGRESS', { token: 'one' }),
  resourceEvent(1, 'A', 'UPDATE_COMPLETE'),
  stackEvent(2, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { token: 'one' }),
  stackEvent(3, 'UPDATE_COMPLETE', { token: 'one' }),
];
const running = [
  stackEvent(10, 'UPDATE_IN_PROGRESS', { token: 'two' }),
  resourceEvent(11, 'B', 'UPDATE_FAILED'),
  stackEvent(12, 'UPDATE_ROLLBACK_IN_PROGRESS', { token: 'two' }),
];

describe('the operation in flight', () => {
  it('began where the stack itself was last settled', () => {
    const operation = currentOperation([...finished, ...running]);
    expect(operation?.events).toEqual(running);
    expect(operation?.begin).toBe(running[0]);
  });

  it('is none when the stack is settled', () => {
    expect(currentOperation(finished)).toBeUndefined();
    expect(currentOperation([])).toBeUndefined();
  });

  it('may be a rollback that was asked for after a failure', () => {
    const rollback = [
      stackEvent(20, 'UPDATE_ROLLBACK_IN_PROGRESS'),
      resourceEvent(21, 'B', 'UPDATE_COMPLETE'),
    ];
    const stuck = [...running, stackEvent(13, 'UPDATE_ROLLBACK_FAILED')];
    expect(currentOperation([...stuck, ...rollback])?.events).toEqual(rollback);
  });
});

it('a log is split into operations, newest first', () => {
  const found = operations([...finished, ...running].reverse(), true);
  expect(found.map((operation) => operation.begin.token)).toEqual(['two', 'one']);
  expect(found.map((operation) => operation.end?.status)).toEqual([undefined, 'UPDATE_COMPLETE']);
});

it('the oldest operation of a log that goes on further back is left out', () => {
  expect(operations([...finished, ...running].reverse(), false)).toHaveLength(1);
});

describe('an operation is meant', () => {
  const [two] = operations([...running].reverse(), true);
  if (two === undefined) throw new Error('no operation');
  const noon = (second: number) => new Date(Date.parse('2026-11-20T12:00:00Z') + second * 1000);
  it.each([
    ['by its token, whatever the clock says', { clientRequestToken: 'two', startedAfter: noon(99) }, true],
    ['not when it has another token', { clientRequestToken: 'three', startedAfter: noon(0) }, false],
    ['when it began late enough', { startedAfter: noon(10) }, true],
    ['not when it began too early', { startedAfter: noon(11) }, false],
    ['when nothing is said', {}, true],
  ])('%s', (_, since, meant) => {
    expect(isMeant(two, since)).toBe(meant);
  });

  it('by its time when CloudFormation kept no token', () => {
    const [tokenless] = operations([stackEvent(5, 'UPDATE_IN_PROGRESS')], true);
    if (tokenless === undefined) throw new Error('no operation');
    expect(isMeant(tokenless, { clientRequestToken: 'mine', startedAfter: noon(4) })).toBe(true);
    expect(isMeant(tokenless, { clientRequestToken: 'mine', startedAfter: noon(6) })).toBe(false);
  });
});
