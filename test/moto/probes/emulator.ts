import { randomUUID } from 'node:crypto';
import {
  type ChangeSetType,
  type CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';

/** An emulator of CloudFormation, moto or our own, as the probes ask it. */
export interface Emulator {
  /** Tries each call once: an internal error is an answer here. */
  readonly cloudFormation: CloudFormationClient;
  /** Puts a template where CloudFormation finds it; its URL. */
  readonly upload: (template: string) => Promise<string>;
}

/** Something that CloudFormation does and the program counts on. */
export interface Probe {
  readonly does: string;
  /** What the emulator does instead; undefined: it does the same. Rejects when it cannot be asked. */
  readonly instead: (emulator: Emulator) => Promise<string | undefined>;
}

export interface Made {
  readonly name: string;
  readonly id: string;
}

/** A new stack with that template, under a name that nothing else has. */
export async function makeStack(emulator: Emulator, template: string): Promise<Made> {
  const name = `probe-${randomUUID()}`;
  const changeSet = await propose(emulator, name, template, { ChangeSetType: 'CREATE' });
  await execute(emulator, changeSet);
  const { StackId: id = '' } = await settledStack(emulator, name);
  return { name, id };
}

/** A change set, once it is there or has failed. */
export async function propose(
  { cloudFormation }: Emulator,
  stack: string,
  template: string,
  more: Partial<CreateChangeSetCommandInput> = {},
): Promise<DescribeChangeSetCommandOutput> {
  const type: ChangeSetType = 'UPDATE';
  const { Id } = await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: stack,
      ChangeSetName: `change-${randomUUID()}`,
      ChangeSetType: type,
      TemplateBody: template,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      ...more,
    }),
  );
  const describe = new DescribeChangeSetCommand({ ChangeSetName: Id, IncludePropertyValues: true });
  return until(
    () => cloudFormation.send(describe),
    ({ Status }) => Status !== 'CREATE_PENDING' && Status !== 'CREATE_IN_PROGRESS',
  );
}

export async function execute(
  { cloudFormation }: Emulator,
  changeSet: DescribeChangeSetCommandOutput,
  token?: string,
): Promise<void> {
  const { ChangeSetId, StackId } = changeSet;
  const named = { ChangeSetName: ChangeSetId, StackName: StackId };
  await cloudFormation.send(
    new ExecuteChangeSetCommand({ ...named, ...(token !== undefined && { ClientRequestToken: token }) }),
  );
}

/** Proposes and executes; the stack, once it has settled. */
export async function update(
  emulator: Emulator,
  { name }: Made,
  template: string,
  more: Partial<CreateChangeSetCommandInput> = {},
): Promise<Stack> {
  await execute(emulator, await propose(emulator, name, template, more));
  return settledStack(emulator, name);
}

export async function stackNow({ cloudFormation }: Emulator, name: string): Promise<Stack> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
  const [stack] = Stacks;
  if (stack === undefined) throw new Error(`There is no stack ${name}.`);
  return stack;
}

export function settledStack(emulator: Emulator, name: string): Promise<Stack> {
  return until(
    () => stackNow(emulator, name),
    ({ StackStatus = '' }) => !/(?:_IN_PROGRESS|_PENDING)$/.test(StackStatus),
  );
}

/** Of the stack and its resources, newest first. */
export async function eventsOf({ cloudFormation }: Emulator, { name }: Made): Promise<readonly StackEvent[]> {
  const answer = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }));
  return answer.StackEvents ?? [];
}

/** Logical id → physical id, of what is there. */
export async function physicalIds(
  { cloudFormation }: Emulator,
  { name }: Made,
): Promise<ReadonlyMap<string, string>> {
  const answer = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: name }));
  return new Map(
    (answer.StackResources ?? []).flatMap(({ LogicalResourceId, PhysicalResourceId }) =>
      LogicalResourceId && PhysicalResourceId ? [[LogicalResourceId, PhysicalResourceId]] : [],
    ),
  );
}

/** What a call was refused with; undefined when it was not. No answer at all is no refusal. */
export async function refusal(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !wasAnswered(error)) throw error;
    const isPage = /parse error/.test(error.message);
    return isPage ? 'an internal error, as a page of HTML' : `${error.name}: ${error.message}`;
  }
}

function wasAnswered(error: Error): boolean {
  if (!('$metadata' in error)) return false;
  const { $metadata: metadata } = error;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
}

/** Asks again until the answer is good, for 15 seconds at most. */
async function until<Answer>(
  ask: () => Promise<Answer>,
  isGood: (answer: Answer) => boolean,
): Promise<Answer> {
  for (const end = performance.now() + 15_000; ; ) {
    const answer = await ask();
    if (isGood(answer)) return answer;
    if (performance.now() > end) throw new Error(`Not after 15 s: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
