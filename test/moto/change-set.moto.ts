import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { beforeAll, expect, test } from 'vitest';
import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  describeStack,
  executeChangeSet,
  stackEventsPage,
  templateBody,
} from '../../source/aws/cloudformation.ts';
import { callerConnection } from '../../source/aws/connection.ts';

// moto runs a change set at once and says little about it: the calls and their wire format are what is checked here.
const stack = 'shop-prod';
const before = `# A comment stays.
Parameters:
  AppName: {Type: String}
Resources:
  Bucket: {Type: 'AWS::S3::Bucket'}
`;
const after = `${before}  Topic: {Type: 'AWS::SNS::Topic'}\n`;
const parameters = [{ ParameterKey: 'AppName', UsePreviousValue: true }];

beforeAll(async () => {
  const command = new CreateStackCommand({
    StackName: stack,
    TemplateBody: before,
    Parameters: [{ ParameterKey: 'AppName', ParameterValue: 'shop' }],
    Tags: [{ Key: 'copilot-application', Value: 'shop' }],
  });
  await new CloudFormationClient({}).send(command);
});

test('a stack is described with its tags, and its template is read byte for byte', async () => {
  const connection = await callerConnection();
  expect(await describeStack(connection, stack)).toMatchObject({
    StackName: stack,
    StackStatus: 'CREATE_COMPLETE',
    Tags: [{ Key: 'copilot-application', Value: 'shop' }],
  });
  expect(await templateBody(connection, stack)).toBe(before);
  expect(await describeStack(connection, 'no-such-stack')).toBeUndefined();
});

test('a change set is made, described, executed, and shows in the events', async () => {
  const connection = await callerConnection();
  const changeSet = await createChangeSet(connection, {
    StackName: stack,
    ChangeSetName: 'copilot-cdn-1',
    ChangeSetType: 'UPDATE',
    TemplateBody: after,
    Parameters: parameters,
    Tags: [{ Key: 'copilot-application', Value: 'shop' }],
  });
  const described = await describeChangeSet(connection, stack, changeSet);
  expect(described).toMatchObject({ ChangeSetId: changeSet, Status: 'CREATE_COMPLETE' });
  expect(described.Changes).toContainEqual(
    expect.objectContaining({
      ResourceChange: expect.objectContaining({ Action: 'Add', LogicalResourceId: 'Topic' }),
    }),
  );
  await executeChangeSet(connection, stack, changeSet, 'token-1');
  expect(await describeStack(connection, stack)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  const { events } = await stackEventsPage(connection, stack);
  expect(events.map(({ ResourceStatus }) => ResourceStatus)).toContain('UPDATE_COMPLETE');
});

test('a change set that is not wanted is deleted', async () => {
  const connection = await callerConnection();
  const changeSet = await createChangeSet(connection, {
    StackName: stack,
    ChangeSetName: 'copilot-cdn-2',
    ChangeSetType: 'UPDATE',
    TemplateBody: `${after}  Queue: {Type: 'AWS::SQS::Queue'}\n`,
    Parameters: parameters,
  });
  await deleteChangeSet(connection, stack, changeSet);
  expect(await templateBody(connection, stack)).not.toContain('Queue');
});
