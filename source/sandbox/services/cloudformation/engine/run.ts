import type { OutputRecord, ResourceRecord, Settings, Stack } from '../stack.ts';
import type { Home } from './home.ts';

/** What the parts of one operation share. */
export interface Run {
  readonly home: Home;
  readonly stack: Stack;
  readonly kind: 'create' | 'update';
  readonly target: Settings;
  readonly disableRollback: boolean;
  readonly before: Before;
  /** Logical ids that were worked on, in the order in which that began. */
  readonly touched: string[];
  /** What is to be deleted once the stack has settled. */
  readonly leftovers: Leftover[];
}

export interface Before {
  readonly settings: Settings;
  readonly outputs: readonly OutputRecord[];
  readonly resources: ReadonlyMap<string, ResourceRecord>;
}

export interface Leftover {
  readonly record: ResourceRecord;
  readonly policy: string;
}

export interface Failure {
  readonly logicalId: string;
  readonly verb: 'create' | 'update';
}

/** "The following resource(s) failed to create: [A, B]. The following resource(s) failed to update: [C]. " */
export function failureText(failures: readonly Failure[]): string {
  return (['create', 'update'] as const)
    .map((verb) => {
      const ids = failures.filter((failure) => failure.verb === verb).map(({ logicalId }) => logicalId);
      return ids.length === 0 ? '' : `The following resource(s) failed to ${verb}: [${ids.join(', ')}]. `;
    })
    .join('');
}
