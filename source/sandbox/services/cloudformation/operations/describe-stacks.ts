import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { pageOf } from '../../operations.ts';
import type { Home } from '../engine/home.ts';
import { needStack, type Settings, type Stack, stacksOf, type Tags } from '../stack.ts';

const pageSize = 100;
const masked = '****';

/** DescribeStacks: one stack by name or id, or every stack that lives. */
export function describeStacks(home: Home, input: QueryInput) {
  const name = queryText(input, 'StackName');
  const stacks =
    name === undefined
      ? stacksOf(home.region).filter((stack) => stack.status !== 'DELETE_COMPLETE')
      : [needStack(home.region, name)];
  const page = pageOf(stacks, queryText(input, 'NextToken'), home.world.knobs.pageSize ?? pageSize);
  return { Stacks: page.items.map(describeStack), NextToken: page.next };
}

function describeStack(stack: Stack) {
  const { settings } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: settings.template.description,
    Parameters: describeParameters(settings),
    CreationTime: stack.created,
    DeletionTime: stack.deleted,
    LastUpdatedTime: stack.updated,
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.disableRollback,
    NotificationARNs: [],
    Capabilities: settings.capabilities,
    Outputs: stack.outputs.map((output) => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
    RoleARN: settings.roleArn,
    Tags: describeTags(settings.tags),
    EnableTerminationProtection: false,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    LastOperations: stack.operations
      .slice(0, 2)
      .map(({ id, type }) => ({ OperationType: type, OperationId: id })),
  };
}

export function describeParameters({ template, parameters }: Settings) {
  return [...parameters].map(([name, value]) => ({
    ParameterKey: name,
    ParameterValue: template.parameters.get(name)?.noEcho ? masked : value,
  }));
}

export function describeTags(tags: Tags) {
  return Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value }));
}
