import type { PlainMap } from '../../yaml/plain-value.ts';
import {
  type Grant,
  gives,
  isForAnyDistribution,
  listGrant,
  readGrant,
  sourceArnsOf,
  statementFor,
} from './grants.ts';
import { appended, changeText, compact, type JsonPart, type TextChange, written } from './json-source.ts';
import { type PolicySource, readPolicy } from './read-policy.ts';
import type { EdgeReader, Statement } from './statement.ts';

/** Bytes that S3 takes, white space between values not counted (AWS, "Bucket policies are limited to 20 KB in size"). */
const mostBytes = 20 * 1024;

export type PolicyMerge =
  | { readonly kind: 'unchanged'; readonly says: readonly string[] }
  | { readonly kind: 'changed'; readonly text: string; readonly says: readonly string[] }
  | { readonly kind: 'impossible'; readonly why: string; readonly next: string };

/**
 * The policy with what lets the distribution read the objects: merged, never replaced. What is there in another form is left alone;
 * every byte that need not change stays.
 */
export function withDistribution(
  policy: string | undefined,
  reader: EdgeReader,
  also: { readonly listBucket?: boolean } = {},
): PolicyMerge {
  const grants = [readGrant(reader), ...(also.listBucket === true ? [listGrant(reader)] : [])];
  const said: string[] = [];
  let text = policy;
  for (const grant of grants) {
    const merged = merge(text, grant, reader);
    if (merged === undefined) {
      return {
        kind: 'impossible',
        why: `The policy of ${reader.bucket} cannot be read: it is not JSON with a Statement.`,
        next: 'Mend it in the S3 console, under Permissions',
      };
    }
    text = merged.text;
    said.push(...merged.says);
  }
  if (text === undefined || text === policy) return { kind: 'unchanged', says: said };
  const bytes = new TextEncoder().encode(compact(text)).length;
  if (bytes > mostBytes) {
    return {
      kind: 'impossible',
      why: `The policy of ${reader.bucket} would have ${bytes.toLocaleString('en-US')} bytes, and S3 takes ${mostBytes.toLocaleString('en-US')}.`,
      next: `Take out ${(bytes - mostBytes).toLocaleString('en-US')} bytes of what nobody uses, or use a bucket of its own for the assets`,
    };
  }
  return { kind: 'changed', text, says: said };
}

interface Merged {
  readonly text: string;
  readonly says: readonly string[];
}

/** Undefined when the policy cannot be read. */
function merge(text: string | undefined, grant: Grant, reader: EdgeReader): Merged | undefined {
  const allows = grant.action === 's3:GetObject' ? 'read objects' : 'learn which objects are missing';
  if (text === undefined) {
    const policy = { Version: '2012-10-17', Statement: [statementFor(grant, reader, [])] };
    return {
      text: JSON.stringify(policy, null, 2),
      says: [`A policy is made: this distribution alone may ${allows}.`],
    };
  }
  const source = readPolicy(text);
  if (source === undefined) return undefined;
  const giving = source.statements.find(({ statement }) => gives(statement, grant, reader));
  if (giving !== undefined) return { text, says: [alreadyThere(giving.statement, allows)] };

  const shared = source.statements.find(({ statement }) => sourceArnsOf(statement, grant) !== undefined);
  if (shared !== undefined) {
    const change = extended(source, shared.part, grant, reader);
    if (change !== undefined) {
      return {
        text: changeText(text, change),
        says: [`${nameOf(shared.statement)} names this distribution, too: it may ${allows}.`],
      };
    }
  }
  const sids = source.statements.flatMap(({ statement }) =>
    typeof statement.Sid === 'string' ? [statement.Sid] : [],
  );
  const added = statementFor(grant, reader, sids);
  return {
    text: changeText(text, appendedStatement(source, added)),
    says: [`A statement is added (${added.Sid}): this distribution may ${allows}.`],
  };
}

function alreadyThere(statement: Statement, allows: string): string {
  const wide = isForAnyDistribution(statement)
    ? ' It lets any distribution of any account do so: AWS:SourceArn would keep others out.'
    : '';
  return `${nameOf(statement)} lets this distribution ${allows} already.${wide}`;
}

function nameOf(statement: Statement): string {
  return typeof statement.Sid === 'string' && statement.Sid !== ''
    ? `The statement ${statement.Sid}`
    : 'A statement without Sid';
}

/** One distribution more in `AWS:SourceArn`: a text becomes a list. */
function extended(
  { text }: PolicySource,
  part: JsonPart,
  grant: Grant,
  { distributionArn }: EdgeReader,
): readonly TextChange[] | undefined {
  const named = sourceArnsPart(part, grant);
  if (named === undefined) return undefined;
  if (named.items.length > 0) return [appended(text, named, distributionArn)];
  return [
    { start: named.start, end: named.start, text: '[' },
    { start: named.end, end: named.end, text: `,${JSON.stringify(distributionArn)}]` },
  ];
}

/** Where a statement's `AWS:SourceArn` stands. */
export function sourceArnsPart(part: JsonPart, grant: Grant): JsonPart | undefined {
  const statement = part.value;
  if (typeof statement !== 'object' || statement === null || !('Effect' in statement)) return undefined;
  const found = sourceArnsOf(statement, grant);
  if (found === undefined) return undefined;
  return part.members.get('Condition')?.members.get(found.operator)?.members.get(found.key);
}

function appendedStatement(
  { text, statementElement }: PolicySource,
  statement: PlainMap,
): readonly TextChange[] {
  if (Array.isArray(statementElement.value)) return [appended(text, statementElement, statement)];
  const { start, end } = statementElement;
  return [
    { start, end: start, text: '[' },
    { start: end, end, text: `,${written(text, start, statement)}]` },
  ];
}
