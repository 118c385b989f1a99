import { expect, test } from 'vitest';
import { findStack, type Stack } from '../../../source/sandbox/services/cloudformation/stack.ts';
import { type Bench, eventsOf, makeStack, openBench, putObject, startUpdate } from './support.ts';

const inner = `
Parameters: {Delay: {Type: String}}
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: !Ref Delay}}
Outputs:
  QueueName: {Value: !Ref Queue}
`;

function outer(url: string, delay: string, more = ''): string {
  return `
Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: '${url}', Parameters: {Delay: '${delay}'}}
  Topic: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !GetAtt Nested.Outputs.QueueName}}
${more}`;
}

function open(): {
  readonly bench: Bench;
  readonly url: string;
  readonly stack: Stack;
  readonly child: Stack;
} {
  const bench = openBench();
  const url = putObject(bench.world, 'inner.yml', inner);
  const stack = makeStack(bench, outer(url, '1'));
  const child = findStack(bench.home.region, stack.resources.get('Nested')?.physicalId ?? '');
  if (!child) throw new Error('There is no nested stack.');
  return { bench, url, stack, child };
}

test('a nested stack is a stack of its own, below its parent', () => {
  const { stack, child } = open();
  expect(child).toMatchObject({ parentId: stack.id, rootId: stack.id, status: 'CREATE_COMPLETE' });
  expect(child.name).toMatch(/^shop-prod-Nested-[A-Z0-9]{12}$/);
  expect(stack.resources.get('Topic')?.properties.DisplayName).toBe(child.outputs[0]?.value);
  expect(eventsOf(child).at(-1)).toBe(`${child.name} CREATE_COMPLETE`);
});

test('its update is part of the update of its parent', () => {
  const { bench, url, stack, child } = open();
  child.events.length = 0;
  startUpdate(bench, stack, outer(url, '2'));
  bench.clock.runAll();
  expect(eventsOf(child)).toEqual([
    `${child.name} UPDATE_IN_PROGRESS`,
    'Queue UPDATE_IN_PROGRESS',
    'Queue UPDATE_COMPLETE',
    `${child.name} UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`,
    `${child.name} UPDATE_COMPLETE`,
  ]);
  expect(eventsOf(stack)).toContain('Nested UPDATE_COMPLETE');
  expect(stack.status).toBe('UPDATE_COMPLETE');
});

test('its failure is the failure of its parent', () => {
  const { bench, url, stack, child } = open();
  bench.world.knobs.failures.set('Queue', 'No queues today');
  startUpdate(bench, stack, outer(url, '2'));
  bench.clock.runAll();
  expect(eventsOf(stack)).toContain(
    `Nested UPDATE_FAILED: Embedded stack ${child.id} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [Queue]. `,
  );
  expect(child.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('it goes back when something else in its parent fails', () => {
  const { bench, url, stack, child } = open();
  bench.world.knobs.failures.set('Alarm', 'No alarms today');
  startUpdate(
    bench,
    stack,
    outer(url, '2', "  Alarm: {Type: 'AWS::CloudWatch::Alarm', DependsOn: Nested}\n"),
  );
  bench.clock.runAll();
  expect(child.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(child.resources.get('Queue')?.properties).toEqual({ DelaySeconds: '1' });
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('it is deleted with its resource', () => {
  const { bench, stack, child } = open();
  startUpdate(bench, stack, "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}");
  bench.clock.runAll();
  expect(child.status).toBe('DELETE_COMPLETE');
  expect(stack.status).toBe('UPDATE_COMPLETE');
});

test('a cancelled update takes it back', () => {
  const { bench, url, stack, child } = open();
  startUpdate(bench, stack, outer(url, '2'));
  bench.clock.runFor(5);
  expect(child.status).toBe('UPDATE_IN_PROGRESS');
  stack.operation?.turnBack('User Initiated');
  bench.clock.runAll();
  expect(child.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
});
