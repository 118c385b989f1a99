import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { eventsOf, execute, makeStack, type Probe, propose, refusal, settledStack } from './emulator.ts';
import { group } from './resources.ts';

export const queue = (seconds: number, more = '') => `# A comment
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: ${seconds}${more}}}
`;

export const aboutChangeSets: readonly Probe[] = [
  {
    does: 'takes changes to a stack that is named by its ARN, as every deployment of ours names it',
    instead: async (emulator) => {
      const { id } = await makeStack(emulator, queue(5));
      return refusal(propose(emulator, id, queue(7)));
    },
  },
  {
    does: 'tells every property that changes, with its values before and after',
    instead: async (emulator) => {
      const { name } = await makeStack(emulator, queue(5));
      const { Changes = [] } = await propose(emulator, name, queue(7));
      const targets = Changes.flatMap(({ ResourceChange }) => ResourceChange?.Details ?? []);
      const told = targets.some(({ Target }) => Target?.BeforeValue === '5' && Target.AfterValue === '7');
      return told ? undefined : `all of it is ${JSON.stringify(Changes)}`;
    },
  },
  {
    does: 'tells that a resource would be replaced',
    instead: async (emulator) => {
      const rule = 'CidrIp: 0.0.0.0/0';
      const { name } = await makeStack(emulator, group(rule));
      const { Changes: [first] = [] } = await propose(emulator, name, group(rule, 'Another description'));
      const replacement = first?.ResourceChange?.Replacement;
      return replacement === 'True' ? undefined : `its answer to that is ${replacement}`;
    },
  },
  {
    does: 'tells what would change in a nested stack',
    instead: async (emulator) => {
      const nested = async (inner: string) =>
        `Resources: {Nested: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: '${await emulator.upload(inner)}'}}}`;
      const { name } = await makeStack(emulator, await nested(queue(5)));
      const { Changes = [] } = await propose(emulator, name, await nested(queue(7)), {
        IncludeNestedStacks: true,
      });
      const told = Changes.some(({ ResourceChange }) => ResourceChange?.ChangeSetId !== undefined);
      return told ? undefined : `all of it is ${JSON.stringify(Changes)}`;
    },
  },
  {
    does: 'gives the template that a change set proposes',
    instead: async (emulator) => {
      const { name } = await makeStack(emulator, queue(5));
      const { ChangeSetName } = await propose(emulator, name, queue(7));
      const command = new GetTemplateCommand({ StackName: name, ChangeSetName });
      const { TemplateBody } = await emulator.cloudFormation.send(command);
      return TemplateBody === queue(7) ? undefined : 'it gives the deployed one';
    },
  },
  {
    does: 'says what is wrong with a template that refers to nothing',
    instead: async (emulator) => {
      const { name } = await makeStack(emulator, queue(5));
      const refused = await refusal(
        propose(emulator, name, queue(5, ', QueueName: !Ref Nowhere')).then((changeSet) =>
          execute(emulator, changeSet),
        ),
      );
      return refused?.includes('Nowhere') ? undefined : (refused ?? 'it takes it');
    },
  },
  {
    does: 'refuses templates of more than 51,200 bytes that are not in S3',
    instead: async (emulator) => {
      const { name } = await makeStack(emulator, queue(5));
      const refused = await refusal(propose(emulator, name, `${queue(7)}#${'-'.repeat(51_200)}\n`));
      return refused === undefined ? 'it takes them' : undefined;
    },
  },
  {
    does: 'refuses a change set of a stack that has changed since',
    instead: async (emulator) => {
      const { name } = await makeStack(emulator, queue(5));
      const late = await propose(emulator, name, queue(7));
      await execute(emulator, await propose(emulator, name, queue(8)));
      await settledStack(emulator, name);
      const refused = await refusal(execute(emulator, late));
      return refused === undefined ? 'it executes it' : undefined;
    },
  },
  {
    does: 'executes a change set once',
    instead: async (emulator) => {
      const stack = await makeStack(emulator, queue(5));
      const changeSet = await propose(emulator, stack.name, queue(7));
      await execute(emulator, changeSet, 'token');
      await settledStack(emulator, stack.name);
      await refusal(execute(emulator, changeSet, 'token'));
      await settledStack(emulator, stack.name);
      const begun = (await eventsOf(emulator, stack)).filter(
        ({ PhysicalResourceId, ResourceStatus }) =>
          PhysicalResourceId === stack.id && ResourceStatus === 'UPDATE_IN_PROGRESS',
      );
      return begun.length === 1 ? undefined : `it updates the stack ${begun.length} times`;
    },
  },
];
