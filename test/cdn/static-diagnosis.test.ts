import { describe, expect, test } from 'vitest';
import type { BucketFacts } from '../../source/aws/inspect-bucket.ts';
import {
  diagnoseObject,
  type ObjectAnswer,
  type StaticFacts,
} from '../../source/cdn/static-diagnosis/index.ts';
import { bucketFacts, is, unknown } from './bucket-facts.ts';
import { arn, policyOf, publicRead, reader, readStatement, tlsOnly } from './bucket-policy/policies.ts';

const granted: Partial<BucketFacts> = { policy: is(policyOf(tlsOnly, readStatement(arn))) };

function facts(bucket: Partial<BucketFacts> = granted, more: Partial<StaticFacts> = {}): StaticFacts {
  return {
    reader,
    key: 'static/app.js',
    pathPattern: 'static/*',
    bucket: bucketFacts(bucket),
    keyExists: true,
    distributionStatus: 'Deployed',
    ...more,
  };
}

function answer(more: Partial<ObjectAnswer>): ObjectAnswer {
  return {
    url: 'https://d111.cloudfront.net/static/app.js',
    headers: {},
    body: '',
    milliseconds: 48,
    ...more,
  };
}

const fromBucket = (status: number, code: string, message = '') =>
  answer({
    status,
    headers: { server: 'AmazonS3', 'x-cache': 'Error from cloudfront' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  });
const refused = fromBucket(403, 'AccessDenied', 'Access Denied');
const undecryptable = fromBucket(
  403,
  'AccessDenied',
  'User: … is not authorized to perform: kms:Decrypt on …',
);
const fromEdge = (status: number, words = '') =>
  answer({
    status,
    headers: { server: 'CloudFront', 'x-cache': 'Error from cloudfront' },
    body: `<H2>The request could not be satisfied.</H2> ${words}`,
  });
const fromService = (status: number) => answer({ status, headers: { server: 'awselb/2.0' }, body: 'nobody' });

test('an object that is served says where from, what it is and how long it took', () => {
  const served = answer({
    status: 200,
    headers: { server: 'AmazonS3', 'content-type': 'text/javascript', 'x-cache': 'Miss from cloudfront' },
  });
  expect(diagnoseObject(served, facts())).toEqual({
    cause: 'served',
    says: 'Served through CloudFront: 200, text/javascript, Miss from cloudfront, 48 ms.',
    next: [],
  });
});

describe('403 of the bucket', () => {
  test.each<[string, RegExp, StaticFacts]>([
    ['policy-missing', /has no policy/, facts({ policy: is(undefined) })],
    ['policy-missing', /does not name it/, facts({ policy: is(policyOf(publicRead)) })],
    [
      'policy-missing',
      /does not name it/,
      facts({ policy: is(policyOf(readStatement(`${arn}OTHER`))) }, { keyExists: false }),
    ],
    ['unknown', /may not be read/, facts({ policy: unknown('s3:GetBucketPolicy') })],
    [
      'policy-denies',
      /a denial wins over every permission\. Guard denies what does not come through a certain VPC/,
      facts({
        policy: is(
          policyOf(readStatement(arn), {
            ...tlsOnly,
            Sid: 'Guard',
            Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
          }),
        ),
      }),
    ],
    [
      'policy-denies',
      /depends on s3:existingobjecttag\/public/,
      facts({
        policy: is(
          policyOf(readStatement(arn), {
            ...tlsOnly,
            Condition: { StringNotEquals: { 's3:ExistingObjectTag/public': 'yes' } },
          }),
        ),
      }),
    ],
    ['object-missing', /no object static\/app\.js in assets/, facts(granted, { keyExists: false })],
    ['propagating', /less than a minute ago/, facts(granted, { secondsSincePolicy: 5 })],
    [
      'key-policy',
      /most likely the key's policy/,
      facts({ ...granted, encryption: is({ algorithm: 'aws:kms', keyId: 'key-1' }) }),
    ],
    ['unknown', /ACLs count/, facts({ ...granted, ownership: is('ObjectWriter') })],
    ['propagating', /on its way to the edge/, facts(granted, { distributionStatus: 'InProgress' })],
    ['unknown', /nothing that is known of it explains why/, facts()],
  ])('%s: %s', (cause, words, known) => {
    const diagnosis = diagnoseObject(refused, known);
    expect(diagnosis.cause).toBe(cause);
    expect(diagnosis.says).toMatch(words);
    expect(diagnosis.next.length).toBeGreaterThan(0);
  });

  test('that KMS explains is about the key, whatever the bucket says today', () => {
    const diagnosis = diagnoseObject(undecryptable, facts());
    expect(diagnosis).toMatchObject({ cause: 'key-policy' });
    expect(diagnosis.next[0]).toMatch(/Add this statement.*kms:Decrypt/s);
    const awsKey = facts({ ...granted, encryption: is({ algorithm: 'aws:kms' }) });
    expect(diagnoseObject(undecryptable, awsKey).next).toEqual([expect.stringContaining('SSE-S3')]);
  });

  test('of which nothing is known is told with what to do', () => {
    const { bucket: _, keyExists: __, ...little } = facts();
    expect(diagnoseObject(refused, little)).toMatchObject({ cause: 'unknown' });
  });
});

describe('other answers', () => {
  test.each<[string, string, RegExp, ObjectAnswer, StaticFacts]>([
    [
      'a missing object',
      'object-missing',
      /no object static\/app\.js/,
      fromBucket(404, 'NoSuchKey'),
      facts(),
    ],
    ['a missing bucket', 'bucket-missing', /no bucket assets/, fromBucket(404, 'NoSuchBucket'), facts()],
    ['another region', 'wrong-region', /another region/, fromBucket(301, 'PermanentRedirect'), facts()],
    [
      'a key by HTTP',
      'plain-http',
      /by HTTPS only/,
      fromBucket(400, 'InvalidArgument', 'Requests … must be made over a secure connection.'),
      facts(),
    ],
    ['S3 in trouble', 'busy', /503 SlowDown/, fromBucket(503, 'SlowDown'), facts()],
    ['something else', 'unknown', /405 MethodNotAllowed/, fromBucket(405, 'MethodNotAllowed'), facts()],
    ['a name that the edge does not know', 'edge-refused', /not among the names/, fromEdge(403), facts()],
    ['a web ACL', 'edge-refused', /web ACL/, fromEdge(403, 'Request blocked.'), facts()],
    [
      'a name that is on its way',
      'propagating',
      /does not know d111/,
      fromEdge(403),
      facts(granted, { distributionStatus: 'InProgress' }),
    ],
    ['502', 'origin-unreachable', /cannot reach the bucket \(502\)/, fromEdge(502), facts()],
    ['504', 'origin-unreachable', /cannot reach the bucket \(504\)/, fromEdge(504), facts()],
    [
      '502 on the way',
      'propagating',
      /no bucket to ask yet/,
      fromEdge(502),
      facts(granted, { distributionStatus: 'InProgress' }),
    ],
    ['414', 'unknown', /itself answers 414/, fromEdge(414), facts()],
    ['the load balancer', 'not-the-bucket', /no behavior for static\/\*/, fromService(404), facts()],
    [
      'the load balancer, for a pattern that does not match',
      'not-the-bucket',
      /does not match Static\/\*, where case counts/,
      fromService(200),
      facts(granted, { pathPattern: 'Static/*' }),
    ],
    [
      'the load balancer, on the way',
      'propagating',
      /not at the edge yet/,
      fromService(404),
      facts(granted, { distributionStatus: 'InProgress' }),
    ],
    ['silence', 'no-answer', /no answer within 10 seconds/, answer({ milliseconds: 10_000 }), facts()],
    [
      'a name that leads nowhere yet',
      'propagating',
      /leads nowhere/,
      answer({ error: 'the name leads nowhere' }),
      facts(granted, { distributionStatus: 'InProgress' }),
    ],
  ])('%s', (_, cause, words, given, known) => {
    const diagnosis = diagnoseObject(given, known);
    expect(diagnosis.cause).toBe(cause);
    expect(diagnosis.says).toMatch(words);
    expect(diagnosis.next.length).toBeGreaterThan(0);
  });

  test('a missing object says what to upload where', () => {
    expect(diagnoseObject(fromBucket(404, 'NoSuchKey'), facts()).next).toEqual([
      'Upload it: aws s3 cp FILE s3://assets/static/app.js',
    ]);
    expect(diagnoseObject(fromBucket(301, 'PermanentRedirect'), facts({ region: 'eu-west-1' })).next).toEqual(
      ['Write the location as assets.s3.eu-west-1.amazonaws.com, and deploy it'],
    );
  });
});
