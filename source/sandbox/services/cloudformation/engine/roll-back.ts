import type { ResourceRecord } from '../stack.ts';
import { enterResource } from './events.ts';
import { nestedStackType, rollBackNestedStack } from './nested.ts';
import { inOrder, reversed } from './order.ts';
import { replacingProperties, updateResource } from './resource-work.ts';
import type { Run } from './run.ts';

/** Puts back what an update changed, last things first. New resources stay until the clean-up. */
export function goBack(run: Run, finished: (failures: readonly string[]) => void): void {
  const { stack } = run;
  const failed: string[] = [];
  const ids = [...new Set(run.touched)];
  const dependencies = (id: string) => stack.resources.get(id)?.dependencies ?? [];
  run.leftovers.length = 0;
  inOrder({
    ids,
    needs: reversed(ids, dependencies),
    run: (id, done) => {
      const before = run.before.resources.get(id);
      const now = stack.resources.get(id);
      if (!now) return done();
      if (!before) {
        run.leftovers.push({ record: now, policy: 'Delete' });
        return done();
      }
      if (before.type === nestedStackType) return rollBackNestedStack(run, before, done);
      if (tookOver(before, now)) return returnToEarlier(run, before, now, done);
      const work = {
        home: run.home,
        stack,
        wanted: before,
        goingBack: true,
        done: ({ kind }: { readonly kind: 'done' | 'failed' }) => {
          if (kind === 'failed') failed.push(id);
          done();
        },
      };
      updateResource(work, now);
    },
    finished: () => finished(failed),
  });
}

/** Whether a new resource took over or was about to. */
function tookOver(before: ResourceRecord, now: ResourceRecord): boolean {
  return (
    before.physicalId !== now.physicalId ||
    replacingProperties(before.type, now.properties, before.properties).length > 0
  );
}

function returnToEarlier(run: Run, before: ResourceRecord, now: ResourceRecord, done: () => void): void {
  const { clock } = run.home.world;
  if (now.physicalId !== before.physicalId) run.leftovers.push({ record: now, policy: 'Delete' });
  const { reason: _, ...earlier } = before;
  enterResource(run.home, run.stack, { ...earlier, status: 'UPDATE_IN_PROGRESS', at: clock.now() });
  clock.after(1, () => {
    enterResource(run.home, run.stack, { ...earlier, status: 'UPDATE_COMPLETE', at: clock.now() });
    done();
  });
}
