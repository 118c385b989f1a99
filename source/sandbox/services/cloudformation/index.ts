import { parseQuery, type QueryInput, queryFault, queryResponse, queryText } from '../../protocol/index.ts';
import type { AwsRequest, Operation, Service } from '../../service.ts';
import { reads, unknownAction, writes } from '../operations.ts';
import { createChangeSet } from './change-set/create.ts';
import { deleteChangeSet, executeChangeSet } from './change-set/execute.ts';
import { type Home, homeOf } from './engine/home.ts';
import { cancelUpdateStack, createStack, deleteStack, updateStack } from './operations/change-stack.ts';
import { describeChangeSet } from './operations/describe-change-set.ts';
import { describeEvents, describeStackEvents } from './operations/describe-events.ts';
import { describeStackResources, listStackResources } from './operations/describe-resources.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { describeStackSet, listStackInstances } from './operations/stack-sets.ts';
import { getTemplate, getTemplateSummary } from './operations/templates.ts';

export { createSettledStack, startStackUpdate } from './settle.ts';

const version = '2010-05-15';
const namespace = `http://cloudformation.amazonaws.com/doc/${version}/`;

type Result = Parameters<typeof queryResponse>[2];
type Answer = (home: Home, input: QueryInput, request: AwsRequest) => Result;

const readers: Readonly<Record<string, Answer>> = {
  DescribeChangeSet: describeChangeSet,
  DescribeEvents: describeEvents,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResources: describeStackResources,
  DescribeStackSet: describeStackSet,
  DescribeStacks: describeStacks,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListStackInstances: listStackInstances,
  ListStackResources: listStackResources,
};

const writers: Readonly<Record<string, Answer>> = {
  CancelUpdateStack: (home, input) => {
    cancelUpdateStack(home, input);
    return undefined;
  },
  CreateChangeSet: (home, input, request) => {
    const { id, stackId } = createChangeSet(home, request, input);
    return { Id: id, StackId: stackId };
  },
  CreateStack: (home, input, request) => createStack(home, request, input),
  DeleteChangeSet: (home, input) => {
    deleteChangeSet(home, input);
    return {};
  },
  DeleteStack: (home, input) => {
    deleteStack(home, input);
    return undefined;
  },
  ExecuteChangeSet: (home, input) => {
    executeChangeSet(home, input);
    return {};
  },
  UpdateStack: (home, input, request) => updateStack(home, request, input),
};

/** CloudFormation: templates are read, change sets compared, stacks made, changed and rolled back over the world's clock. */
export const cloudformation: Service = {
  name: 'cloudformation',
  family: 'query',
  throttlingCode: 'Throttling',
  operation(request, world): Operation {
    const input = parseQuery(request.body.toString('utf8'));
    const action = queryText(input, 'Action') ?? '';
    const answer = readers[action] ?? writers[action];
    if (!answer) throw unknownAction(action, version);
    const run = () => {
      const home = homeOf(world, request.credential.account, request.region);
      return queryResponse(action, namespace, answer(home, input, request), request.requestId);
    };
    const resource = resourceOf(request, input);
    return action in readers ? reads(action, run, { resource }) : writes(action, run, { resource });
  },
  fault: (fault, request) => queryFault(fault, namespace, request.requestId),
};

/** What a denial names: the stack, or everything. */
function resourceOf(request: AwsRequest, input: QueryInput): string {
  const name = queryText(input, 'StackName') ?? '*';
  if (name === '*' || name.startsWith('arn:')) return name;
  return `arn:aws:cloudformation:${request.region}:${request.credential.account}:stack/${name}/*`;
}
