import {
  type ACMClient,
  type CertificateSummary,
  ListCertificatesCommand,
  type ListCertificatesCommandInput,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import { addDistribution } from '../small-site.ts';
import { failureOf } from '../support.ts';
import { addCertificate, openAcm, request } from './acm-support.ts';

async function list(acm: ACMClient, input: ListCertificatesCommandInput = {}): Promise<CertificateSummary[]> {
  const { CertificateSummaryList = [] } = await acm.send(new ListCertificatesCommand(input));
  return CertificateSummaryList;
}

async function names(acm: ACMClient, input: ListCertificatesCommandInput = {}) {
  return (await list(acm, input)).map(({ DomainName }) => DomainName);
}

test('lists RSA certificates only, until other key types are asked for', async () => {
  const { acm, world } = await openAcm();
  addCertificate(world, 'rsa');
  addCertificate(world, 'large', { keyAlgorithm: 'RSA_4096' });
  addCertificate(world, 'curve', { keyAlgorithm: 'EC_prime256v1' });
  expect(await names(acm)).toEqual(['rsa.example.com']);
  expect(await names(acm, { Includes: { keyTypes: ['RSA_2048', 'EC_prime256v1'] } })).toEqual([
    'rsa.example.com',
    'curve.example.com',
  ]);
});

test('tells of a certificate what its holder must know', async () => {
  const { acm, world } = await openAcm();
  const [notBefore, notAfter] = [new Date('2026-01-01'), new Date('2027-01-01')];
  const arn = addCertificate(world, 'issued', {
    names: ['issued.example.com', '*.example.com'],
    notBefore,
    notAfter,
  });
  addDistribution(world, { ViewerCertificate: { AcmCertificateArn: arn } });
  expect(await list(acm)).toEqual([
    {
      CertificateArn: arn,
      DomainName: 'issued.example.com',
      SubjectAlternativeNameSummaries: ['issued.example.com', '*.example.com'],
      HasAdditionalSubjectAlternativeNames: false,
      Status: 'ISSUED',
      Type: 'AMAZON_ISSUED',
      KeyAlgorithm: 'RSA_2048',
      KeyUsages: ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'],
      ExtendedKeyUsages: ['TLS_WEB_SERVER_AUTHENTICATION'],
      ExportOption: 'DISABLED',
      InUse: true,
      Exported: false,
      RenewalEligibility: 'ELIGIBLE',
      NotBefore: notBefore,
      NotAfter: notAfter,
      CreatedAt: new Date('2026-01-01'),
      IssuedAt: notBefore,
      CertificateKeyPairOrigin: 'AWS_MANAGED',
    },
  ]);
});

test('tells 100 names of a certificate, and that there are more', async () => {
  const { acm, world } = await openAcm();
  const all = Array.from({ length: 101 }, (_, index) => `n${index}.example.com`);
  addCertificate(world, 'many', { names: all });
  const [many] = await list(acm);
  expect(many?.SubjectAlternativeNameSummaries).toEqual(all.slice(0, 100));
  expect(many?.HasAdditionalSubjectAlternativeNames).toBe(true);
});

test.each<[string, ListCertificatesCommandInput, readonly string[]]>([
  ['status', { CertificateStatuses: ['PENDING_VALIDATION', 'FAILED'] }, ['pending', 'failed']],
  ['export', { Includes: { exportOption: 'ENABLED' } }, ['exportable']],
  ['key usage', { Includes: { keyUsage: ['KEY_ENCIPHERMENT'] } }, ['exportable', 'imported']],
  [
    'extended key usage',
    { Includes: { extendedKeyUsage: ['CODE_SIGNING', 'TLS_WEB_CLIENT_AUTHENTICATION'] } },
    ['imported'],
  ],
  ['manager', { Includes: { managedBy: 'CLOUDFRONT' } }, []],
])('filters by %s', async (_, input, ids) => {
  const { acm, world } = await openAcm();
  addCertificate(world, 'pending', { status: 'PENDING_VALIDATION' });
  addCertificate(world, 'failed', { status: 'FAILED' });
  addCertificate(world, 'exportable', { exportable: true });
  addCertificate(world, 'imported', { type: 'IMPORTED' });
  expect(await names(acm, input)).toEqual(ids.map((id) => `${id}.example.com`));
});

test('sorts by creation', async () => {
  const { acm, world } = await openAcm();
  addCertificate(world, 'second', { created: new Date('2026-02-02') });
  addCertificate(world, 'first', { created: new Date('2026-01-01') });
  await request(acm, ['third.example.com']);
  const ascending = ['first.example.com', 'second.example.com', 'third.example.com'];
  expect(await names(acm, { SortBy: 'CREATED_AT', SortOrder: 'ASCENDING' })).toEqual(ascending);
  expect(await names(acm, { SortBy: 'CREATED_AT', SortOrder: 'DESCENDING' })).toEqual(ascending.reverse());
});

test.each([
  ['100 at a time, its default', undefined, 20],
  ['1,000 at a time, its most', 1_000, 2],
  ['700 at a time', 700, 3],
])('pages through 2,000 certificates, %s', async (_, pageSize, pages) => {
  const { acm, world } = await openAcm();
  for (let index = 0; index < 2_000; index += 1) addCertificate(world, `c${index}`);
  const found = [];
  let count = 0;
  for await (const page of paginateListCertificates({ client: acm, ...(pageSize && { pageSize }) }, {})) {
    found.push(...(page.CertificateSummaryList ?? []).map(({ DomainName }) => DomainName));
    count += 1;
  }
  expect(count).toBe(pages);
  expect(found).toEqual(Array.from({ length: 2_000 }, (_, index) => `c${index}.example.com`));
});

test.each<[string, ListCertificatesCommandInput, RegExp]>([
  ['a page of none', { MaxItems: 0 }, /Value '0' at 'maxItems'.*greater than or equal to 1/],
  ['a page of 1,001', { MaxItems: 1_001 }, /Value '1001' at 'maxItems'.*less than or equal to 1000/],
  ['a token of its own making', { NextToken: 'nonsense' }, /NextToken is not valid/],
  ['an order of nothing', { SortOrder: 'ASCENDING' }, /SortBy and SortOrder/],
  ['a sorting without order', { SortBy: 'CREATED_AT' }, /SortBy and SortOrder/],
])('refuses %s', async (_, input, message) => {
  const { acm } = await openAcm();
  expect(await failureOf(list(acm, input))).toEqual({
    name: 'ValidationException',
    message: expect.stringMatching(message),
  });
});
