import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  denialsFor,
  withDistribution,
  withoutDistribution,
} from '../../../source/cdn/bucket-policy/index.ts';
import { policyVerdict } from '../../../source/sandbox/bucket-policy.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { arn, otherArn, reader } from './policies.ts';

const runs = propertyRuns(3_000);

/** One text, or a list of some. */
const oneOrMany = (...texts: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...texts),
    fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
  );

const tests: readonly (readonly [readonly string[], string, readonly string[]])[] = [
  [
    ['StringEquals', 'StringNotEquals', 'ArnLike', 'ArnNotEquals', 'StringLike'],
    'AWS:SourceArn',
    [arn, otherArn],
  ],
  [['StringEquals', 'StringNotEquals'], 'aws:SourceAccount', ['111122223333', '444455556666']],
  [['Bool', 'BoolIfExists'], 'aws:SecureTransport', ['true', 'false']],
  [['Bool', 'BoolIfExists'], 'aws:PrincipalIsAWSService', ['true', 'false']],
  [
    ['StringNotEquals', 'StringNotEqualsIfExists', 'StringEquals', 'StringEqualsIfExists'],
    'aws:PrincipalOrgID',
    ['o-1'],
  ],
  [['StringNotEquals', 'StringEquals'], 'aws:SourceVpce', ['vpce-1', 'vpce-2']],
  [['IpAddress', 'NotIpAddress'], 'aws:SourceIp', ['192.0.2.0/24', '0.0.0.0/0']],
  [['Null'], 'aws:PrincipalArn', ['true', 'false']],
];

const condition = fc
  .uniqueArray(
    fc
      .constantFrom(...tests)
      .chain(([operators, key, values]) =>
        fc.tuple(fc.constantFrom(...operators), fc.constant(key), oneOrMany(...values)),
      ),
    { minLength: 0, maxLength: 3, selector: ([operator]) => operator },
  )
  .map((chosen) =>
    Object.fromEntries(chosen.map(([operator, key, values]) => [operator, { [key]: values }])),
  );

const principal = fc.oneof(
  fc.constant('*'),
  oneOrMany('*', 'arn:aws:iam::111122223333:root').map((AWS) => ({ AWS })),
  oneOrMany('cloudfront.amazonaws.com', 'logs.amazonaws.com').map((Service) => ({ Service })),
);
const action = oneOrMany(
  's3:GetObject',
  's3:*',
  's3:Get*',
  'S3:getobject',
  's3:PutObject',
  's3:ListBucket',
  '*',
);
const resource = oneOrMany(
  'arn:aws:s3:::assets',
  'arn:aws:s3:::assets/*',
  'arn:aws:s3:::assets/static/*',
  'arn:aws:s3:::assets/st*',
  'arn:aws:s3:::assets/images/*',
);

const statement = fc
  .tuple(
    fc.constantFrom('Allow', 'Deny'),
    principal,
    action,
    resource,
    condition,
    fc.subarray(['Principal', 'Action', 'Resource']),
    fc.option(fc.constantFrom('Theirs "{[', 'AllowCloudFrontServicePrincipalReadOnly', 'Größe'), {
      nil: undefined,
    }),
  )
  .map(([Effect, Principal, Action, Resource, Condition, negated, Sid]) => {
    const not = (name: string) => (negated.includes(name) ? `Not${name}` : name);
    return {
      ...(Sid !== undefined && { Sid }),
      Effect,
      // S3 takes no Allow with NotPrincipal.
      [Effect === 'Allow' ? 'Principal' : not('Principal')]: Principal,
      [not('Action')]: Action,
      [not('Resource')]: Resource,
      ...(Object.keys(Condition).length > 0 && { Condition }),
    };
  });

const policy = fc
  .tuple(
    fc.uniqueArray(statement, { minLength: 1, maxLength: 5, selector: (one) => one.Sid ?? Symbol('none') }),
    fc.constantFrom('2012-10-17', '2008-10-17'),
    fc.constantFrom(undefined, 2, 4, '\t'),
    fc.boolean(),
  )
  .map(([statements, Version, indentation, alone]) => {
    const [first] = statements;
    const Statement = alone && statements.length === 1 ? first : statements;
    return JSON.stringify({ Version, Statement }, null, indentation);
  });

/** What the sandbox, which shares nothing with the program, says of CloudFront's request for an object of the pattern. */
function verdict(text: string) {
  const bucket = {
    name: 'assets',
    region: 'us-west-2',
    created: new Date(0),
    objects: new Map(),
    tags: {},
    policy: text,
  };
  return policyVerdict(bucket, {
    principal: 'Service:cloudfront.amazonaws.com',
    action: 's3:GetObject',
    key: 'static/app.js',
    context: {
      'aws:securetransport': 'true',
      'aws:sourceip': '130.176.0.1',
      'aws:principalisawsservice': 'true',
      'aws:sourcearn': arn,
      'aws:sourceaccount': '111122223333',
    },
  });
}

describe('any policy, in whatever style it is written,', () => {
  test('lets the distribution in when it is merged, unless a denial that is told wins', () => {
    fc.assert(
      fc.property(policy, (text) => {
        const merged = withDistribution(text, reader);
        if (merged.kind === 'impossible') throw new Error(merged.why);
        const after = merged.kind === 'changed' ? merged.text : text;
        const denials = denialsFor(after, reader).filter(({ effect }) => effect !== 'harmless');
        expect(verdict(after)).toBe(denials.length > 0 ? 'deny' : 'allow');
      }),
      runs,
    );
  });

  test('keeps what others wrote, and comes back as it was', () => {
    fc.assert(
      fc.property(policy, (text) => {
        const merged = withDistribution(text, reader, { listBucket: true });
        if (merged.kind !== 'changed') return;
        const before = listOf(text);
        const after = listOf(merged.text);
        // Only the names of distributions differ in what was there.
        expect(after.slice(0, before.length).map(withoutSources)).toEqual(before.map(withoutSources));
        expect(withDistribution(merged.text, reader, { listBucket: true }).kind).toBe('unchanged');
        const left = withoutDistribution(merged.text, reader);
        if (left.kind !== 'changed') throw new Error(left.kind);
        expect(verdict(left.text)).toBe(verdict(text));
        expect(sameLists(left.text)).toEqual(sameLists(text));
      }),
      runs,
    );
  });
});

function listOf(text: string): readonly object[] {
  const { Statement } = JSON.parse(text);
  return Array.isArray(Statement) ? Statement : [Statement];
}

function withoutSources(one: object): unknown {
  return JSON.parse(JSON.stringify(one, (key, value) => (key === 'AWS:SourceArn' ? 'sources' : value)));
}

/** A list of one is the one. */
function sameLists(text: string): unknown {
  return JSON.parse(text, (_, value) => (Array.isArray(value) && value.length === 1 ? value[0] : value));
}
