import type { ResourceEvent, StackEvent } from '../event.ts';
import { type CloudFormationEvent, isAboutStackItself, namesNestedStack } from './cloudformation-event.ts';
import type { Expectation } from './expectations.ts';
import type { Describe } from './proposal.ts';
import { stackStatus } from './status.ts';
import { wordsFor } from './words.ts';

export type Translate = (event: CloudFormationEvent) => StackEvent | ResourceEvent;

/**
 * Turns CloudFormation's events, oldest first, into ours. It remembers when things began and whether their stack goes back or cleans up,
 * which an event does not say by itself.
 */
export function translator(options: {
  readonly describe: Describe;
  readonly expectations: Expectation;
}): Translate {
  /** Stack id → the stack's own last status. */
  const statuses = new Map<string, string>();
  const began = new Map<string, Date>();
  /** Stack id → the name of the stack that holds it. */
  const parents = new Map<string, string>();
  /** The stack that is followed: the first one heard of. */
  let root: CloudFormationEvent | undefined;

  function ofStack(event: CloudFormationEvent): StackEvent {
    statuses.set(event.stackId, event.status);
    const { state, settled } = stackStatus(event.status);
    const milliseconds = elapsed(began, event.stackId, event.at, settled);
    // A nested stack may speak before its holder says that it holds it.
    const parent =
      event.stackId === root?.stackId ? undefined : (parents.get(event.stackId) ?? root?.stackName);
    return {
      type: 'stack',
      stack: event.stackName,
      stackId: event.stackId,
      status: event.status,
      state,
      ...(event.reason !== undefined && { reason: event.reason }),
      ...(parent !== undefined && { parent }),
      ...(milliseconds !== undefined && { milliseconds }),
    };
  }

  function ofResource(event: CloudFormationEvent): ResourceEvent {
    if (namesNestedStack(event)) parents.set(event.physicalId, event.stackName);
    const { logicalId, physicalId, resourceType, stackName, status, reason, at } = event;
    const doing = doingOf(status, statuses.get(event.stackId) ?? '');
    const state = stateOf(status);
    const milliseconds = elapsed(began, `${event.stackId} ${logicalId} ${doing}`, at, state !== 'under-way');
    const expected = options.expectations(resourceType, doing);
    const described = event.stackId === root?.stackId ? options.describe(logicalId, resourceType) : undefined;
    return {
      type: 'resource',
      stack: stackName,
      logicalId,
      ...(physicalId !== '' && { physicalId }),
      resourceType,
      description: described ?? wordsFor(logicalId, resourceType),
      status,
      state,
      doing,
      ...(reason !== undefined && { reason }),
      at: at.toISOString(),
      ...(milliseconds !== undefined && { milliseconds }),
      ...(expected !== undefined && { expectedMilliseconds: expected }),
    };
  }

  return (event) => {
    root ??= event;
    return isAboutStackItself(event) ? ofStack(event) : ofResource(event);
  };
}

/** From the first event in progress to the one that ends it; undefined when either was not seen. */
function elapsed(began: Map<string, Date>, key: string, at: Date, ended: boolean): number | undefined {
  const start = began.get(key);
  if (!ended) {
    if (start === undefined) began.set(key, at);
    return undefined;
  }
  began.delete(key);
  return start === undefined ? undefined : Math.max(0, at.getTime() - start.getTime());
}

function doingOf(status: string, stack: string): ResourceEvent['doing'] {
  if (stack.endsWith('_CLEANUP_IN_PROGRESS')) return 'clean-up';
  if (stack.endsWith('ROLLBACK_IN_PROGRESS')) return 'roll-back';
  if (status.startsWith('DELETE_')) return 'delete';
  if (status.startsWith('CREATE_') || status.startsWith('IMPORT_')) return 'create';
  return status.includes('ROLLBACK') ? 'roll-back' : 'update';
}

function stateOf(status: string): ResourceEvent['state'] {
  if (status.endsWith('_IN_PROGRESS')) return 'under-way';
  return status.endsWith('_FAILED') ? 'failed' : 'done';
}
