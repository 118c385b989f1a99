import { type QueryInput, type QueryValue, queryText } from '../../../protocol/index.ts';
import { Fault } from '../../../service.ts';
import { pageOf } from '../../operations.ts';
import type { Home } from '../engine/home.ts';
import { findStack, needStack, type Stack, type StackEventRecord } from '../stack.ts';

const pageSize = 100;

/** DescribeStackEvents: newest first. A token stays good while new events come. */
export function describeStackEvents(home: Home, input: QueryInput) {
  const name = queryText(input, 'StackName');
  const stack = name === undefined ? undefined : findStack(home.region, name);
  if (!stack) throw new Fault('ValidationError', `Stack [${name}] does not exist`);
  const size = home.world.knobs.pageSize ?? pageSize;
  const token = queryText(input, 'NextToken');
  const oldestSeen = token === undefined ? stack.events.length : positionOf(token);
  const start = Math.max(0, oldestSeen - size);
  return {
    StackEvents: stack.events
      .slice(start, oldestSeen)
      .reverse()
      .map((event) => describeEvent(stack, event)),
    NextToken: start > 0 ? Buffer.from(String(start)).toString('base64url') : undefined,
  };
}

function positionOf(token: string): number {
  const position = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(position) && position >= 0) return position;
  throw new Fault('ValidationError', 'NextToken is not valid.');
}

function describeEvent(stack: Stack, event: StackEventRecord) {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    OperationId: event.operationId === '' ? undefined : event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.at,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
  };
}

/** DescribeEvents: the same events by operation, oldest last, as far as stacks go. */
export function describeEvents(home: Home, input: QueryInput) {
  const stack = needStack(home.region, queryText(input, 'StackName'));
  const operation = queryText(input, 'OperationId');
  const failedOnly = isFiltered(input.Filters);
  const events = stack.events
    .filter((event) => operation === undefined || event.operationId === operation)
    .filter((event) => !failedOnly || event.status.endsWith('_FAILED'))
    .reverse();
  const page = pageOf(events, queryText(input, 'NextToken'), home.world.knobs.pageSize ?? pageSize);
  return {
    OperationEvents: page.items.map((event) => ({
      EventId: event.id,
      StackId: stack.id,
      OperationId: event.operationId,
      OperationType: stack.operations.find(({ id }) => id === event.operationId)?.type,
      EventType: event.status.endsWith('_FAILED') ? 'PROVISIONING_ERROR' : 'STACK_EVENT',
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.physicalId,
      ResourceType: event.type,
      Timestamp: event.at,
      ResourceStatus: event.status,
      ResourceStatusReason: event.reason,
      ResourceProperties: event.properties,
      ClientRequestToken: event.token,
    })),
    NextToken: page.next,
  };
}

function isFiltered(filters: QueryValue | undefined): boolean {
  return JSON.stringify(filters ?? {}) === '{"FailedEvents":"true"}';
}
