import { RequestCertificateCommand, type RequestCertificateCommandInput } from '@aws-sdk/client-acm';
import { describe, expect, test } from 'vitest';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import { accessKeyId, account, failureOf } from '../support.ts';
import { now, openAcm, request } from './acm-support.ts';

const label = 'x'.repeat(63);
const tooLong = `${label}.${label}.${label}.${label.slice(1)}`;

test.each<[string, Partial<RequestCertificateCommandInput>, string, RegExp]>([
  ['no name', { DomainName: undefined }, 'ValidationException', /Value null at 'domainName'.*not be null/],
  ['one label', { DomainName: 'localhost' }, 'ValidationException', /'localhost' at 'domainName'.*pattern/],
  ['a last dot', { DomainName: 'example.com.' }, 'ValidationException', /'domainName'.*pattern/],
  ['an underscore', { DomainName: 'a_b.example.com' }, 'ValidationException', /'domainName'.*pattern/],
  ['a star inside', { DomainName: 'a.*.example.com' }, 'ValidationException', /'domainName'.*pattern/],
  ['a long label', { DomainName: `x${label}.com` }, 'ValidationException', /'domainName'.*pattern/],
  ['254 characters', { DomainName: tooLong }, 'ValidationException', /length less than or equal to 253/],
  [
    'a common name of 65 characters',
    { DomainName: `${'x'.repeat(53)}.example.com` },
    'InvalidParameterException',
    /longer than 64 characters/,
  ],
  [
    'no other names',
    { SubjectAlternativeNames: [] },
    'ValidationException',
    /^1 validation error detected: Value '\[\]' at 'subjectAlternativeNames' failed to satisfy constraint: Member must have length greater than or equal to 1$/,
  ],
  [
    'a wrong name among others',
    { SubjectAlternativeNames: ['www.example.com', '-.com'] },
    'ValidationException',
    /Value '\[www.example.com, -.com\]' at 'subjectAlternativeNames'.*Member must satisfy constraint: \[/,
  ],
  [
    'more than 100 other names',
    { SubjectAlternativeNames: Array.from({ length: 101 }, (_, index) => `n${index}.example.com`) },
    'ValidationException',
    /length less than or equal to 100/,
  ],
  [
    'more than ten names',
    { SubjectAlternativeNames: Array.from({ length: 10 }, (_, index) => `n${index}.example.com`) },
    'LimitExceededException',
    /^Certificate has too many domains\.$/,
  ],
  ['a token with a dash', { IdempotencyToken: 'a-b' }, 'ValidationException', /'idempotencyToken'.*\\w\+/],
  ['a token of 33', { IdempotencyToken: 'x'.repeat(33) }, 'ValidationException', /'idempotencyToken'.*32/],
  ['an imported key', { KeyAlgorithm: 'RSA_4096' }, 'InvalidParameterException', /RSA_4096 is not supported/],
  [
    'a tag of AWS',
    { Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'x' }] },
    'InvalidTagException',
    /AWS internal tags cannot be changed/,
  ],
  [
    'a star in a tag',
    {
      Tags: [
        { Key: 'name', Value: 'x' },
        { Key: 'for', Value: '*.example.com' },
      ],
    },
    'ValidationException',
    /Value '\*\.example\.com' at 'tags\.2\.member\.value' failed to satisfy constraint/,
  ],
  [
    'validation by mail',
    { ValidationMethod: 'EMAIL' },
    'InvalidParameterException',
    /sandbox does not model/,
  ],
  ['no method', { ValidationMethod: undefined }, 'InvalidParameterException', /EMAIL \(the default\)/],
  [
    'a private authority',
    { CertificateAuthorityArn: `arn:aws:acm-pca:us-east-1:${account}:certificate-authority/x` },
    'InvalidParameterException',
    /sandbox does not model private certificates/,
  ],
])('refuses %s', async (_, more, name, message) => {
  const { acm, world } = await openAcm();
  const input = { DomainName: 'example.com', ValidationMethod: 'DNS', ...more } as const;
  const failure = await failureOf(acm.send(new RequestCertificateCommand(input)));
  expect(failure).toEqual({ name, message: expect.stringMatching(message) });
  expect(regionOf(world, account, 'us-east-1').certificates.size).toBe(0);
});

test('says everything that is wrong at once', async () => {
  const { acm } = await openAcm();
  const call = request(acm, ['localhost'], { IdempotencyToken: 'a-b' });
  expect((await failureOf(call)).message).toMatch(
    /^2 validation errors detected: Value 'localhost' .*; Value 'a-b' at 'idempotencyToken'/,
  );
});

describe('a caller', () => {
  test('who may not request is told so', async () => {
    const { acm } = await openAcm({ denied: ['acm:RequestCertificate'] });
    expect(await failureOf(request(acm, ['example.com']))).toEqual({
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:iam::${account}:user/dev is not authorized to perform: acm:RequestCertificate on resource: ` +
        `arn:aws:acm:us-east-1:${account}:certificate/* because no identity-based policy allows the ` +
        'acm:RequestCertificate action',
    });
  });

  test('who may not tag may request without tags only', async () => {
    const { acm } = await openAcm({ denied: ['acm:AddTagsToCertificate'] });
    await request(acm, ['example.com']);
    const tagged = request(acm, ['example.com'], { Tags: [{ Key: 'app', Value: 'shop' }] });
    expect(await failureOf(tagged)).toEqual({
      name: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: acm:AddTagsToCertificate on resource'),
    });
  });

  test('who is throttled or has expired is turned away as everywhere', async () => {
    const { acm, world } = await openAcm();
    world.knobs.throttleRate = 1;
    expect((await failureOf(request(acm, ['example.com']))).name).toBe('ThrottlingException');
    world.knobs.throttleRate = 0;
    const known = world.credentials.get(accessKeyId);
    if (known !== undefined) world.credentials.set(accessKeyId, { ...known, expires: now });
    expect((await failureOf(request(acm, ['example.com']))).name).toBe('ExpiredTokenException');
  });
});
