/** Something that `status` found to be off. */
export interface StatusFindingEvent {
  readonly type: 'status';
  /** Stable, kebab-case, listed in docs/status.md. */
  readonly code: string;
  /** What it is about: `distribution`, `names`, … */
  readonly part: string;
  /** A `note` leaves the exit code 0. */
  readonly severity: 'problem' | 'warning' | 'note';
  readonly message: string;
  /** What mends it, the best first; empty: nothing has to be done. */
  readonly next: readonly string[];
}
