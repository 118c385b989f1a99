import { describe, expect, it } from 'vitest';
import type { ApiCall } from '../../source/aws/connection.ts';
import { callListener } from '../../source/commands/verbose.ts';
import type { EventBody } from '../../source/event.ts';

const call: ApiCall = {
  service: 'cloudformation',
  operation: 'DescribeStacks',
  region: 'us-west-2',
  identity: 'environment-manager',
  milliseconds: 12.4,
  attempts: 1,
};

function told(verbose: boolean, ...calls: readonly ApiCall[]): readonly string[] {
  const events: EventBody[] = [];
  const listener = callListener({ verbose }, (event) => events.push(event));
  for (const each of calls) listener?.(each);
  return events.map((event) => (event.type === 'notice' ? event.message : event.type));
}

describe('--verbose', () => {
  it.each<[what: string, more: Partial<ApiCall>, message: string]>([
    ['which call, where, as whom, how long', {}, "as the environment's manager role, 12 ms"],
    ['that it is you', { identity: 'caller' }, 'as you, 12 ms'],
    [
      "that it is the application's DNS role",
      { identity: 'dns-delegation' },
      "as the application's DNS role, 12 ms",
    ],
    ['how often it was tried', { attempts: 3 }, "as the environment's manager role, 12 ms, 3 attempts"],
    [
      "AWS's own word for a failure",
      { attempts: 2, errorCode: 'Throttling' },
      "as the environment's manager role, 12 ms, 2 attempts, Throttling",
    ],
  ])('tells %s', (_what, more, message) => {
    expect(told(true, { ...call, ...more })).toEqual([
      `cloudformation:DescribeStacks in us-west-2 ${message}`,
    ]);
  });

  it('is silent unless it is asked for', () => {
    expect(callListener({}, () => undefined)).toBeUndefined();
    expect(told(false, call)).toEqual([]);
  });
});
