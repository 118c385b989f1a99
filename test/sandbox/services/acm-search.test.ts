import {
  type ACMClient,
  type CertificateFilter,
  type CertificateFilterStatement,
  paginateSearchCertificates,
  SearchCertificatesCommand,
  type SearchCertificatesCommandInput,
} from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import type { World } from '../../../source/sandbox/world.ts';
import { addDistribution } from '../small-site.ts';
import { account, failureOf } from '../support.ts';
import { addCertificate, openAcm } from './acm-support.ts';

async function search(acm: ACMClient, input: SearchCertificatesCommandInput = {}) {
  const { Results = [] } = await acm.send(new SearchCertificatesCommand(input));
  return Results.map(({ CertificateArn = '' }) => CertificateArn.slice(CertificateArn.lastIndexOf('/') + 1));
}

function fill(world: World): void {
  const site = addCertificate(world, 'site', {
    names: ['site.example.com', '*.example.com'],
    notBefore: new Date('2026-10-01'),
    notAfter: new Date('2027-04-17'),
  });
  addDistribution(world, { ViewerCertificate: { AcmCertificateArn: site } });
  addCertificate(world, 'curve', {
    domainName: 'www.example.net',
    names: ['www.example.net'],
    keyAlgorithm: 'EC_prime256v1',
    notBefore: new Date('2026-06-01'),
    notAfter: new Date('2026-12-16'),
  });
  addCertificate(world, 'pending', { status: 'PENDING_VALIDATION' });
  addCertificate(world, 'imported', { type: 'IMPORTED', status: 'EXPIRED' });
}

function dnsName(Value: string, ComparisonOperator: 'CONTAINS' | 'EQUALS'): CertificateFilterStatement {
  return {
    Filter: {
      X509AttributeFilter: { SubjectAlternativeName: { DnsName: { Value, ComparisonOperator } } },
    },
  };
}

const issued: CertificateFilterStatement = {
  Filter: { AcmCertificateMetadataFilter: { Status: 'ISSUED' } },
};

test('finds certificates of every key type, with what ACM knows of them', async () => {
  const { acm, world } = await openAcm();
  fill(world);
  expect(await search(acm)).toEqual(['site', 'curve', 'pending', 'imported']);
  const { Results } = await acm.send(
    new SearchCertificatesCommand({ FilterStatement: dnsName('site', 'CONTAINS') }),
  );
  expect(Results).toEqual([
    {
      CertificateArn: `arn:aws:acm:us-east-1:${account}:certificate/site`,
      X509Attributes: expect.objectContaining({
        Subject: { CommonName: 'site.example.com' },
        SubjectAlternativeNames: [{ DnsName: 'site.example.com' }, { DnsName: '*.example.com' }],
        KeyAlgorithm: 'RSA_2048',
        NotBefore: new Date('2026-10-01'),
        NotAfter: new Date('2027-04-17'),
      }),
      CertificateMetadata: {
        AcmCertificateMetadata: expect.objectContaining({
          Status: 'ISSUED',
          Type: 'AMAZON_ISSUED',
          InUse: true,
          ValidationMethod: 'DNS',
          RenewalEligibility: 'ELIGIBLE',
        }),
      },
    },
  ]);
});

test.each<[string, CertificateFilter, readonly string[]]>([
  ['ARN', { CertificateArn: `arn:aws:acm:us-east-1:${account}:certificate/curve` }, ['curve']],
  [
    'common name',
    {
      X509AttributeFilter: {
        Subject: { CommonName: { Value: 'WWW.example.net', ComparisonOperator: 'EQUALS' } },
      },
    },
    ['curve'],
  ],
  ['key', { X509AttributeFilter: { KeyAlgorithm: 'EC_prime256v1' } }, ['curve']],
  ['key usage', { X509AttributeFilter: { KeyUsage: 'KEY_ENCIPHERMENT' } }, ['site', 'imported']],
  [
    'extended key usage',
    { X509AttributeFilter: { ExtendedKeyUsage: 'TLS_WEB_CLIENT_AUTHENTICATION' } },
    ['imported'],
  ],
  [
    'end',
    { X509AttributeFilter: { NotAfter: { Start: new Date('2026-12-16'), End: new Date('2026-12-31') } } },
    ['curve'],
  ],
  ['start', { X509AttributeFilter: { NotBefore: { Start: new Date('2026-07-01') } } }, ['site']],
  ['use', { AcmCertificateMetadataFilter: { InUse: true } }, ['site']],
  ['type', { AcmCertificateMetadataFilter: { Type: 'IMPORTED' } }, ['imported']],
  ['method', { AcmCertificateMetadataFilter: { ValidationMethod: 'DNS' } }, ['site', 'curve', 'pending']],
  ['manager', { AcmCertificateMetadataFilter: { ManagedBy: 'CLOUDFRONT' } }, []],
])('filters by %s', async (_, Filter, ids) => {
  const { acm, world } = await openAcm();
  fill(world);
  expect(await search(acm, { FilterStatement: { Filter } })).toEqual(ids);
});

test.each<[string, CertificateFilterStatement, readonly string[]]>([
  ['all of', { And: [issued, dnsName('*.example.com', 'EQUALS')] }, ['site']],
  ['any of', { Or: [dnsName('.net', 'CONTAINS'), dnsName('*.example.com', 'EQUALS')] }, ['site', 'curve']],
  ['none of', { Not: issued }, ['pending', 'imported']],
  [
    'a statement in a statement',
    { And: [{ Not: issued }, { Not: dnsName('imported', 'CONTAINS') }] },
    ['pending'],
  ],
])('combines filters: %s', async (_, FilterStatement, ids) => {
  const { acm, world } = await openAcm();
  fill(world);
  expect(await search(acm, { FilterStatement })).toEqual(ids);
});

test('sorts, with what has no such attribute at the end', async () => {
  const { acm, world } = await openAcm();
  fill(world);
  expect(await search(acm, { SortBy: 'NOT_AFTER', SortOrder: 'ASCENDING' })).toEqual([
    'curve',
    'site',
    'pending',
    'imported',
  ]);
  expect(await search(acm, { SortBy: 'COMMON_NAME', SortOrder: 'DESCENDING' })).toEqual([
    'curve',
    'site',
    'pending',
    'imported',
  ]);
});

test('pages through 2,000 certificates', async () => {
  const { acm, world } = await openAcm();
  for (let index = 0; index < 2_000; index += 1) addCertificate(world, `c${index}`);
  const pages = [];
  for await (const page of paginateSearchCertificates({ client: acm, pageSize: 500 }, {})) {
    pages.push(page.Results?.length);
  }
  expect(pages).toEqual([500, 500, 500, 500]);
});

test.each<[string, SearchCertificatesCommandInput]>([
  ['a page of 501', { MaxResults: 501 }],
  ['a token of its own making', { NextToken: 'nonsense' }],
  ['no statements', { FilterStatement: { And: [] } }],
  ['16 statements', { FilterStatement: { Or: Array.from({ length: 16 }, () => issued) } }],
  ['an empty text', { FilterStatement: dnsName('', 'CONTAINS') }],
])('refuses %s', async (_, input) => {
  const { acm, world } = await openAcm();
  fill(world);
  expect((await failureOf(search(acm, input))).name).toBe('ValidationException');
});

test('who may only list is told so, as a caller must fall back to listing then', async () => {
  const { acm } = await openAcm({ denied: ['acm:SearchCertificates'] });
  expect((await failureOf(search(acm))).name).toBe('AccessDeniedException');
});
