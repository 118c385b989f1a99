/** What a finding is about; rows of `status` are called by these. */
export type Part =
  | 'run'
  | 'stack'
  | 'manifest'
  | 'distribution'
  | 'certificate'
  | 'names'
  | 'load-balancer'
  | 'tls'
  | 'static-assets'
  | 'functions'
  /** Of a static site. */
  | 'files'
  | 'name'
  | 'answer';

/**
 * `problem`: visitors notice, or nothing can be deployed; `warning`: they will, or something was begun and not finished; `note`: good to
 * know, and all may be well.
 */
export type Severity = 'problem' | 'warning' | 'note';

export interface StatusFinding {
  /** Stable, kebab-case, listed in docs/status.md. */
  readonly code: string;
  readonly part: Part;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  /** What mends it, commands first; empty: time does, or nothing has to. */
  readonly next: readonly string[];
}

export function problem(
  code: string,
  part: Part,
  message: string,
  ...next: readonly string[]
): StatusFinding {
  return { code, part, severity: 'problem', message, next };
}

export function warning(
  code: string,
  part: Part,
  message: string,
  ...next: readonly string[]
): StatusFinding {
  return { code, part, severity: 'warning', message, next };
}

export function note(code: string, part: Part, message: string, ...next: readonly string[]): StatusFinding {
  return { code, part, severity: 'note', message, next };
}

/** "api, web and 3 more" */
export function few(names: readonly string[], most = 3): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
