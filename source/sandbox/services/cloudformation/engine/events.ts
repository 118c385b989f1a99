import type { ResourceRecord, Stack } from '../stack.ts';
import { type Properties, withTexts } from '../value.ts';
import type { Home } from './home.ts';

export interface ResourceMoment {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: string;
  readonly reason?: string;
  readonly properties?: Properties;
}

/** Writes down what happened to a resource. */
export function recordEvent(home: Home, stack: Stack, moment: ResourceMoment): void {
  const { identifiers, clock } = home.world;
  const id =
    moment.logicalId === stack.name
      ? identifiers.uuid()
      : `${moment.logicalId}-${moment.status}-${clock.now().toISOString()}`;
  const token = stack.deletionToken ?? stack.operation?.token;
  stack.events.push({
    id: stack.events.some((event) => event.id === id) ? `${id}-${stack.events.length}` : id,
    operationId: stack.operation?.id ?? '',
    logicalId: moment.logicalId,
    physicalId: moment.physicalId,
    type: moment.type,
    at: clock.now(),
    status: moment.status,
    ...(moment.reason === undefined ? {} : { reason: moment.reason }),
    ...(moment.properties === undefined ? {} : { properties: JSON.stringify(withTexts(moment.properties)) }),
    ...(token === undefined ? {} : { token }),
  });
}

/** Gives the stack its new state, with the event that says so. */
export function enterStatus(home: Home, stack: Stack, status: string, reason?: string): void {
  stack.status = status;
  stack.statusReason = reason;
  recordEvent(home, stack, {
    logicalId: stack.name,
    type: 'AWS::CloudFormation::Stack',
    physicalId: stack.id,
    status,
    ...(reason === undefined ? {} : { reason }),
  });
}

/**
 * Keeps the record of a resource and writes down the event of its new state. `sent` are the properties that the event
 * shows when the resource does not have them yet.
 */
export function enterResource(
  home: Home,
  stack: Stack,
  record: ResourceRecord,
  sent: Properties = record.properties,
): void {
  stack.resources.set(record.logicalId, record);
  recordEvent(home, stack, { ...record, properties: sent });
}
