/** What time it is; a replay and a test have their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
