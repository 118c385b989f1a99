import { type AwsResponse, Fault, type Operation } from '../service.ts';

type Run = () => AwsResponse | Promise<AwsResponse>;
type Extras = Pick<Operation, 'action' | 'resource'>;

/** An operation that changes nothing. */
export function reads(name: string, run: Run, extras: Extras = {}): Operation {
  return { name, write: false, run, ...extras };
}

/** An operation that changes something in AWS. */
export function writes(name: string, run: Run, extras: Extras = {}): Operation {
  return { name, write: true, run, ...extras };
}

/** What a query service says of an action that it does not have. */
export function unknownAction(action: string, version: string): Fault {
  return new Fault('InvalidAction', `Could not find operation ${action} for version ${version}`);
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts; undefined on the last one. */
  readonly next: string | undefined;
}

/** One page of a list. The token is the position it starts at, as opaque to callers as AWS's own. */
export function pageOf<Item>(all: readonly Item[], token: string | undefined, size: number): Page<Item> {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0)
    throw new Fault('InvalidNextToken', 'The specified token is not valid.');
  const end = start + size;
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined,
  };
}
