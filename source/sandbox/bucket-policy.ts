import { isObject } from './protocol/json.ts';
import { matchesWildcard } from './wildcard.ts';
import type { Bucket } from './world.ts';

/** Someone who asks for something in a bucket. */
export interface BucketRequest {
  /** `AWS:arn:…` or `Service:cloudfront.amazonaws.com`. */
  readonly principal: string;
  /** `s3:GetObject` */
  readonly action: string;
  readonly key: string;
  /** The condition keys that are there, in lower case: `aws:sourcearn`, `s3:x-amz-server-side-encryption`. */
  readonly context: Readonly<Record<string, string>>;
}

/** What a bucket's policy says of a request: a denial wins; `silent`: nothing matches. */
export function policyVerdict(bucket: Bucket, request: BucketRequest): 'allow' | 'deny' | 'silent' {
  const effects = statementsOf(bucket)
    .filter((statement) => applies(statement, bucket, request))
    .map((statement) => statement.Effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : 'silent';
}

type Statement = { readonly [name: string]: unknown };

function statementsOf(bucket: Bucket): readonly Statement[] {
  const policy: unknown = JSON.parse(bucket.policy ?? '{}');
  if (!isObject(policy)) return [];
  return (Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]).filter(isObject);
}

function applies(statement: Statement, bucket: Bucket, request: BucketRequest): boolean {
  const resource = `arn:aws:s3:::${bucket.name}${request.key === '' ? '' : `/${request.key}`}`;
  return (
    principals(statement.Principal).some(
      (principal) => principal === '*' || principal === request.principal,
    ) &&
    texts(statement.Action).some((action) => matchesWildcard(action, request.action, 'either-case')) &&
    texts(statement.Resource).some((pattern) => matchesWildcard(pattern, resource, 'exact')) &&
    conditionsHold(statement.Condition, request)
  );
}

function principals(principal: unknown): readonly string[] {
  if (!isObject(principal)) return texts(principal);
  return Object.entries(principal).flatMap(([kind, values]) =>
    texts(values).map((value) => (value === '*' ? '*' : `${kind}:${value}`)),
  );
}

function conditionsHold(conditions: unknown, { context }: BucketRequest): boolean {
  if (!isObject(conditions)) return true;
  return Object.entries(conditions).every(
    ([operator, keys]) =>
      isObject(keys) &&
      Object.entries(keys).every(([key, values]) =>
        conditionHolds(operator, context[key.toLowerCase()], texts(values)),
      ),
  );
}

/** Operators without `IfExists` fail on a key that is absent, their negations hold. */
function conditionHolds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'ArnEquals':
      return value !== undefined && wanted.includes(value);
    case 'StringLike':
    case 'ArnLike':
      return value !== undefined && wanted.some((pattern) => matchesWildcard(pattern, value, 'exact'));
    case 'StringNotEquals':
      return value === undefined || !wanted.includes(value);
    case 'StringNotEqualsIfExists':
      return value !== undefined && !wanted.includes(value);
    case 'Null':
      return wanted.includes(String(value === undefined));
    case 'Bool':
      return value !== undefined && wanted.some((flag) => flag.toLowerCase() === value);
    default:
      // An operator that is not modelled holds for nobody: an Allow stays closed, as the careful reading would have it.
      return false;
  }
}

function texts(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((item) => typeof item === 'string' || typeof item === 'boolean')
    .map((item) => String(item));
}
