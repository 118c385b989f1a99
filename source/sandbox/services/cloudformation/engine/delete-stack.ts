import type { Stack } from '../stack.ts';
import { deleteAll } from './clean-up.ts';
import { enterStatus } from './events.ts';
import type { Home } from './home.ts';
import { withdrawExports } from './outputs.ts';

/** Deletes a stack and what is in it, what depends on others first. */
export function deleteStack(
  home: Home,
  stack: Stack,
  done: (deleted: boolean) => void = () => {},
  token?: string,
): void {
  stack.deletionToken = token;
  const id = home.world.identifiers.uuid();
  stack.operations.unshift({ id, type: 'DELETE_STACK' });
  enterStatus(home, stack, 'DELETE_IN_PROGRESS', stack.parentId === undefined ? 'User Initiated' : undefined);
  const all = [...stack.resources.values()].map((record) => ({ record, policy: record.deletionPolicy }));
  deleteAll(home, stack, all, (failures) => {
    if (failures.length > 0) {
      const text = `The following resource(s) failed to delete: [${failures.join(', ')}]. `;
      enterStatus(home, stack, 'DELETE_FAILED', text);
      done(false);
      return;
    }
    withdrawExports(home, stack);
    stack.deleted = home.world.clock.now();
    enterStatus(home, stack, 'DELETE_COMPLETE');
    done(true);
  });
}
