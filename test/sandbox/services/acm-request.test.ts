import {
  ACMClient,
  ListTagsForCertificateCommand,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm';
import { describe, expect, test } from 'vitest';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf } from '../support.ts';
import { addCertificate, day, describeOne, hour, now, openAcm, request } from './acm-support.ts';

const token = { IdempotencyToken: 'setup_1' };

test('a certificate that was requested waits for its validation', async () => {
  const { acm } = await openAcm();
  const arn = await request(acm, ['API.example.com', '*.api.example.com', 'api.example.com'], {
    KeyAlgorithm: 'EC_prime256v1',
  });
  expect(arn).toMatch(new RegExp(`^arn:aws:acm:us-east-1:${account}:certificate/[0-9a-f-]{36}$`));
  expect(await describeOne(acm, arn)).toMatchObject({
    CertificateArn: arn,
    DomainName: 'api.example.com',
    SubjectAlternativeNames: ['api.example.com', '*.api.example.com'],
    Status: 'PENDING_VALIDATION',
    Type: 'AMAZON_ISSUED',
    KeyAlgorithm: 'EC_prime256v1',
    CreatedAt: now,
    InUseBy: [],
    KeyUsages: [],
    ExtendedKeyUsages: [],
    RenewalEligibility: 'INELIGIBLE',
    Options: { Export: 'DISABLED' },
  });
});

test('its records are known some seconds later', async () => {
  const { acm, pass } = await openAcm();
  const arn = await request(acm, ['example.com', '*.example.com']);
  const records = async () =>
    (await describeOne(acm, arn)).DomainValidationOptions?.map(({ ResourceRecord }) => ResourceRecord);
  expect(await records()).toEqual([undefined, undefined]);
  pass(5);
  const record = {
    Name: expect.stringMatching(/^_[0-9a-f]{32}\.example\.com\.$/),
    Type: 'CNAME',
    Value: expect.stringMatching(/^_[0-9a-f]{32}\..*\.acm-validations\.aws\.$/),
  };
  expect(await records()).toEqual([record, record]);
});

test('the record of a name is the same for every certificate and region of an account', async () => {
  const { acm, client, world, pass } = await openAcm();
  const elsewhere = new ACMClient({ ...client, region: 'eu-west-1' });
  const first = await request(acm, ['*.example.com']);
  const second = await request(elsewhere, ['www.example.com', 'example.com']);
  world.credentials.set('AKIAOTHER', {
    accessKeyId: 'AKIAOTHER',
    account: '444455556666',
    arn: 'arn:aws:iam::444455556666:user/eve',
    userId: 'AIDAOTHER',
  });
  const credentials = { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' };
  const stranger = new ACMClient({ ...client, credentials });
  const third = await request(stranger, ['example.com']);
  pass(5);
  const record = (await describeOne(acm, first)).DomainValidationOptions?.[0]?.ResourceRecord;
  const others = (await describeOne(elsewhere, second)).DomainValidationOptions;
  expect(others?.[1]?.ResourceRecord).toEqual(record);
  expect(others?.[0]?.ResourceRecord).not.toEqual(record);
  const strangers = (await describeOne(stranger, third)).DomainValidationOptions;
  expect(strangers?.[0]?.ResourceRecord).not.toEqual(record);
});

describe('a repeated call', () => {
  test('with the same token gives the same certificate, in whatever order it names the names', async () => {
    const { acm, pass } = await openAcm();
    const arn = await request(acm, ['example.com', 'a.example.com', 'b.example.com'], token);
    pass(hour - 1);
    expect(await request(acm, ['example.com', 'B.example.com', 'a.example.com'], token)).toBe(arn);
  });

  test('without a token asks for another certificate', async () => {
    const { acm } = await openAcm();
    expect(await request(acm, ['example.com'])).not.toBe(await request(acm, ['example.com']));
  });

  test.each<[string, readonly [string, ...string[]], Partial<RequestCertificateCommandInput>]>([
    ['for more names', ['example.com', 'www.example.com'], token],
    ['for another key', ['example.com'], { ...token, KeyAlgorithm: 'EC_secp384r1' }],
    ['with other tags', ['example.com'], { ...token, Tags: [{ Key: 'a', Value: 'b' }] }],
    ['with another token', ['example.com'], { IdempotencyToken: 'setup_2' }],
  ])('%s asks for another certificate', async (_, names, more) => {
    const { acm } = await openAcm();
    const arn = await request(acm, ['example.com'], token);
    expect(await request(acm, names, more)).not.toBe(arn);
  });

  test('in another region asks for another certificate', async () => {
    const { acm, client } = await openAcm();
    const arn = await request(acm, ['example.com'], token);
    const elsewhere = new ACMClient({ ...client, region: 'eu-west-1' });
    expect(await request(elsewhere, ['example.com'], token)).not.toBe(arn);
  });

  test('an hour later asks for another certificate', async () => {
    const { acm, pass } = await openAcm();
    const arn = await request(acm, ['example.com'], token);
    pass(hour);
    expect(await request(acm, ['example.com'], token)).not.toBe(arn);
  });
});

describe('a quota', () => {
  test('of names can be raised', async () => {
    const { acm } = await openAcm({ certificateQuotas: { namesPerCertificate: 100 } });
    const names = Array.from({ length: 99 }, (_, index) => `n${index}.example.com`);
    const arn = await request(acm, ['example.com', ...names]);
    expect((await describeOne(acm, arn)).SubjectAlternativeNames).toHaveLength(100);
  });

  test('of certificates counts those that are there, but not imported ones', async () => {
    const { acm, world } = await openAcm({ certificateQuotas: { certificates: 2 } });
    addCertificate(world, 'expired', { status: 'EXPIRED' });
    addCertificate(world, 'imported', { type: 'IMPORTED' });
    await request(acm, ['example.com']);
    expect(await failureOf(request(acm, ['www.example.com']))).toEqual({
      name: 'LimitExceededException',
      message: expect.stringMatching(/^Cannot request more certificates in this account\./),
    });
  });

  test('of a year counts deleted certificates too, and lets a repeated call pass', async () => {
    const { acm, world, pass } = await openAcm({ certificateQuotas: { certificatesPerYear: 2 } });
    addCertificate(world, 'old', { created: new Date(now.getTime() - 366 * day * 1_000) });
    const arn = await request(acm, ['example.com'], token);
    await request(acm, ['www.example.com']);
    accountOf(world, account).regions.get('us-east-1')?.certificates.clear();
    addCertificate(world, arn.slice(arn.lastIndexOf('/') + 1));
    expect(await request(acm, ['example.com'], token)).toBe(arn);
    expect(await failureOf(request(acm, ['api.example.com']))).toEqual({
      name: 'LimitExceededException',
      message: 'Error: you have reached your limit of 2 certificates in the last year.',
    });
    pass(366 * day);
    await request(acm, ['api.example.com']);
  });
});

test('keeps the tags of the request', async () => {
  const { acm } = await openAcm();
  const Tags = [{ Key: 'copilot-application', Value: 'shop' }];
  const CertificateArn = await request(acm, ['example.com'], { Tags });
  const answer = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
  expect(answer.Tags).toEqual(Tags);
});
