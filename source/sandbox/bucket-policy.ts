import { conditionsHold, texts } from './policy-conditions.ts';
import { isObject, type JsonInput } from './protocol/json.ts';
import { matchesWildcard } from './wildcard.ts';
import type { Bucket } from './world.ts';

/** Someone who asks for something in a bucket. */
export interface BucketRequest {
  /** `AWS:arn:…` or `Service:cloudfront.amazonaws.com`. */
  readonly principal: string;
  /** `s3:GetObject` */
  readonly action: string;
  /** Empty: the bucket itself. */
  readonly key: string;
  /** The condition keys that are there, in lower case: `aws:sourcearn`, `s3:x-amz-server-side-encryption`. */
  readonly context: Readonly<Record<string, string>>;
}

export type Verdict = 'allow' | 'deny' | 'silent';

/** What a bucket's policy says of a request: a denial wins; `silent`: nothing matches. */
export function policyVerdict(bucket: Bucket, request: BucketRequest): Verdict {
  const resource = `arn:aws:s3:::${bucket.name}${request.key === '' ? '' : `/${request.key}`}`;
  return verdictOf(bucket.policy, resource, request);
}

/** What the policy of a KMS key says: there every resource is the key itself. */
export function keyVerdict(policy: string | undefined, request: Omit<BucketRequest, 'key'>): Verdict {
  return verdictOf(policy, undefined, request);
}

/** Whether a policy lets everybody do something (AWS, "The meaning of public"). */
export function isPublic(policy: string): boolean {
  return statementsOf(policy).some(
    (statement) =>
      statement.Effect === 'Allow' &&
      principals(statement.Principal).includes('*') &&
      !limitsWho(statement.Condition),
  );
}

/** Conditions that say who it is, by values without wildcards, make a statement for everybody one for some. */
function limitsWho(conditions: unknown): boolean {
  if (!isObject(conditions)) return false;
  const limiting =
    /^aws:(source(ip|arn|vpc|vpce|account|owner)|principal(orgid|orgpaths|arn|account)|userid)$/i;
  return Object.entries(conditions).some(
    ([operator, keys]) =>
      /^(String|Arn|Ip)(Equals|Like|Address)/.test(operator) &&
      isObject(keys) &&
      Object.entries(keys).some(
        ([key, values]) => limiting.test(key) && texts(values).every((value) => !/[*?]|\/0$/.test(value)),
      ),
  );
}

function verdictOf(
  policy: string | undefined,
  resource: string | undefined,
  request: Omit<BucketRequest, 'key'>,
): Verdict {
  const effects = statementsOf(policy)
    .filter((statement) => applies(statement, resource, request))
    .map((statement) => statement.Effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : 'silent';
}

function statementsOf(text: string | undefined): readonly JsonInput[] {
  const policy: unknown = JSON.parse(text ?? '{}');
  if (!isObject(policy)) return [];
  return (Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]).filter(isObject);
}

function applies(
  statement: JsonInput,
  resource: string | undefined,
  { principal, action, context }: Omit<BucketRequest, 'key'>,
): boolean {
  const isAction = (pattern: string) => matchesWildcard(pattern, action, 'either-case');
  const isResource = (pattern: string) => matchesWildcard(pattern, resource ?? '', 'exact');
  // An account is named by its root, and stands for everybody in it.
  const account = /^AWS:arn:aws:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
  const isPrincipal = (each: string) =>
    each === '*' ||
    each === principal ||
    (account !== undefined && each === `AWS:arn:aws:iam::${account}:root`);
  return (
    oneOf(statement, 'Principal', principals, isPrincipal) &&
    oneOf(statement, 'Action', texts, isAction) &&
    (resource === undefined || oneOf(statement, 'Resource', texts, isResource)) &&
    conditionsHold(statement.Condition, context)
  );
}

/** `Action` matches one of its values, `NotAction` none. */
function oneOf(
  statement: JsonInput,
  element: 'Principal' | 'Action' | 'Resource',
  read: (value: unknown) => readonly string[],
  matches: (value: string) => boolean,
): boolean {
  const negated = statement[`Not${element}`];
  if (negated !== undefined) return !read(negated).some(matches);
  return read(statement[element]).some(matches);
}

function principals(principal: unknown): readonly string[] {
  if (!isObject(principal)) return texts(principal);
  return Object.entries(principal).flatMap(([kind, values]) =>
    texts(values).map((value) => (value === '*' ? '*' : `${kind}:${value}`)),
  );
}
