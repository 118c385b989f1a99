import { describe, expect, test } from 'vitest';
import { addStack, startOperation } from '../../../source/sandbox/services/cloudformation/engine/start.ts';
import { eventsOf, makeStack, openBench, settingsOf, startUpdate } from './support.ts';

const before = `
Parameters: {Delay: {Type: String, Default: '5'}}
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: !Ref Delay}}
  Old: {Type: 'AWS::SNS::Topic'}
Outputs:
  QueueName: {Value: !Ref Queue, Export: {Name: !Sub '\${AWS::StackName}-Queue'}}
`;

/** Changes the queue, adds an alarm that needs it, takes the topic away. */
const after = `
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 7}}
  Alarm: {Type: 'AWS::CloudWatch::Alarm', Properties: {Queue: !Ref Queue}}
Outputs:
  AlarmName: {Value: !Ref Alarm}
`;

describe('a creation', () => {
  test('makes what others need first', () => {
    const bench = openBench();
    const settings = settingsOf(after);
    const stack = addStack(bench.home, 'shop-prod', settings);
    startOperation(bench.home, stack, 'create', settings);
    bench.clock.runAll();
    expect(eventsOf(stack)).toEqual([
      'shop-prod CREATE_IN_PROGRESS: User Initiated',
      'Queue CREATE_IN_PROGRESS',
      'Queue CREATE_IN_PROGRESS: Resource creation Initiated',
      'Queue CREATE_COMPLETE',
      'Alarm CREATE_IN_PROGRESS',
      'Alarm CREATE_IN_PROGRESS: Resource creation Initiated',
      'Alarm CREATE_COMPLETE',
      'shop-prod CREATE_COMPLETE',
    ]);
  });

  test('that fails leaves nothing', () => {
    const bench = openBench();
    bench.world.knobs.failures.set('Alarm', 'No alarms today');
    const settings = settingsOf(after);
    const stack = addStack(bench.home, 'shop-prod', settings);
    startOperation(bench.home, stack, 'create', settings);
    bench.clock.runAll();
    expect(eventsOf(stack).slice(4)).toEqual([
      'Alarm CREATE_IN_PROGRESS',
      'Alarm CREATE_FAILED: No alarms today',
      'shop-prod ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Alarm]. Rollback requested by user.',
      'Alarm DELETE_COMPLETE',
      'Queue DELETE_IN_PROGRESS',
      'Queue DELETE_COMPLETE',
      'shop-prod ROLLBACK_COMPLETE',
    ]);
    expect(stack.resources.size).toBe(0);
  });
});

describe('an update', () => {
  test('changes in place, adds, and removes in the clean-up', () => {
    const bench = openBench();
    const stack = makeStack(bench, before);
    startUpdate(bench, stack, after);
    bench.clock.runAll();
    expect(eventsOf(stack)).toEqual([
      'shop-prod UPDATE_IN_PROGRESS: User Initiated',
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_COMPLETE',
      'Alarm CREATE_IN_PROGRESS',
      'Alarm CREATE_IN_PROGRESS: Resource creation Initiated',
      'Alarm CREATE_COMPLETE',
      'shop-prod UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Old DELETE_IN_PROGRESS',
      'Old DELETE_COMPLETE',
      'shop-prod UPDATE_COMPLETE',
    ]);
    expect(stack.outputs.map(({ key }) => key)).toEqual(['AlarmName']);
    expect([...stack.resources.keys()]).toEqual(['Queue', 'Alarm']);
    expect([...bench.home.region.exports.keys()]).toEqual([]);
  });

  test('keeps what has the deletion policy Retain', () => {
    const bench = openBench();
    const stack = makeStack(
      bench,
      before.replace("'AWS::SNS::Topic'", "'AWS::SNS::Topic', DeletionPolicy: Retain"),
    );
    startUpdate(bench, stack, after);
    bench.clock.runAll();
    expect(eventsOf(stack)).toContain('Old DELETE_SKIPPED');
  });

  test('of a create-only property makes a new resource and deletes the old one last', () => {
    const bench = openBench();
    const template =
      'Resources: {P: {Type: "AWS::SSM::Parameter", Properties: {Name: NAME, Type: String, Value: a}}}';
    const stack = makeStack(bench, template.replace('NAME', 'one'));
    startUpdate(bench, stack, template.replace('NAME', 'two'));
    bench.clock.runAll();
    expect(eventsOf(stack)).toEqual([
      'shop-prod UPDATE_IN_PROGRESS: User Initiated',
      'P UPDATE_IN_PROGRESS',
      'P UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; hence creating one.',
      'P UPDATE_IN_PROGRESS: Resource creation Initiated',
      'P UPDATE_COMPLETE',
      'shop-prod UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'P DELETE_IN_PROGRESS',
      'P DELETE_COMPLETE',
      'shop-prod UPDATE_COMPLETE',
    ]);
    expect([...bench.home.region.parameters.keys()]).toEqual(['two']);
    expect(stack.resources.get('P')?.physicalId).toBe('two');
  });

  test('hands new stack tags to the resources that have tags', () => {
    const bench = openBench();
    const template = 'Resources: {R: {Type: "AWS::IAM::Role", Properties: {RoleName: r}}}';
    const stack = makeStack(bench, template, { tags: { team: 'a' } });
    startUpdate(bench, stack, template, { tags: { team: 'b' } });
    bench.clock.runAll();
    expect(eventsOf(stack)).toContain('R UPDATE_COMPLETE');
    expect(bench.world.accounts.get('111122223333')?.roles.get('r')?.tags.team).toBe('b');
  });
});

describe('an update that fails', () => {
  const failing = `
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 7}}
  Alarm: {Type: 'AWS::CloudWatch::Alarm', DependsOn: Queue}
  Slow: {Type: 'AWS::EC2::NatGateway', DependsOn: Queue}
`;

  test('goes back, then deletes what was new', () => {
    const bench = openBench();
    const stack = makeStack(bench, before);
    const { settings, outputs } = stack;
    const queue = stack.resources.get('Queue');
    bench.world.knobs.failures.set('Alarm', 'No alarms today');
    startUpdate(bench, stack, failing);
    bench.clock.runAll();
    expect(eventsOf(stack)).toEqual([
      'shop-prod UPDATE_IN_PROGRESS: User Initiated',
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_COMPLETE',
      'Alarm CREATE_IN_PROGRESS',
      'Slow CREATE_IN_PROGRESS',
      'Alarm CREATE_FAILED: No alarms today',
      'Slow CREATE_FAILED: Resource creation cancelled',
      'shop-prod UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Alarm, Slow]. ',
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_COMPLETE',
      'shop-prod UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Alarm DELETE_COMPLETE',
      'Slow DELETE_COMPLETE',
      'shop-prod UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(stack.settings).toBe(settings);
    expect(stack.outputs).toBe(outputs);
    expect([...stack.resources.keys()]).toEqual(['Queue', 'Old']);
    expect(stack.resources.get('Queue')?.properties).toEqual(queue?.properties);
    expect([...bench.home.region.exports.keys()]).toEqual(['shop-prod-Queue']);
  });

  test('stays as it is without rollback', () => {
    const bench = openBench();
    const stack = makeStack(bench, before);
    bench.world.knobs.failures.set('Alarm', 'No alarms today');
    startUpdate(bench, stack, failing, { disableRollback: true });
    bench.clock.runAll();
    expect(eventsOf(stack).slice(-2)).toEqual([
      'Slow CREATE_COMPLETE',
      'shop-prod UPDATE_FAILED: The following resource(s) failed to create: [Alarm]. ',
    ]);
    expect(stack.resources.get('Queue')?.properties).toEqual({ DelaySeconds: 7 });
  });

  test('because a handler refuses says what AWS said', () => {
    const bench = openBench();
    const stack = makeStack(bench, before);
    startUpdate(
      bench,
      stack,
      `${before}  `.replace(
        'Outputs:',
        '  F: {Type: "AWS::Lambda::Function", Properties: {Runtime: nodejs20.x, Code: {ZipFile: "1"}}}\nOutputs:',
      ),
    );
    bench.clock.runAll();
    expect(eventsOf(stack)).toContainEqual(
      expect.stringMatching(
        /^F CREATE_FAILED: Resource handler returned message: "The runtime parameter of nodejs20\.x is no longer supported for creating or updating AWS Lambda functions\. .* \(RequestToken: .*, HandlerErrorCode: InvalidRequest\)$/,
      ),
    );
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('returns to the resource that was to be replaced', () => {
    const bench = openBench();
    const template = `
Resources:
  P: {Type: 'AWS::SSM::Parameter', Properties: {Name: one, Type: String, Value: a}}
`;
    const stack = makeStack(bench, template);
    bench.world.knobs.failures.set('Alarm', 'No alarms today');
    startUpdate(
      bench,
      stack,
      `${template.replace('one', 'two')}  Alarm: {Type: 'AWS::CloudWatch::Alarm', DependsOn: P}\n`,
    );
    bench.clock.runAll();
    expect([...bench.home.region.parameters.keys()]).toEqual(['one']);
    expect(stack.resources.get('P')).toMatchObject({ physicalId: 'one', status: 'UPDATE_COMPLETE' });
  });
});

describe('a cancelled update', () => {
  test('goes back with "User Initiated"', () => {
    const bench = openBench();
    const stack = makeStack(bench, before);
    startUpdate(bench, stack, after);
    bench.clock.runFor(3);
    stack.operation?.turnBack('User Initiated');
    bench.clock.runAll();
    expect(eventsOf(stack)).toEqual([
      'shop-prod UPDATE_IN_PROGRESS: User Initiated',
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_FAILED: Resource update cancelled',
      'shop-prod UPDATE_ROLLBACK_IN_PROGRESS: User Initiated',
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_COMPLETE',
      'shop-prod UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'shop-prod UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  test('before its first resource changes nothing', () => {
    const bench = openBench();
    const stack = makeStack(bench, before);
    startUpdate(bench, stack, after);
    stack.operation?.turnBack('User Initiated');
    bench.clock.runAll();
    expect(eventsOf(stack).filter((event) => !event.startsWith('shop-prod'))).toEqual([]);
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});
