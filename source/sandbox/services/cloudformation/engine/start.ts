import { Fault } from '../../../service.ts';
import { isBusy, type Settings, Stack } from '../stack.ts';
import { type Home, stackArn } from './home.ts';
import { Operation, type OperationOptions } from './operation.ts';

type Options = Omit<OperationOptions, 'kind' | 'settings' | 'nested'>;

/** Adds a stack that has no resources yet. */
export function addStack(home: Home, name: string, settings: Settings): Stack {
  const names = { id: stackArn(home, name), name, created: home.world.clock.now() };
  const stack = new Stack(names, settings);
  home.region.stacks.set(stack.id, stack);
  return stack;
}

/** Begins to make the stack what the settings say. Change sets made before are obsolete from here on. */
export function startOperation(
  home: Home,
  stack: Stack,
  kind: 'create' | 'update',
  settings: Settings,
  options: Options = {},
): Operation {
  stack.revision += 1;
  for (const changeSet of stack.changeSets.values()) {
    if (changeSet.executionStatus === 'AVAILABLE') changeSet.executionStatus = 'OBSOLETE';
  }
  const operation = new Operation(home, stack, { ...options, kind, settings });
  operation.begin();
  return operation;
}

const updatable = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_FAILED',
  'IMPORT_COMPLETE',
]);

/** Throws `ValidationError` for a stack that cannot be updated as it stands. */
export function checkUpdatable(stack: Stack): void {
  if (updatable.has(stack.status) && !isBusy(stack)) return;
  throw new Fault('ValidationError', `Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}
