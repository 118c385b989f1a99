import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { Fault } from '../../../service.ts';
import type { Home } from '../engine/home.ts';
import { checkUpdatable, startOperation } from '../engine/start.ts';
import { present } from '../value.ts';
import { findChangeSet } from './find.ts';

/** ExecuteChangeSet: begins what the change set describes. */
export function executeChangeSet(home: Home, input: QueryInput): void {
  const { stack, changeSet } = findChangeSet(home, input);
  if (changeSet.status !== 'CREATE_COMPLETE') {
    throw invalidStatus(
      `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
    );
  }
  const token = queryText(input, 'ClientRequestToken');
  // The same request once more, because its answer was lost.
  if (token !== undefined && stack.changeSetId === changeSet.id && stack.operation?.token === token) return;
  if (changeSet.executionStatus !== 'AVAILABLE') {
    throw invalidStatus(
      `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
    );
  }
  if (changeSet.parentId !== undefined) {
    throw new Fault('ValidationError', 'Only the root change set of nested stacks can be executed.');
  }
  if (changeSet.type === 'UPDATE') checkUpdatable(stack);
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  stack.changeSetId = changeSet.id;
  const operation = startOperation(
    home,
    stack,
    changeSet.type === 'CREATE' ? 'create' : 'update',
    changeSet.settings,
    {
      ...present('token', token),
      disableRollback: queryText(input, 'DisableRollback') === 'true',
      succeeded: () => {
        changeSet.executionStatus = 'EXECUTE_COMPLETE';
      },
      failed: () => {
        changeSet.executionStatus = 'EXECUTE_FAILED';
      },
    },
  );
  operation.whenSettled(() => {
    if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') changeSet.executionStatus = 'EXECUTE_FAILED';
  });
}

/** DeleteChangeSet, with the change sets of its nested stacks. */
export function deleteChangeSet(home: Home, input: QueryInput): void {
  const { stack, changeSet } = findChangeSet(home, input);
  if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
    throw invalidStatus(
      `ChangeSet [${changeSet.id}] cannot be deleted in its current execution status of [${changeSet.executionStatus}]`,
    );
  }
  changeSet.status = 'DELETE_COMPLETE';
  stack.changeSets.delete(changeSet.id);
  for (const { changeSetId } of changeSet.changes) {
    if (changeSetId !== undefined) deleteChangeSet(home, { ChangeSetName: changeSetId });
  }
}

function invalidStatus(message: string): Fault {
  return new Fault('InvalidChangeSetStatus', message);
}
