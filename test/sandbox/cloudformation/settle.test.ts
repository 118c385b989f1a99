import { expect, test } from 'vitest';
import {
  createSettledStack,
  startStackUpdate,
} from '../../../source/sandbox/services/cloudformation/index.ts';
import { accountOf, createWorld, regionOf } from '../../../source/sandbox/world-factory.ts';
import { account, eventsOf, region } from './support.ts';

const template = `
Parameters: {Delay: {Type: String, Default: '1'}, Name: {Type: String}}
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: !Ref Delay, QueueName: !Ref Name}}
  Distribution:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        DefaultCacheBehavior: {TargetOriginId: o, ViewerProtocolPolicy: allow-all}
        Origins: [{Id: o, DomainName: lb.example.com}]
`;
const place = { account, region, name: 'shop-prod' };
const parameters = { Name: 'shop' };

test('a settled stack has been there for long, and so has what is in it', () => {
  const world = createWorld();
  const stack = createSettledStack(world, { ...place, template, parameters });
  expect(stack.status).toBe('CREATE_COMPLETE');
  expect(stack.created.getFullYear()).toBe(2024);
  const [distribution] = accountOf(world, account).distributions.values();
  expect(distribution).toMatchObject({ status: 'Deployed', atEdge: { Enabled: true } });
  expect(regionOf(world, account, region).stacks.get(stack.id)).toBe(stack);
});

test('failures by a knob are for later', () => {
  const world = createWorld({ failures: { Distribution: 'Not today' } });
  expect(createSettledStack(world, { ...place, template, parameters }).status).toBe('CREATE_COMPLETE');
});

test('a template that cannot be made is said to be so', () => {
  const broken = template.replace('TargetOriginId: o', 'TargetOriginId: p');
  expect(() => createSettledStack(createWorld(), { ...place, template: broken, parameters })).toThrow(
    /^The stack shop-prod cannot be made: Distribution: .*origins/,
  );
});

test('an update starts over the clock of the world and keeps other parameters', () => {
  const world = createWorld();
  createSettledStack(world, { ...place, template, parameters });
  const stack = startStackUpdate(world, { ...place, parameters: { Delay: '2' } });
  world.clock.stop();
  expect(stack.status).toBe('UPDATE_IN_PROGRESS');
  expect([...stack.settings.parameters]).toEqual([
    ['Delay', '2'],
    ['Name', 'shop'],
  ]);
  expect(eventsOf(stack).at(-1)).toBe('shop-prod UPDATE_IN_PROGRESS: User Initiated');
});
