import { afterEach, beforeEach, vi } from 'vitest';
import { createChangeSet, describeChangeSet, executeChangeSet } from '../../source/aws/cloudformation.ts';
import type { Connection } from '../../source/aws/connection.ts';
import { putTemplate } from '../../source/aws/s3.ts';
import type { EventBody } from '../../source/event.ts';
import type { World } from '../../source/sandbox/world.ts';
import { accountOf, type WorldOptions } from '../../source/sandbox/world-factory.ts';
import type { ChangeSetRequest } from '../../source/stack/change-set.ts';
import { systemClock } from '../../source/stack/clock.ts';
import { type FollowRequest, followStack } from '../../source/stack/follow.ts';
import { accessKeyId, account, openSandbox, region, until } from '../sandbox/support.ts';

/** A topic that stays, one whose name a change alters, and nothing that takes long. */
export const before = `# The team's own comment.
Parameters:
  AppName: {Type: String}
  EnvironmentName: {Type: String}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !Ref AppName
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: 5
`;

/** Changes the queue in place and adds an alarm. */
export const after = `${before.replace('DelaySeconds: 5', 'DelaySeconds: 7')}  Alarm:
    Type: AWS::CloudWatch::Alarm
    Metadata:
      'aws:copilot:description': 'An alarm for the queue'
    Properties:
      Threshold: 1
`;

export const quick = { shortest: 5, longest: 40 };

export interface Opened {
  readonly world: World;
  readonly connection: Connection;
  /** Puts a template where CloudFormation finds it; its URL. */
  readonly upload: (template: string) => Promise<string>;
  readonly request: (template: string, more?: Partial<ChangeSetRequest>) => Promise<ChangeSetRequest>;
  readonly follow: (more?: Partial<FollowRequest>) => ReturnType<typeof followStack>;
  /** What `follow` emitted so far. */
  readonly events: EventBody[];
}

export const tags = { 'copilot-application': 'shop', 'copilot-environment': 'prod' };

beforeEach(() => {
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A sandbox with a bucket and, unless `template` is undefined, the stack shop-prod made from it. */
export async function openStack(
  template: string | undefined = before,
  options: WorldOptions = {},
): Promise<Opened> {
  const { sandbox, world } = await openSandbox(options);
  vi.stubEnv('AWS_ENDPOINT_URL', sandbox.endpoint);
  const connection: Connection = {
    region,
    identity: 'caller',
    credentials: async () => ({ accessKeyId, secretAccessKey: 'any secret will do' }),
  };
  const bucket = { name: 'artifacts', region, created: new Date(0), objects: new Map(), tags: {} };
  accountOf(world, account).buckets.set(bucket.name, bucket);
  const events: EventBody[] = [];
  let uploads = 0;

  async function upload(text: string): Promise<string> {
    uploads += 1;
    await putTemplate(connection, bucket.name, `${uploads}.yml`, text);
    return `https://artifacts.s3.${region}.amazonaws.com/${uploads}.yml`;
  }
  async function request(text: string, more: Partial<ChangeSetRequest> = {}): Promise<ChangeSetRequest> {
    return {
      stack: 'shop-prod',
      templateUrl: await upload(text),
      parameters: ['AppName', 'EnvironmentName'],
      tags,
      name: `copilot-cdn-${uploads}`,
      expected: [
        { logicalId: 'Alarm', action: 'add' },
        { logicalId: 'Queue', action: 'modify' },
      ],
      describe: () => undefined,
      ...more,
    };
  }
  const follow = (more: Partial<FollowRequest> = {}) =>
    followStack({
      connection,
      stack: 'shop-prod',
      emit: (event) => events.push(event),
      clock: systemClock,
      pace: quick,
      ...more,
    });
  if (template !== undefined) await makeStack(connection, template, follow);
  events.length = 0;
  return { world, connection, upload, request, follow, events };
}

async function makeStack(
  connection: Connection,
  template: string,
  follow: () => Promise<unknown>,
): Promise<void> {
  const id = await createChangeSet(connection, {
    StackName: 'shop-prod',
    ChangeSetName: 'first',
    ChangeSetType: 'CREATE',
    TemplateBody: template,
    Parameters: [
      { ParameterKey: 'AppName', ParameterValue: 'shop' },
      { ParameterKey: 'EnvironmentName', ParameterValue: 'prod' },
    ],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
  await until(
    async () => (await describeChangeSet(connection, 'shop-prod', id)).Status === 'CREATE_COMPLETE',
  );
  await executeChangeSet(connection, 'shop-prod', id, 'first-token');
  await follow();
}
