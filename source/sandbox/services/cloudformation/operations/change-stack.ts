import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { type AwsRequest, Fault } from '../../../service.ts';
import { computeChanges } from '../change-set/compute.ts';
import { deleteStack as startDeletion } from '../engine/delete-stack.ts';
import type { Home } from '../engine/home.ts';
import { importersOf } from '../engine/outputs.ts';
import { addStack, checkUpdatable, startOperation } from '../engine/start.ts';
import { readSettings } from '../settings-request.ts';
import { findStack, isBusy, type Stack } from '../stack.ts';
import { present } from '../value.ts';

/** CreateStack. */
export function createStack(home: Home, request: AwsRequest, input: QueryInput) {
  const name = queryText(input, 'StackName') ?? '';
  const existing = findStack(home.region, name);
  if (existing) throw new Fault('AlreadyExistsException', `Stack [${name}] already exists`);
  const settings = readSettings(home, request, input, undefined);
  const stack = addStack(home, name, settings);
  startOperation(home, stack, 'create', settings, optionsOf(input));
  return { StackId: stack.id };
}

/** UpdateStack. Throws `ValidationError` when nothing would change. */
export function updateStack(home: Home, request: AwsRequest, input: QueryInput) {
  const stack = namedStack(home, input);
  checkUpdatable(stack);
  const settings = readSettings(home, request, input, stack);
  if (!computeChanges(home, stack, settings).any) {
    throw new Fault('ValidationError', 'No updates are to be performed.');
  }
  startOperation(home, stack, 'update', settings, optionsOf(input));
  return { StackId: stack.id };
}

/** CancelUpdateStack: only while the update goes forward. */
export function cancelUpdateStack(home: Home, input: QueryInput): void {
  const stack = namedStack(home, input);
  if (stack.status !== 'UPDATE_IN_PROGRESS' || !stack.operation) {
    throw new Fault('ValidationError', 'CancelUpdateStack cannot be called from current stack status');
  }
  stack.operation.turnBack('User Initiated');
}

/** DeleteStack. A stack that is not there is as good as deleted. */
export function deleteStack(home: Home, input: QueryInput): void {
  const stack = findStack(home.region, queryText(input, 'StackName') ?? '');
  const token = queryText(input, 'ClientRequestToken');
  if (!stack || stack.status === 'DELETE_COMPLETE') return;
  if (isBusy(stack) && stack.status !== 'CREATE_IN_PROGRESS') {
    throw new Fault(
      'ValidationError',
      `Stack [${stack.name}] cannot be deleted while in status ${stack.status}`,
    );
  }
  for (const { exportName } of stack.outputs) {
    const importers = exportName === undefined ? [] : importersOf(home, exportName);
    if (importers.length === 0) continue;
    throw new Fault(
      'ValidationError',
      `Export ${exportName} cannot be deleted as it is in use by ${importers.join(', ')}`,
    );
  }
  if (stack.status !== 'CREATE_IN_PROGRESS' || !stack.operation) {
    startDeletion(home, stack, undefined, token);
    return;
  }
  stack.operation.turnBack('User Initiated');
  stack.operation.whenSettled(() => startDeletion(home, stack, undefined, token));
}

function namedStack(home: Home, input: QueryInput): Stack {
  const name = queryText(input, 'StackName') ?? '';
  const stack = findStack(home.region, name);
  if (stack && stack.status !== 'DELETE_COMPLETE') return stack;
  throw new Fault('ValidationError', `Stack [${name}] does not exist`);
}

function optionsOf(input: QueryInput) {
  const disabled =
    queryText(input, 'DisableRollback') === 'true' || queryText(input, 'OnFailure') === 'DO_NOTHING';
  return { disableRollback: disabled, ...present('token', queryText(input, 'ClientRequestToken')) };
}
