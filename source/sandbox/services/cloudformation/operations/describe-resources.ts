import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { Fault } from '../../../service.ts';
import { pageOf } from '../../operations.ts';
import type { Home } from '../engine/home.ts';
import { needStack, type ResourceRecord, type Stack, stacksOf } from '../stack.ts';

/** AWS answers with no more, and has no pages here. */
const most = 100;

/** DescribeStackResources: of a stack, or of the stack that a physical resource belongs to. */
export function describeStackResources(home: Home, input: QueryInput) {
  const name = queryText(input, 'StackName');
  const physicalId = queryText(input, 'PhysicalResourceId');
  const logicalId = queryText(input, 'LogicalResourceId');
  const stack =
    name === undefined && physicalId !== undefined ? ownerOf(home, physicalId) : needStack(home.region, name);
  const found = [...stack.resources.values()].filter(
    (record) =>
      (logicalId === undefined || record.logicalId === logicalId) &&
      (name !== undefined || record.physicalId !== ''),
  );
  return { StackResources: found.slice(0, most).map((record) => describeResource(stack, record)) };
}

/** ListStackResources, in pages. */
export function listStackResources(home: Home, input: QueryInput) {
  const stack = needStack(home.region, queryText(input, 'StackName'));
  const size = home.world.knobs.pageSize ?? most;
  const page = pageOf([...stack.resources.values()], queryText(input, 'NextToken'), size);
  return {
    StackResourceSummaries: page.items.map((record) => ({
      LogicalResourceId: record.logicalId,
      PhysicalResourceId: record.physicalId,
      ResourceType: record.type,
      LastUpdatedTimestamp: record.at,
      ResourceStatus: record.status,
      ResourceStatusReason: record.reason,
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    })),
    NextToken: page.next,
  };
}

function describeResource(stack: Stack, record: ResourceRecord) {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: record.logicalId,
    PhysicalResourceId: record.physicalId === '' ? undefined : record.physicalId,
    ResourceType: record.type,
    Timestamp: record.at,
    ResourceStatus: record.status,
    ResourceStatusReason: record.reason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

function ownerOf(home: Home, physicalId: string): Stack {
  const owner = stacksOf(home.region).find((stack) =>
    [...stack.resources.values()].some((record) => record.physicalId === physicalId),
  );
  if (owner) return owner;
  throw new Fault('ValidationError', `Stack for ${physicalId} does not exist`);
}
