import type { Fault } from '../../../service.ts';
import type { World } from '../../../world.ts';
import type { Tags } from '../stack.ts';
import type { Properties } from '../value.ts';

/** Where a resource is being made. */
export interface Place {
  readonly world: World;
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  /** The stack's tags, which most types pass on. */
  readonly tags: Tags;
}

/** What came of making or changing a resource. */
export interface Made {
  readonly physicalId: string;
  readonly attributes: Properties;
}

export interface Earlier extends Made {
  readonly properties: Properties;
}

export interface Durations {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

/** What CloudFormation knows about one type of resource. A handler throws `Fault` to fail with that message. */
export interface ResourceType {
  /** Top-level properties whose change makes a new resource. */
  readonly createOnly: readonly string[];
  /** AWS's seconds. */
  readonly seconds: Durations;
  /** Gets the stack's tags, so a change of those updates it. */
  readonly taggable?: boolean;
  /** Acts at the end of its time and not at the start, as a function that is called does. */
  readonly actsLast?: boolean;
  /** What has to be waited for before it acts: calls `ready` once, with what went wrong if it did. */
  prepare?(place: Place, properties: Properties, ready: (fault?: Fault) => void): void;
  create(place: Place, properties: Properties): Made;
  update(place: Place, properties: Properties, earlier: Earlier): Made;
  /** When its deletion begins, which may take long. */
  retire?(place: Place, earlier: Earlier): void;
  delete(place: Place, earlier: Earlier): void;
}

/** The ids that are still free to choose: `shop-prod-Bucket-1ABCDEF23456`. */
export function generatedName(place: Place, longest = 64): string {
  const suffix = place.world.identifiers.letters(12);
  const stem = `${place.stackName}-${place.logicalId}`.slice(0, longest - suffix.length - 1);
  return `${stem}-${suffix}`;
}
