import { Fault } from '../../../service.ts';
import type { Settings, Stack } from '../stack.ts';
import { deleteAll } from './clean-up.ts';
import { enterStatus } from './events.ts';
import { type Forward, goForward } from './forward.ts';
import type { Home } from './home.ts';
import { cleanUpNestedStacks } from './nested.ts';
import { publishOutputs } from './outputs.ts';
import { goBack } from './roll-back.ts';
import { type Failure, failureText, type Run } from './run.ts';
import { liveView, scopeOf } from './scope.ts';
import { activeResources } from './wanted.ts';

export interface OperationOptions {
  readonly kind: 'create' | 'update';
  readonly settings: Settings;
  readonly token?: string;
  readonly disableRollback?: boolean;
  /** The stack above tells when to clean up. */
  readonly nested?: boolean;
  /** The resources are as wanted; the clean-up is still to come. */
  succeeded?(): void;
  /** It could not be done; going back has begun (or not, when that was not wanted). */
  failed?(reason: string): void;
}

type Phase = 'forward' | 'succeeded' | 'going-back' | 'settled';

/** AWS's seconds between the stack's first event and its first resource's. */
const secondsUntilFirstResource = 2;

/** One creation or update of a stack, from "User Initiated" to where it settles. */
export class Operation {
  id: string;
  readonly token: string | undefined;
  readonly #run: Run;
  readonly #options: OperationOptions;
  #phase: Phase = 'forward';
  #forward: Forward | undefined;
  readonly #whenSettled: (() => void)[] = [];

  constructor(home: Home, stack: Stack, options: OperationOptions) {
    this.id = home.world.identifiers.uuid();
    this.token = options.token;
    this.#options = options;
    this.#run = {
      home,
      stack,
      kind: options.kind,
      target: options.settings,
      disableRollback: options.disableRollback ?? false,
      before: { settings: stack.settings, outputs: stack.outputs, resources: new Map(stack.resources) },
      touched: [],
      leftovers: [],
    };
  }

  begin(): void {
    const { home, stack, kind, target, disableRollback } = this.#run;
    stack.operation = this;
    stack.operations.unshift({ id: this.id, type: kind === 'create' ? 'CREATE_STACK' : 'UPDATE_STACK' });
    stack.settings = target;
    stack.disableRollback = disableRollback;
    if (kind === 'update') stack.updated = home.world.clock.now();
    enterStatus(
      home,
      stack,
      this.#status('IN_PROGRESS'),
      this.#options.nested ? undefined : 'User Initiated',
    );
    home.world.clock.after(secondsUntilFirstResource, () => {
      if (this.#phase !== 'forward') return;
      this.#forward = goForward(this.#run, (failures) => this.#arrived(failures));
    });
  }

  /** Goes back although nothing failed: CancelUpdateStack, or the stack above goes back. */
  turnBack(reason: string): void {
    if (this.#phase === 'forward') this.#forward?.halt();
    if (this.#phase === 'forward' || this.#phase === 'succeeded') this.#turnBack(reason);
  }

  /** Deletes what the update left over; only for a stack whose stack above waited with that. */
  cleanUp(done: () => void): void {
    if (this.#phase === 'succeeded') this.#cleanUp();
    this.whenSettled(done);
  }

  whenSettled(run: () => void): void {
    if (this.#phase === 'settled') run();
    else this.#whenSettled.push(run);
  }

  #status(end: string): string {
    return `${this.#run.kind.toUpperCase()}_${end}`;
  }

  #arrived(failures: readonly Failure[]): void {
    if (failures.length > 0) {
      this.#fail(failureText(failures));
      return;
    }
    const { home, stack, kind } = this.#run;
    try {
      publishOutputs(home, stack);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#fail(error.message);
      return;
    }
    this.#phase = 'succeeded';
    if (kind === 'update') enterStatus(home, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    if (!this.#options.nested || kind === 'create') this.#cleanUp();
    this.#options.succeeded?.();
  }

  #fail(reason: string): void {
    const { home, stack, disableRollback } = this.#run;
    if (!disableRollback) {
      this.#turnBack(reason);
      return;
    }
    enterStatus(home, stack, this.#status('FAILED'), reason);
    this.#options.failed?.(reason);
    this.#settle();
  }

  /** The clean-up of an update that went well. */
  #cleanUp(): void {
    const { home, stack, kind, leftovers, target, before } = this.#run;
    if (kind === 'create') {
      enterStatus(home, stack, 'CREATE_COMPLETE');
      this.#settle();
      return;
    }
    const scope = scopeOf(home, stack, target, liveView(stack.resources));
    const active = new Set(activeResources(target, scope).map(({ logicalId }) => logicalId));
    const removed = [...before.resources.values()].filter(({ logicalId }) => !active.has(logicalId));
    const all = [...leftovers, ...removed.map((record) => ({ record, policy: record.deletionPolicy }))];
    cleanUpNestedStacks(home, stack, () => {
      deleteAll(home, stack, all, () => {
        enterStatus(home, stack, 'UPDATE_COMPLETE');
        this.#settle();
      });
    });
  }

  #turnBack(reason: string): void {
    const { home, stack, kind, before } = this.#run;
    this.#phase = 'going-back';
    this.id = home.world.identifiers.uuid();
    stack.operations.unshift({ id: this.id, type: 'ROLLBACK' });
    if (kind === 'create') {
      enterStatus(home, stack, 'ROLLBACK_IN_PROGRESS', `${reason}Rollback requested by user.`);
      this.#options.failed?.(reason);
      this.#deleteEverything();
      return;
    }
    enterStatus(home, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
    stack.settings = before.settings;
    this.#options.failed?.(reason);
    goBack(this.#run, (failures) => this.#wentBack(failures));
  }

  #wentBack(failures: readonly string[]): void {
    const { home, stack, leftovers, before } = this.#run;
    if (failures.length > 0) {
      const text = `The following resource(s) failed to update: [${failures.join(', ')}]. `;
      enterStatus(home, stack, 'UPDATE_ROLLBACK_FAILED', text);
      this.#settle();
      return;
    }
    enterStatus(home, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    deleteAll(home, stack, leftovers, () => {
      for (const [logicalId, record] of before.resources) {
        stack.resources.set(logicalId, {
          ...record,
          status: stack.resources.get(logicalId)?.status ?? record.status,
        });
      }
      stack.outputs = before.outputs;
      enterStatus(home, stack, 'UPDATE_ROLLBACK_COMPLETE');
      this.#settle();
    });
  }

  /** A creation that failed leaves a stack without resources, which can only be deleted. */
  #deleteEverything(): void {
    const { home, stack } = this.#run;
    const all = [...stack.resources.values()].map((record) => ({ record, policy: 'Delete' }));
    deleteAll(home, stack, all, (failures) => {
      const text = `The following resource(s) failed to delete: [${failures.join(', ')}]. `;
      if (failures.length > 0) enterStatus(home, stack, 'ROLLBACK_FAILED', text);
      else enterStatus(home, stack, 'ROLLBACK_COMPLETE');
      this.#settle();
    });
  }

  #settle(): void {
    this.#phase = 'settled';
    for (const run of this.#whenSettled.splice(0)) run();
  }
}
