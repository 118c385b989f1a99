import { CancelUpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { queue } from './change-sets.ts';
import {
  eventsOf,
  execute,
  makeStack,
  type Probe,
  propose,
  refusal,
  settledStack,
  stackNow,
  update,
} from './emulator.ts';
import { distribution } from './resources.ts';

export const aboutUpdates: readonly Probe[] = [
  {
    does: 'works with the execution role of the change set',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      const RoleARN = 'arn:aws:iam::123456789012:role/shop-prod-CFNExecutionRole';
      const updated = await update(emulator, stack, queue(7), { RoleARN });
      return updated.RoleARN === RoleARN ? undefined : `the stack's role is ${updated.RoleARN} afterwards`;
    },
  },
  {
    does: 'gives the stack the tags of the change set',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      const Tags = [{ Key: 'copilot-application', Value: 'shop' }];
      const updated = await update(emulator, stack, queue(7), { Tags });
      return updated.Tags?.length === 1
        ? undefined
        : `its tags are ${JSON.stringify(updated.Tags)} afterwards`;
    },
  },
  {
    does: 'writes the token of the execution into the events',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      await execute(emulator, await propose(emulator, stack.name, queue(7)), 'our-token');
      await settledStack(emulator, stack.name);
      const tokens = (await eventsOf(emulator, stack)).map(({ ClientRequestToken }) => ClientRequestToken);
      return tokens.includes('our-token') ? undefined : 'they have none';
    },
  },
  {
    does: 'writes what happens to each resource into the events',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      await update(emulator, stack, queue(7));
      const about = new Set((await eventsOf(emulator, stack)).map(({ ResourceType }) => ResourceType));
      return about.has('AWS::SQS::Queue') ? undefined : `they are about ${[...about].join(', ')} alone`;
    },
  },
  {
    does: 'takes its time, so that an update can be watched',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      await execute(emulator, await propose(emulator, stack.name, `${queue(5)}${distribution}`));
      const { StackStatus } = await stackNow(emulator, stack.name);
      await settledStack(emulator, stack.name);
      return StackStatus === 'UPDATE_IN_PROGRESS' ? undefined : `it is in ${StackStatus} at once`;
    },
  },
  {
    does: 'says when a stack was updated, and by which change set',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      const changeSet = await propose(emulator, stack.name, queue(7));
      await execute(emulator, changeSet);
      const { LastUpdatedTime, ChangeSetId } = await settledStack(emulator, stack.name);
      if (LastUpdatedTime !== undefined && ChangeSetId === changeSet.ChangeSetId) return undefined;
      return `it says ${LastUpdatedTime} and ${ChangeSetId}`;
    },
  },
  {
    does: 'tells the outputs that an update adds',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      const { Outputs } = await update(emulator, stack, `${queue(5)}Outputs: {Added: {Value: 'yes'}}\n`);
      return Outputs?.length === 1 ? undefined : `they are ${JSON.stringify(Outputs)}`;
    },
  },
  {
    does: 'takes a stack back when an update fails',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      const taken = `  Taken: {Type: 'AWS::S3::Bucket', Properties: {BucketName: ${stack.name}}}\n`;
      await makeStack(emulator, `Resources:\n${taken}`);
      const changeSet = await propose(
        emulator,
        stack.name,
        `${queue(7)}${taken.replace('Taken', 'TakenAlready')}`,
      );
      const refused = await refusal(execute(emulator, changeSet));
      const { StackStatus } = await settledStack(emulator, stack.name);
      if (StackStatus === 'UPDATE_ROLLBACK_COMPLETE') return undefined;
      return `executing the change set is refused (${refused}) and the stack stays in ${StackStatus}`;
    },
  },
  {
    does: 'cancels an update, and says in words when there is none',
    instead: async (emulator) => {
      const { name } = await makeStack(emulator, queue(5));
      const cancel = new CancelUpdateStackCommand({ StackName: name });
      const refused = await refusal(emulator.cloudFormation.send(cancel));
      return refused?.startsWith('ValidationError') ? undefined : (refused ?? 'it says nothing');
    },
  },
];
