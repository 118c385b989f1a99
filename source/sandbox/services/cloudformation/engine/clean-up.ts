import type { ResourceRecord, Stack } from '../stack.ts';
import type { Home } from './home.ts';
import { deleteNestedStack, nestedStackType } from './nested.ts';
import { inOrder, reversed } from './order.ts';
import { deleteResource } from './resource-work.ts';
import type { Leftover } from './run.ts';

/** Deletes, what depends on others first. Tells which could not be deleted. */
export function deleteAll(
  home: Home,
  stack: Stack,
  leftovers: readonly Leftover[],
  finished: (failures: readonly string[]) => void,
): void {
  const byKey = new Map(leftovers.map((leftover) => [keyOf(leftover.record), leftover]));
  const keysOf = (logicalId: string) =>
    [...byKey].filter(([, { record }]) => record.logicalId === logicalId).map(([key]) => key);
  const failures: string[] = [];
  inOrder({
    ids: byKey.keys(),
    needs: reversed(byKey.keys(), (key) => byKey.get(key)?.record.dependencies.flatMap(keysOf) ?? []),
    run: (key, done) => {
      const leftover = byKey.get(key);
      if (!leftover) return done();
      const { record, policy } = leftover;
      const settle = (deleted: boolean): void => {
        if (deleted) forget(stack, record);
        else failures.push(record.logicalId);
        done();
      };
      if (record.type === nestedStackType) deleteNestedStack(home, stack, record, settle);
      else deleteResource(home, stack, record, policy, settle);
    },
    finished: () => finished(failures),
  });
}

function keyOf(record: ResourceRecord): string {
  return `${record.logicalId} ${record.physicalId}`;
}

function forget(stack: Stack, record: ResourceRecord): void {
  if (stack.resources.get(record.logicalId)?.physicalId === record.physicalId) {
    stack.resources.delete(record.logicalId);
  }
}
