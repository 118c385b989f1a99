export interface OrderedRun {
  /** Starts nothing more; `finished` is not called. */
  stop(): void;
}

export interface OrderedWork {
  readonly ids: Iterable<string>;
  /** What must be done before it; ids that are not among `ids` do not count. */
  needs(id: string): readonly string[];
  run(id: string, done: () => void): void;
  finished(): void;
}

/** Runs each as soon as everything that it needs is done, as many at once as there are. */
export function inOrder(work: OrderedWork): OrderedRun {
  const waiting = new Set(work.ids);
  const open = new Set(waiting);
  let stopped = false;
  let advancing = false;
  let again = false;

  function advance(): void {
    if (advancing) {
      again = true;
      return;
    }
    advancing = true;
    do {
      again = false;
      for (const id of [...waiting]) {
        if (stopped || work.needs(id).some((need) => open.has(need))) continue;
        waiting.delete(id);
        work.run(id, () => done(id));
      }
    } while (again);
    advancing = false;
    if (open.size === 0 && !stopped) {
      stopped = true;
      work.finished();
    }
  }

  function done(id: string): void {
    if (open.delete(id) && !stopped) advance();
  }

  advance();
  return {
    stop: () => {
      stopped = true;
    },
  };
}

/** The other way round: who needs it. For deletions and for going back. */
export function reversed(
  ids: Iterable<string>,
  needs: (id: string) => readonly string[],
): (id: string) => readonly string[] {
  const dependents = new Map<string, string[]>();
  for (const id of ids) {
    for (const need of needs(id)) dependents.set(need, [...(dependents.get(need) ?? []), id]);
  }
  return (id) => dependents.get(id) ?? [];
}
