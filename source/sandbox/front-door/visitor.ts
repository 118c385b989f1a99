/** A request from a visitor, or from the edge on a visitor's behalf. */
export interface Visitor {
  readonly scheme: 'http' | 'https';
  /** What the `Host` header says, without a port, in lower case. */
  readonly host: string;
  readonly method: string;
  /** Begins with a slash, without the query. */
  readonly path: string;
  /** Without the question mark; empty: none. */
  readonly query: string;
  readonly from: 'anywhere' | 'cloudfront';
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly through: 'edge' | 'load-balancer' | 'nowhere';
  readonly why: string;
}

/** Nobody answers: the connection is dropped or refused. */
export interface Silence {
  readonly silent: 'dropped' | 'refused';
  readonly why: string;
}

export function isSilence(outcome: Answer | Silence): outcome is Silence {
  return 'silent' in outcome;
}
