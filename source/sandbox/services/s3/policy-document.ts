import { texts } from '../../policy-conditions.ts';
import { isObject, type JsonInput } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';

/** Bytes, white space between values not counted. */
const mostBytes = 20 * 1024;

/** Checks a policy as S3 does when it is put; returns it as S3 keeps it, without white space. Throws `MalformedPolicy`. */
export function readPolicyDocument(text: string, bucket: string): string {
  const policy = parse(text);
  const kept = JSON.stringify(policy);
  if (Buffer.byteLength(kept) > mostBytes) {
    throw malformed('Policy exceeds the maximum allowed document size.');
  }
  if (policy.Version !== undefined && !['2012-10-17', '2008-10-17'].includes(String(policy.Version))) {
    throw malformed('The policy must contain a valid version string');
  }
  const elements: unknown = policy.Statement;
  if (elements === undefined) throw malformed('Missing required field Statement');
  const statements: readonly unknown[] = Array.isArray(elements) ? elements : [elements];
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  const sids: string[] = [];
  for (const statement of statements) {
    if (!isObject(statement)) throw malformed('Invalid policy syntax.');
    check(statement, bucket);
    if (typeof statement.Sid !== 'string') continue;
    if (sids.includes(statement.Sid))
      throw malformed('Statement IDs (SID) in a single policy must be unique.');
    sids.push(statement.Sid);
  }
  return kept;
}

function parse(text: string): JsonInput {
  try {
    const policy: unknown = JSON.parse(text);
    if (text.startsWith('{') && isObject(policy)) return policy;
  } catch {
    // Answered below.
  }
  throw malformed("Policies must be valid JSON and the first byte must be '{'");
}

function check(statement: JsonInput, bucket: string): void {
  const known = /^(Sid|Effect|Principal|NotPrincipal|Action|NotAction|Resource|NotResource|Condition)$/;
  const unknown = Object.keys(statement).find((name) => !known.test(name));
  if (unknown !== undefined) throw malformed(`Unknown field ${unknown}`);
  if (statement.Effect === undefined) throw malformed('Missing required field Effect');
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
    throw malformed(`Invalid effect: ${statement.Effect}`);
  for (const element of ['Principal', 'Action', 'Resource']) {
    if ((statement[element] ?? statement[`Not${element}`]) === undefined)
      throw malformed(`Missing required field ${element}`);
  }
  if (statement.Effect === 'Allow' && statement.NotPrincipal !== undefined)
    throw malformed('Allow with NotPrincipal is not allowed.');
  checkPrincipals(statement.Principal ?? statement.NotPrincipal);
  const actions = texts(statement.Action ?? statement.NotAction);
  if (!actions.every((action) => /^(\*|s3:[\w*?]+)$/i.test(action))) {
    throw malformed('Policy has invalid action');
  }
  const resources = texts(statement.Resource ?? statement.NotResource);
  const arn = `arn:aws:s3:::${bucket}`;
  if (!resources.every((resource) => resource === arn || resource.startsWith(`${arn}/`))) {
    throw malformed('Policy has invalid resource');
  }
  const onlyBucket = resources.every((resource) => resource === arn);
  if (statement.Action !== undefined && onlyBucket && actions.every((action) => /object/i.test(action))) {
    throw malformed('Action does not apply to any resource(s) in statement');
  }
}

function checkPrincipals(principal: unknown): void {
  if (principal === '*') return;
  if (!isObject(principal)) throw malformed('Invalid principal in policy');
  for (const [kind, values] of Object.entries(principal)) {
    if (!/^(AWS|Service|Federated|CanonicalUser)$/.test(kind)) throw malformed('Invalid principal in policy');
    const valid =
      kind !== 'AWS' || texts(values).every((value) => /^(\*|\d{12}|arn:aws:(iam|sts)::.+)$/.test(value));
    if (!valid || texts(values).length === 0) throw malformed('Invalid principal in policy');
  }
}

function malformed(message: string): Fault {
  return new Fault('MalformedPolicy', message);
}
