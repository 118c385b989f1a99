import { type Test, testsOf, together } from './conditions.ts';
import { readPolicy } from './read-policy.ts';
import {
  type EdgeReader,
  isAbout,
  isForEverybody,
  namesCloudFront,
  objectArns,
  type Statement,
  touchesResource,
} from './statement.ts';

/** A statement that denies, and what it means for CloudFront. Denials win over every permission. */
export interface Denial {
  /** Its Sid, or its place: `the 2nd statement`. */
  readonly name: string;
  /** `may-win`: it depends on what only the request will tell. */
  readonly effect: 'wins' | 'may-win' | 'harmless';
  readonly says: string;
  /** How to let CloudFront through. */
  readonly next?: string;
}

/** Every denial in the policy that is about reading these objects, in the policy's order. */
export function denialsFor(policy: string, reader: EdgeReader): readonly Denial[] {
  const statements = readPolicy(policy)?.statements ?? [];
  return statements.flatMap(({ statement }, index) =>
    statement.Effect === 'Deny' && isAboutReading(statement, reader)
      ? [judged(statement, index, reader)]
      : [],
  );
}

function isAboutReading(statement: Statement, reader: EdgeReader): boolean {
  const { Principal, NotPrincipal } = statement;
  const concerned =
    NotPrincipal === undefined
      ? isForEverybody(Principal) || namesCloudFront(Principal)
      : !isForEverybody(NotPrincipal) && !namesCloudFront(NotPrincipal);
  return concerned && isAbout(statement, 's3:GetObject') && touchesResource(statement, objectArns(reader));
}

function judged(statement: Statement, index: number, reader: EdgeReader): Denial {
  const name = typeof statement.Sid === 'string' ? statement.Sid : `statement ${index + 1}`;
  const tests = testsOf(statement.Condition, reader);
  switch (together(tests)) {
    case 'fails':
      return { name, effect: 'harmless', says: harmless(name, tests) };
    case 'uncertain': {
      const keys = keysOf(tests.filter(({ truth }) => truth === 'uncertain'));
      const says = `${name} may deny it to CloudFront: that depends on ${keys}.`;
      return { name, effect: 'may-win', says, next: exception };
    }
    case 'holds':
      return statement.NotPrincipal === undefined
        ? { name, effect: 'wins', says: `${name} ${reasonFor(tests)}`, next: exception }
        : {
            name,
            effect: 'wins',
            says: `${name} denies everybody but those in NotPrincipal, and CloudFront is not among them.`,
            next: 'Write it with Principal "*" and a condition on aws:PrincipalArn, and "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}',
          };
  }
}

const exception =
  'Add to its Condition: "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}. Services of AWS, CloudFront among them, are then left out of it';

function harmless(name: string, tests: readonly Test[]): string {
  const [failing] = tests.filter(({ truth }) => truth === 'fails');
  if (failing?.key === 'aws:securetransport') {
    return `${name} denies plain HTTP only. CloudFront asks the bucket as the visitor asked it: visitors who come by HTTPS are served, those by HTTP get 403.`;
  }
  return `${name} does not hold for CloudFront (${keysOf(tests)}).`;
}

/** Why a denial holds for CloudFront's requests, by the condition key that says most; completes "The statement …". */
const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /^aws:(sourcevpce?|vpcsourceip)$/,
    'denies what does not come through a certain VPC endpoint or VPC, and CloudFront does not.',
  ],
  [/^aws:sourceip$/, 'denies every address but those it names; CloudFront asks from addresses of its own.'],
  [
    /^aws:principalorg(id|paths)$/,
    'denies everybody outside an organization; CloudFront is a service of AWS and belongs to none.',
  ],
  [
    /^aws:(principal(arn|account|tag\/.*)|userid|username)$/,
    'denies everybody but the identities it names, and CloudFront is none.',
  ],
  [
    /^aws:source(arn|account)$/,
    'denies every source but those it names, and this distribution is not among them.',
  ],
  [/^aws:multifactorauth/, 'denies whoever has not signed in with MFA, which CloudFront cannot.'],
];

function reasonFor(tests: readonly Test[]): string {
  if (tests.length === 0) return 'denies it to everybody, CloudFront included.';
  const known = reasons.find(([pattern]) => tests.some(({ key }) => pattern.test(key)));
  return known?.[1] ?? `denies it to CloudFront: its condition holds (${keysOf(tests)}).`;
}

function keysOf(tests: readonly Test[]): string {
  return [...new Set(tests.map(({ key }) => key))].join(', ');
}
