// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policies have variables of their own.
import { describe, expect, test } from 'vitest';
import { denialsFor } from '../../../source/cdn/bucket-policy/index.ts';
import { arn, otherArn, policyOf, publicRead, reader, tlsOnly } from './policies.ts';

const denial = (more: object) => ({
  Sid: 'Guard',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::assets', 'arn:aws:s3:::assets/*'],
  ...more,
});
const onlyIf = (condition: object) => denial({ Condition: condition });

function effectOf(statement: object): string {
  return denialsFor(policyOf(publicRead, statement), reader)
    .map(({ effect }) => effect)
    .join();
}

describe('a denial wins over CloudFront', () => {
  test.each<[string, RegExp, object]>([
    ['without a condition', /everybody, CloudFront included/, denial({})],
    ['outside a VPC endpoint', /VPC endpoint/, onlyIf({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['outside a VPC', /VPC/, onlyIf({ StringNotEqualsIfExists: { 'aws:sourceVpc': ['vpc-1', 'vpc-2'] } })],
    [
      'from other addresses',
      /addresses of its own/,
      onlyIf({ NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } }),
    ],
    [
      'outside the organization',
      /organization/,
      onlyIf({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
    ],
    [
      'for other identities',
      /identities it names/,
      onlyIf({ StringNotLike: { 'aws:userId': ['AROAEXAMPLE:*', '111122223333'] } }),
    ],
    [
      'for other roles',
      /identities it names/,
      onlyIf({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }),
    ],
    [
      'for other distributions',
      /this distribution is not among them/,
      onlyIf({ StringNotEquals: { 'aws:SourceArn': [otherArn] } }),
    ],
    ['without MFA', /MFA/, onlyIf({ Null: { 'aws:MultiFactorAuthAge': 'true' } })],
    [
      'NotPrincipal',
      /NotPrincipal/,
      denial({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::1:root' } }),
    ],
    ['everything but listing', /CloudFront included/, denial({ Action: undefined, NotAction: 's3:List*' })],
    [
      'everything but a folder',
      /CloudFront included/,
      denial({ Resource: undefined, NotResource: 'arn:aws:s3:::assets/images/*' }),
    ],
    ['a part of it', /CloudFront included/, denial({ Resource: 'arn:aws:s3:::assets/*.map' })],
    ['AWS: *', /CloudFront included/, denial({ Principal: { AWS: ['*'] } })],
  ])('%s', (_, words, statement) => {
    const [found] = denialsFor(policyOf(statement), reader);
    expect(found).toMatchObject({ name: 'Guard', effect: 'wins', next: expect.any(String) });
    expect(found?.says).toMatch(words);
  });
});

describe('a denial is harmless', () => {
  test.each<[string, object]>([
    ['of plain HTTP', tlsOnly],
    ['of old TLS', onlyIf({ NumericLessThan: { 's3:TlsVersion': '1.2' } })],
    [
      'outside the organization, services of AWS excepted',
      onlyIf({
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
    ],
    ['of other distributions', onlyIf({ ArnNotEquals: { 'aws:SourceArn': [otherArn, arn] } })],
    ['of other accounts', onlyIf({ StringNotEquals: { 'aws:SourceAccount': '111122223333' } })],
    ['through an endpoint', onlyIf({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['of one address', onlyIf({ IpAddress: { 'aws:SourceIp': '192.0.2.1/32' } })],
    ['of no address', onlyIf({ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
  ])('%s', (_, statement) => {
    expect(effectOf(statement)).toBe('harmless');
  });

  test('and told: visitors by HTTP get 403 where only HTTPS is allowed', () => {
    expect(denialsFor(policyOf(tlsOnly), reader)[0]?.says).toMatch(
      /by HTTPS are served, those by HTTP get 403/,
    );
  });
});

test.each<[string, object]>([
  ['a tag of the object', onlyIf({ StringNotEquals: { 's3:ExistingObjectTag/public': 'yes' } })],
  ['the time', onlyIf({ DateGreaterThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } })],
  ['a variable', onlyIf({ StringNotEquals: { 'aws:SourceArn': '${aws:PrincipalTag/source}' } })],
  ['TLS 1.3', onlyIf({ NumericLessThan: { 's3:TlsVersion': '1.3' } })],
])('a denial may win that depends on %s', (_, statement) => {
  expect(effectOf(statement)).toBe('may-win');
});

test.each<[string, object]>([
  ['somebody else', denial({ Principal: { AWS: 'arn:aws:iam::111122223333:user/dana' } })],
  ['another action', denial({ Action: ['s3:PutObject', 's3:DeleteObject*'] })],
  ['other objects', denial({ Resource: 'arn:aws:s3:::assets/private/*' })],
  ['the bucket itself', denial({ Resource: 'arn:aws:s3:::assets' })],
  [
    'everybody but CloudFront',
    denial({ Principal: undefined, NotPrincipal: { Service: 'cloudfront.amazonaws.com' } }),
  ],
  ['all but reading', denial({ Action: undefined, NotAction: 's3:Get*' })],
])('a denial is not about reading these objects: %s', (_, statement) => {
  expect(effectOf(statement)).toBe('');
});

test('a denial without Sid is named by its place', () => {
  expect(denialsFor(policyOf(publicRead, denial({ Sid: undefined })), reader)[0]?.name).toBe('statement 2');
});
