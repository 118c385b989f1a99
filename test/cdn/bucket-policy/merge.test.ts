import { describe, expect, test } from 'vitest';
import {
  type EdgeReader,
  type PolicyMerge,
  withDistribution,
  withoutDistribution,
} from '../../../source/cdn/bucket-policy/index.ts';
import { arn, otherArn, policyOf, publicRead, reader, readStatement, tlsOnly } from './policies.ts';

function textOf(merge: PolicyMerge): string {
  if (merge.kind !== 'changed') throw new Error(`It is ${merge.kind}.`);
  return merge.text;
}

const sidsOf = (text: string) => JSON.parse(text).Statement.map(({ Sid }: { readonly Sid?: string }) => Sid);

describe('a bucket without a policy', () => {
  test('gets one that lets this distribution alone read objects', () => {
    const merged = withDistribution(undefined, reader);
    expect(JSON.parse(textOf(merged))).toEqual({ Version: '2012-10-17', Statement: [readStatement(arn)] });
    expect(merged).toMatchObject({
      says: ['A policy is made: this distribution alone may read objects.'],
    });
  });

  test('has none again when it is taken away', () => {
    const text = textOf(withDistribution(undefined, reader, { listBucket: true }));
    expect(sidsOf(text)).toEqual([
      'AllowCloudFrontServicePrincipalReadOnly',
      'AllowCloudFrontServicePrincipalListBucket',
    ]);
    expect(withoutDistribution(text, reader)).toEqual({ kind: 'emptied' });
  });

  test("in another partition gets that partition's ARNs", () => {
    const china = 'arn:aws-cn:cloudfront::111122223333:distribution/E1';
    const text = textOf(withDistribution(undefined, { ...reader, distributionArn: china }));
    expect(JSON.parse(text).Statement[0].Resource).toBe('arn:aws-cn:s3:::assets/*');
  });
});

describe('a policy as teams have them keeps every byte and comes back as it was', () => {
  const forms: Readonly<Record<string, string>> = {
    'one line, as S3 gives it back': policyOf(tlsOnly, publicRead),
    'several lines': JSON.stringify({ Version: '2012-10-17', Statement: [tlsOnly] }, null, 2),
    'four spaces': `${JSON.stringify({ Version: '2012-10-17', Statement: [tlsOnly, publicRead] }, null, 4)}\n`,
    tabs: JSON.stringify({ Version: '2012-10-17', Statement: [tlsOnly] }, null, '\t'),
    'lists in one line, keys in an order of their own':
      '{ "Statement": [ { "Action": ["s3:GetObject"],\n "Principal": {"AWS": ["111122223333"]}, "Effect": "Allow",\r\n "Resource": ["arn:aws:s3:::assets/*"] } ],\n "Id": "x" , "Version":"2008-10-17"}',
    'escapes and numbers as they are written':
      '{"Version":"2008-10-17","Statement":[{"Sid":"\\u0041 \\"[{,","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:*","Resource":"arn:aws:s3:::assets\\/*","Condition":{"NumericLessThanEquals":{"s3:max-keys":1.0}}}]}',
    'NotPrincipal, NotAction and NotResource': policyOf({
      Effect: 'Deny',
      NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root', Service: 'cloudfront.amazonaws.com' },
      NotAction: ['s3:GetObject', 's3:List*'],
      NotResource: 'arn:aws:s3:::assets/public/*',
    }),
    'an origin access identity': policyOf({
      Sid: '2',
      Effect: 'Allow',
      Principal: {
        AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E3AAAAAAAAAAAA',
      },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::assets/*',
    }),
  };

  test.each(Object.entries(forms))('%s', (_, policy) => {
    for (const listBucket of [false, true]) {
      const text = textOf(withDistribution(policy, reader, { listBucket }));
      const before = JSON.parse(policy);
      const after = JSON.parse(text);
      expect({ ...after, Statement: after.Statement.slice(0, before.Statement.length) }).toEqual(before);
      expect(after.Statement[before.Statement.length]).toEqual(readStatement(arn));
      // What was there stands before and behind what is new.
      const end = policy.lastIndexOf(']');
      expect(text.startsWith(policy.slice(0, policy.lastIndexOf('}', end) + 1))).toBe(true);
      expect(text.endsWith(policy.slice(end))).toBe(true);
      expect(withoutDistribution(text, reader)).toEqual({ kind: 'changed', text: policy });
      expect(withDistribution(text, reader, { listBucket }).kind).toBe('unchanged');
    }
  });

  test('a new statement is laid out as its neighbours are', () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [tlsOnly] }, null, 2);
    const expected = { Version: '2012-10-17', Statement: [tlsOnly, readStatement(arn)] };
    expect(textOf(withDistribution(policy, reader))).toBe(JSON.stringify(expected, null, 2));
  });

  test('Statement as an object becomes a list of two', () => {
    const policy = JSON.stringify({ Version: '2008-10-17', Statement: publicRead });
    const text = textOf(withDistribution(policy, reader));
    expect(JSON.parse(text)).toEqual({ Version: '2008-10-17', Statement: [publicRead, readStatement(arn)] });
    const left = withoutDistribution(text, reader);
    expect(left).toEqual({
      kind: 'changed',
      text: JSON.stringify({ Version: '2008-10-17', Statement: [publicRead] }),
    });
  });
});

describe('when another distribution reads the bucket', () => {
  test.each(['StringEquals', 'ArnEquals', 'StringLike', 'ArnLike'])(
    'its statement gets this one besides: %s',
    (operator) => {
      const policy = policyOf(
        tlsOnly,
        readStatement(otherArn, { Sid: 'Theirs', Condition: { [operator]: { 'aws:SourceArn': otherArn } } }),
      );
      const merged = withDistribution(policy, reader);
      expect(JSON.parse(textOf(merged)).Statement[1].Condition).toEqual({
        [operator]: { 'aws:SourceArn': [otherArn, arn] },
      });
      expect(merged).toMatchObject({
        says: ['The statement Theirs names this distribution, too: it may read objects.'],
      });
      expect(withoutDistribution(textOf(merged), reader)).toEqual({ kind: 'changed', text: policy });
    },
  );

  test('a list of theirs gets one more, and loses that alone', () => {
    const third = `${otherArn}3`;
    const policy = JSON.stringify(JSON.parse(policyOf(readStatement([otherArn, third]))), null, 2);
    const text = textOf(withDistribution(policy, reader));
    expect(text).toBe(JSON.stringify(JSON.parse(policyOf(readStatement([otherArn, third, arn]))), null, 2));
    expect(withoutDistribution(text, reader)).toEqual({ kind: 'changed', text: policy });
  });

  test('ours stays when theirs is taken away', () => {
    const policy = policyOf(readStatement([otherArn, arn]));
    expect(withoutDistribution(policy, { ...reader, distributionArn: otherArn })).toEqual({
      kind: 'changed',
      text: policyOf(readStatement(arn)),
    });
  });

  test.each<[string, object]>([
    ['may do more than read', { Action: ['s3:GetObject', 's3:PutObject'] }],
    ['may do anything', { Action: 's3:*' }],
    ['reads other objects', { Resource: 'arn:aws:s3:::assets/images/*' }],
    ['reads other buckets, too', { Resource: ['arn:aws:s3:::assets/*', 'arn:aws:s3:::secrets/*'] }],
    [
      'shares the statement with others',
      {
        Principal: {
          Service: 'cloudfront.amazonaws.com',
          AWS: 'arn:aws:iam::111122223333:root',
        },
      },
    ],
    [
      'reads under a further condition',
      {
        Condition: {
          StringEquals: { 'AWS:SourceArn': otherArn, 's3:ExistingObjectTag/public': 'yes' },
        },
      },
    ],
  ])('a statement is added instead when that one %s', (_, more) => {
    const policy = policyOf(readStatement(otherArn, more));
    const text = textOf(withDistribution(policy, reader));
    expect(JSON.parse(text).Statement).toEqual([
      readStatement(otherArn, more),
      readStatement(arn, { Sid: 'AllowCloudFrontServicePrincipalReadOnly2' }),
    ]);
    expect(withoutDistribution(text, reader)).toEqual({ kind: 'changed', text: policy });
  });
});

describe('what is there in another form is left alone', () => {
  test.each<[string, object]>([
    ['as it is written by us', {}],
    ['ArnEquals', { Condition: { ArnEquals: { 'aws:SourceArn': arn } } }],
    ['in a list', { Condition: { StringEquals: { 'AWS:SourceArn': [otherArn, arn] } } }],
    [
      'a wildcard over all distributions of the account',
      { Condition: { StringLike: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/*' } } },
    ],
    ['the account', { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }],
    [
      'both, and TLS',
      {
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333', 'AWS:SourceArn': arn },
          Bool: { 'aws:SecureTransport': 'true' },
        },
      },
    ],
    ['s3:Get*', { Action: 's3:Get*' }],
    ['every action', { Action: ['s3:PutObject', 'S3:*'] }],
    ['the prefix of the pattern', { Resource: 'arn:aws:s3:::assets/static/*' }],
    ['a wider prefix', { Resource: ['arn:aws:s3:::assets', 'arn:aws:s3:::assets/s*'] }],
    ['services as a list', { Principal: { Service: ['logs.amazonaws.com', 'cloudfront.amazonaws.com'] } }],
  ])('%s', (_, more) => {
    const policy = policyOf(tlsOnly, readStatement(arn, { Sid: 'Theirs', ...more }));
    expect(withDistribution(policy, reader)).toEqual({
      kind: 'unchanged',
      says: ['The statement Theirs lets this distribution read objects already.'],
    });
  });

  test('and told when it is open to distributions of other accounts', () => {
    const { Condition: _, ...open } = { Condition: {}, ...readStatement(arn) };
    expect(withDistribution(policyOf(open), reader)).toMatchObject({
      kind: 'unchanged',
      says: [expect.stringContaining('any distribution of any account')],
    });
  });

  test('a statement of theirs for this distribution alone is not taken away', () => {
    const policy = policyOf(readStatement(arn, { Sid: 'Theirs' }));
    expect(withoutDistribution(policy, reader)).toEqual({ kind: 'unchanged' });
  });
});

describe('what is not certain does not count', () => {
  test.each<[string, object]>([
    ['public reading, which ends when the bucket is closed', publicRead],
    ['another account', readStatement(arn, { Condition: { StringEquals: { 'aws:SourceAccount': '1' } } })],
    ['another prefix', readStatement(arn, { Resource: 'arn:aws:s3:::assets/images/*' })],
    ['one folder below the prefix', readStatement(arn, { Resource: 'arn:aws:s3:::assets/static/js/*' })],
    ['everything but', readStatement(arn, { Action: undefined, NotAction: 's3:Put*' })],
    ['resources but', readStatement(arn, { Resource: undefined, NotResource: 'arn:aws:s3:::assets/x' })],
    ['an address', readStatement(arn, { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })],
    [
      'a tag of the object',
      readStatement(arn, { Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } }),
    ],
    ['a denial', readStatement(arn, { Effect: 'Deny' })],
  ])('%s', (_, statement) => {
    const merged = withDistribution(policyOf(statement), reader);
    expect(JSON.parse(textOf(merged)).Statement).toHaveLength(2);
  });

  test('a pattern that serves everything is not covered by its own prefix', () => {
    const { pathPattern: _, ...all }: EdgeReader = reader;
    const policy = policyOf(readStatement(arn, { Resource: 'arn:aws:s3:::assets/static/*' }));
    expect(withDistribution(policy, reader).kind).toBe('unchanged');
    expect(withDistribution(policy, all).kind).toBe('changed');
  });
});

describe('20 KB', () => {
  const statement = (number: number) => ({
    Sid: `Customer${String(number).padStart(4, '0')}`,
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:role/customer' },
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: `arn:aws:s3:::assets/customers/${number}/*`,
  });
  const large = policyOf(...Array.from({ length: 91 }, (_, index) => statement(1000 + index)));

  test('are too few for one statement more, which is told in bytes', () => {
    const filled = large.replace('Customer1000', `Customer1000${'x'.repeat(20_378 - large.length)}`);
    expect(filled).toHaveLength(20_378);
    expect(withDistribution(filled, reader)).toEqual({
      kind: 'impossible',
      why: expect.stringMatching(/would have 20,\d{3} bytes, and S3 takes 20,480\./),
      next: expect.stringMatching(/^Take out \d{2,3} bytes /),
    });
  });

  test('are enough for one ARN more in a statement that is there', () => {
    const shared = policyOf(...JSON.parse(large).Statement, readStatement(otherArn));
    expect(shared.length).toBeLessThan(20_480);
    expect(withDistribution(shared, reader).kind).toBe('changed');
  });

  test('are counted without the white space between values', () => {
    const spacious = JSON.stringify(JSON.parse(policyOf(...JSON.parse(large).Statement.slice(9))), null, 8);
    expect(spacious.length).toBeGreaterThan(20_480);
    expect(withDistribution(spacious, reader).kind).toBe('changed');
  });
});

test.each(['', 'not JSON', '[]', '{}', '{"Statement":"x"}', '{"Statement":[1]}', '{"Statement":['])(
  'what is no policy is not touched: %s',
  (policy) => {
    expect(withDistribution(policy, reader)).toMatchObject({ kind: 'impossible' });
    expect(withoutDistribution(policy, reader)).toEqual({ kind: 'unchanged' });
  },
);
