import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { pageOf } from '../../operations.ts';
import type { ChangeContext, ChangeDetail, ResourceChange } from '../change-set/change-set.ts';
import { findChangeSet } from '../change-set/find.ts';
import type { Home } from '../engine/home.ts';
import { withTexts } from '../value.ts';
import { describeParameters, describeTags } from './describe-stacks.ts';

const pageSize = 100;

/** DescribeChangeSet. Without IncludePropertyValues there are no values, no paths and no contexts. */
export function describeChangeSet(home: Home, input: QueryInput) {
  const { stack, changeSet } = findChangeSet(home, input);
  const values = queryText(input, 'IncludePropertyValues') === 'true';
  const size = home.world.knobs.pageSize ?? pageSize;
  const page = pageOf(changeSet.changes, queryText(input, 'NextToken'), size);
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    Parameters: describeParameters(changeSet.settings),
    CreationTime: changeSet.created,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: changeSet.settings.capabilities,
    Tags: describeTags(changeSet.settings.tags),
    Changes: page.items.map((change) => ({
      Type: 'Resource',
      ResourceChange: describeChange(change, values),
    })),
    NextToken: page.next,
    IncludeNestedStacks: changeSet.includeNestedStacks,
    ParentChangeSetId: changeSet.parentId,
    RootChangeSetId: changeSet.rootId,
  };
}

function describeChange(change: ResourceChange, values: boolean) {
  return {
    PolicyAction: change.policyAction,
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    Scope: change.scope,
    Details: values ? change.details.map(describeDetail) : coarseDetails(change.details),
    ChangeSetId: change.changeSetId,
    BeforeContext: values ? describeContext(change.before) : undefined,
    AfterContext: values ? describeContext(change.after) : undefined,
  };
}

function describeDetail(detail: ChangeDetail) {
  const { Target, ...rest } = coarseDetail(detail);
  return {
    Target: {
      ...Target,
      Path: detail.path,
      BeforeValue: detail.before,
      AfterValue: detail.after,
      AttributeChangeType: detail.changeType,
    },
    ...rest,
  };
}

/** One for each property and cause, however many places inside the property change. */
function coarseDetails(details: readonly ChangeDetail[]) {
  const unique = new Map(
    details.map((detail) => [
      [detail.attribute, detail.name, detail.source, detail.causingEntity, detail.evaluation].join(' '),
      detail,
    ]),
  );
  return [...unique.values()].map(coarseDetail);
}

function coarseDetail(detail: ChangeDetail) {
  return {
    Target: {
      Attribute: detail.attribute,
      Name: detail.name,
      RequiresRecreation: detail.requiresRecreation,
    },
    Evaluation: detail.evaluation,
    ChangeSource: detail.source,
    CausingEntity: detail.causingEntity,
  };
}

function describeContext(context: ChangeContext | undefined): string | undefined {
  if (!context) return undefined;
  return JSON.stringify({ ...context, Properties: withTexts(context.Properties) });
}
