import type { AwsResponse, Fault } from '../service.ts';
import { writeMembers, type XmlValue, xmlDeclaration } from './xml.ts';

/** What an AWS query request says: text, structures, and lists (`X.member.1`, EC2's `X.1`). */
export type QueryValue = string | readonly QueryValue[] | QueryInput;

export interface QueryInput {
  readonly [name: string]: QueryValue;
}

interface Branch {
  text?: string;
  readonly members: Map<string, Branch>;
}

/**
 * Reads a form body as the query protocol means it: `Tags.member.1.Key=a` is the list `Tags` with one structure.
 * Maps (`X.entry.1.key`) stay as a structure with the list `entry`.
 */
export function parseQuery(body: string): QueryInput {
  const root: Branch = { members: new Map() };
  for (const [path, text] of new URLSearchParams(body)) {
    let at = root;
    for (const step of path.split('.')) {
      const next = at.members.get(step) ?? { members: new Map() };
      at.members.set(step, next);
      at = next;
    }
    at.text = text;
  }
  return structure(root);
}

function structure(branch: Branch): QueryInput {
  return Object.fromEntries([...branch.members].map(([name, child]) => [name, value(child)]));
}

function value(branch: Branch): QueryValue {
  if (branch.members.size === 0) return branch.text ?? '';
  const only = branch.members.size === 1 ? branch.members.get('member') : undefined;
  const holder = only !== undefined && isNumbered(only) ? only : branch;
  if (!isNumbered(holder)) return structure(branch);
  return [...holder.members]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, child]) => value(child));
}

function isNumbered(branch: Branch): boolean {
  return branch.members.size > 0 && [...branch.members.keys()].every((name) => /^\d+$/.test(name));
}

/** A parameter that is text; a list or structure of that name counts as absent. */
export function queryText(input: QueryInput, name: string): string | undefined {
  const found = input[name];
  return typeof found === 'string' ? found : undefined;
}

/** A list; absent and empty (`Tags=`) are both no members. */
export function queryList(input: QueryInput, name: string): readonly QueryValue[] {
  const found = input[name];
  return isQueryList(found) ? found : [];
}

/** A list of text. */
export function queryTexts(input: QueryInput, name: string): readonly string[] {
  return queryList(input, name).filter((item) => typeof item === 'string');
}

/** A list of structures. */
export function queryStructures(input: QueryInput, name: string): readonly QueryInput[] {
  return queryList(input, name).filter(
    (item): item is QueryInput => typeof item !== 'string' && !isQueryList(item),
  );
}

function isQueryList(found: QueryValue | undefined): found is readonly QueryValue[] {
  return Array.isArray(found);
}

type Members = { readonly [name: string]: XmlValue };

const headers = { 'content-type': 'text/xml' };

/** An answer of the query protocol. Operations that return nothing pass undefined and get no result element. */
export function queryResponse(
  action: string,
  namespace: string,
  result: Members | undefined,
  requestId: string,
): AwsResponse {
  const content =
    result === undefined ? '' : `<${action}Result>${writeMembers(result, 'member')}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers,
    body: `<${action}Response xmlns="${namespace}">${content}${metadata}</${action}Response>`,
  };
}

/** An error of the query protocol; Route 53 and CloudFront use the same envelope. */
export function queryFault(fault: Fault, namespace: string, requestId: string): AwsResponse {
  const error = {
    Type: fault.status >= 500 ? 'Receiver' : 'Sender',
    Code: fault.code,
    Message: fault.message,
  };
  const content = writeMembers({ Error: error, RequestId: requestId }, 'member');
  return {
    status: fault.status,
    headers,
    body: `<ErrorResponse xmlns="${namespace}">${content}</ErrorResponse>`,
  };
}

/** EC2's variant: no result element, lists of `<item>`. */
export function ec2Response(
  action: string,
  namespace: string,
  result: Members,
  requestId: string,
): AwsResponse {
  const content = writeMembers({ requestId, ...result }, 'item');
  return {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `${xmlDeclaration}<${action}Response xmlns="${namespace}">${content}</${action}Response>`,
  };
}

/** EC2's own error envelope. */
export function ec2Fault(fault: Fault, requestId: string): AwsResponse {
  const errors = { Errors: { Error: { Code: fault.code, Message: fault.message } }, RequestID: requestId };
  return {
    status: fault.status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `${xmlDeclaration}<Response>${writeMembers(errors, 'item')}</Response>`,
  };
}
