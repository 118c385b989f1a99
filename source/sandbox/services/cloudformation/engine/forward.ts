import { Fault } from '../../../service.ts';
import { resourceType } from '../resource-types/index.ts';
import type { ResourceRecord } from '../stack.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { dependenciesOf } from '../template/validate.ts';
import { sameValue } from '../value.ts';
import { enterResource } from './events.ts';
import { nestedStackType, workOnNestedStack } from './nested.ts';
import { inOrder, type OrderedRun } from './order.ts';
import { type CallOff, createResource, type Outcome, updateResource, type Wanted } from './resource-work.ts';
import type { Failure, Run } from './run.ts';
import { liveView, scopeOf } from './scope.ts';
import { activeResources, wantedResource } from './wanted.ts';

export interface Forward {
  /** Marks what is under way as cancelled and starts nothing more. Tells what was cancelled. */
  halt(): readonly Failure[];
}

/** Makes the stack's resources what the settings say, each as soon as what it depends on is there. */
export function goForward(run: Run, finished: (failures: readonly Failure[]) => void): Forward {
  const { home, stack, target } = run;
  const scope = scopeOf(home, stack, target, liveView(stack.resources));
  const active = new Map(
    activeResources(target, scope).map((declaration) => [declaration.logicalId, declaration]),
  );
  const underWay = new Map<string, { readonly verb: Failure['verb']; readonly callOff: CallOff }>();
  const failures: Failure[] = [];
  let order: OrderedRun | undefined;
  let over = false;

  function end(): void {
    if (over) return;
    over = true;
    order?.stop();
    finished(failures);
  }

  function halt(): readonly Failure[] {
    over = true;
    order?.stop();
    const cancelled = [...underWay].map(([logicalId, { verb, callOff }]) => {
      callOff();
      return { logicalId, verb };
    });
    underWay.clear();
    return cancelled;
  }

  function failed(logicalId: string, verb: Failure['verb']): void {
    failures.push({ logicalId, verb });
    order?.stop();
    if (!run.disableRollback) {
      if (over) return;
      failures.push(...halt());
      finished(failures);
    } else if (underWay.size === 0) end();
  }

  function settle(logicalId: string, verb: Failure['verb'], outcome: Outcome, done: () => void): void {
    underWay.delete(logicalId);
    if (over) return;
    if (outcome.kind === 'failed') {
      failed(logicalId, verb);
      return;
    }
    if (outcome.replaced) {
      run.leftovers.push({ record: outcome.replaced, policy: outcome.replaced.updateReplacePolicy });
    }
    if (failures.length > 0 && underWay.size === 0) end();
    else done();
  }

  function start(declaration: ResourceDeclaration, done: () => void): void {
    const { logicalId } = declaration;
    const existing = stack.resources.get(logicalId);
    const verb = existing ? 'update' : 'create';
    let wanted: Wanted;
    try {
      wanted = wantedResource(home, stack, target, declaration);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refuse(declaration, existing, error.message);
      failed(logicalId, verb);
      return;
    }
    const nested = wanted.type === nestedStackType;
    if (existing && !nested && isSame(existing, wanted)) {
      stack.resources.set(logicalId, { ...existing, ...wanted });
      done();
      return;
    }
    run.touched.push(logicalId);
    const work = {
      home,
      stack,
      wanted,
      done: (outcome: Outcome) => settle(logicalId, verb, outcome, done),
    };
    // Held before the work begins: a handler may fail at once.
    const held = { verb, callOff: () => {} } satisfies { verb: Failure['verb']; callOff: CallOff };
    underWay.set(logicalId, held);
    if (nested) held.callOff = workOnNestedStack(work, existing, run);
    else held.callOff = existing ? updateResource(work, existing) : createResource(work);
  }

  function refuse(
    declaration: ResourceDeclaration,
    existing: ResourceRecord | undefined,
    reason: string,
  ): void {
    run.touched.push(declaration.logicalId);
    enterResource(home, stack, {
      ...(existing ?? emptyRecord(declaration, run)),
      status: existing ? 'UPDATE_FAILED' : 'CREATE_FAILED',
      reason,
      at: home.world.clock.now(),
    });
  }

  const needs = new Map(
    [...active.values()].map((declaration) => [
      declaration.logicalId,
      dependenciesOf(declaration, target.template, scope.condition),
    ]),
  );
  order = inOrder({
    ids: active.keys(),
    needs: (id) => needs.get(id) ?? [],
    run: (id, done) => {
      const declaration = active.get(id);
      if (declaration && !over) start(declaration, done);
    },
    finished: end,
  });
  return { halt };
}

/** Whether CloudFormation would leave the resource alone: metadata does not count, the stack's tags do. */
function isSame(existing: ResourceRecord, wanted: Wanted): boolean {
  if (existing.type !== wanted.type || !sameValue(existing.properties, wanted.properties)) return false;
  return !resourceType(wanted.type).taggable || sameValue(existing.tags, wanted.tags);
}

function emptyRecord(declaration: ResourceDeclaration, run: Run): Omit<ResourceRecord, 'status' | 'at'> {
  return {
    logicalId: declaration.logicalId,
    type: declaration.type,
    physicalId: '',
    properties: {},
    tags: run.target.tags,
    attributes: {},
    dependencies: [],
    deletionPolicy: declaration.deletionPolicy,
    updateReplacePolicy: declaration.updateReplacePolicy,
  };
}
