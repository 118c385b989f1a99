import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { createSettledStack } from '../../../source/sandbox/services/cloudformation/index.ts';
import type { World } from '../../../source/sandbox/world.ts';
import type { WorldOptions } from '../../../source/sandbox/world-factory.ts';
import { account, openSandbox, region, until } from '../support.ts';

export const before = `# Ours, byte for byte: é
Description: An example
Metadata: {Version: v1.33.2}
Parameters:
  Delay: {Type: String, Default: '5'}
  Secret: {Type: String, NoEcho: true, Default: hidden}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Metadata: {'aws:copilot:description': 'A queue'}
    Properties: {DelaySeconds: !Ref Delay}
  Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: reader}}
Outputs:
  QueueName: {Value: !Ref Queue, Export: {Name: !Sub '\${AWS::StackName}-Queue'}, Description: Its name}
`;
export const after = `${before.replace('Outputs:', "  Alarm: {Type: 'AWS::CloudWatch::Alarm'}\nOutputs:")}`;
export const tags = { 'copilot-application': 'shop', 'copilot-environment': 'prod' };
export const roleArn = `arn:aws:iam::${account}:role/shop-prod-CFNExecutionRole`;

export interface Opened {
  readonly client: CloudFormationClient;
  readonly world: World;
  readonly propose: (more?: Partial<CreateChangeSetCommandInput>) => Promise<string>;
  readonly status: () => Promise<string | undefined>;
  readonly settled: () => Promise<void>;
}

/** A sandbox with the stack shop-prod. */
export async function open(options: WorldOptions = {}): Promise<Opened> {
  const opened = await openSandbox({ speed: 2000, ...options });
  const { world } = opened;
  createSettledStack(world, { account, region, name: 'shop-prod', template: before, tags, roleArn });
  const client = new CloudFormationClient(opened.client);

  async function propose(more: Partial<CreateChangeSetCommandInput> = {}): Promise<string> {
    const { Id = '' } = await client.send(
      new CreateChangeSetCommand({
        StackName: 'shop-prod',
        ChangeSetName: 'copilot-1',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Parameters: [{ ParameterKey: 'Delay', UsePreviousValue: true }],
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        ...more,
      }),
    );
    await until(async () => {
      const { Status } = await client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
      return Status === 'CREATE_COMPLETE' || Status === 'FAILED';
    });
    return Id;
  }

  async function status(): Promise<string | undefined> {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'shop-prod' }));
    return Stacks?.[0]?.StackStatus;
  }

  const settled = () => until(async () => !(await status())?.endsWith('_IN_PROGRESS'));
  return { client, world, propose, status, settled };
}
