import { type Grant, listGrant, readGrant, sourceArnsOf } from './grants.ts';
import { changeText, type JsonPart, type TextChange, withoutItem } from './json-source.ts';
import { sourceArnsPart } from './merge.ts';
import { readPolicy } from './read-policy.ts';
import type { EdgeReader, Statement } from './statement.ts';

export type PolicyRemoval =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly text: string }
  /** Nothing else was in it: the bucket has no policy any more. */
  | { readonly kind: 'emptied' };

/**
 * The policy without what `withDistribution` put there for this distribution. A policy that was merged by it alone comes back as it was;
 * a `Statement` that was an object stays the list it became.
 */
export function withoutDistribution(policy: string, reader: EdgeReader): PolicyRemoval {
  let text = policy;
  for (const grant of [listGrant(reader), readGrant(reader)]) {
    const left = without(text, grant, reader);
    if (left === undefined) return { kind: 'emptied' };
    text = left;
  }
  return text === policy ? { kind: 'unchanged' } : { kind: 'changed', text };
}

/** Undefined when no statement is left. */
function without(text: string, grant: Grant, reader: EdgeReader): string | undefined {
  // Whichever objects it was for.
  const anywhere = { ...grant, needed: undefined };
  const source = readPolicy(text);
  const index =
    source?.statements.findIndex(({ statement }) =>
      sourceArnsOf(statement, anywhere)?.arns.includes(reader.distributionArn),
    ) ?? -1;
  const found = source?.statements[index];
  if (source === undefined || found === undefined) return text;
  const arns = sourceArnsPart(found.part, anywhere);
  if (arns !== undefined && arns.items.length > 1) {
    return changeText(text, [withoutArn(text, arns, reader.distributionArn)]);
  }
  if (!isOurs(found.statement, grant)) return text;
  if (source.statements.length === 1) return undefined;
  return changeText(text, [withoutItem(source.statementElement, index)]);
}

/** A list of two becomes the text that it probably was. */
function withoutArn(text: string, list: JsonPart, arn: string): TextChange {
  const index = list.items.findIndex(({ value }) => value === arn);
  const others = list.items.filter((_, at) => at !== index);
  const [other] = others;
  if (others.length > 1 || other === undefined) return withoutItem(list, index);
  return { start: list.start, end: list.end, text: text.slice(other.start, other.end) };
}

/** Statements of others are theirs, even when they name this distribution alone. */
function isOurs({ Sid }: Statement, { sid }: Grant): boolean {
  return typeof Sid === 'string' && Sid.startsWith(sid);
}
