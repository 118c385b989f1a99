import {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  paginateListCertificates,
} from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import type { Certificate, World } from '../../../source/sandbox/world.ts';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox } from '../support.ts';

function add(world: World, id: string, certificate: Partial<Certificate> = {}): string {
  const arn = `arn:aws:acm:us-east-1:${account}:certificate/${id}`;
  regionOf(world, account, 'us-east-1').certificates.set(arn, {
    arn,
    domainName: `${id}.example.com`,
    names: [`${id}.example.com`],
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    created: new Date('2026-01-01T00:00:00Z'),
    inUseBy: new Set(),
    tags: {},
    ...certificate,
  });
  return arn;
}

test('lists RSA certificates only, until other key types are asked for', async () => {
  const { client, world } = await openSandbox();
  add(world, 'rsa');
  add(world, 'curve', { keyAlgorithm: 'EC_prime256v1' });
  const acm = new ACMClient({ ...client, region: 'us-east-1' });
  const names = async (command: ListCertificatesCommand) =>
    (await acm.send(command)).CertificateSummaryList?.map(({ DomainName }) => DomainName);
  expect(await names(new ListCertificatesCommand({}))).toEqual(['rsa.example.com']);
  const both = new ListCertificatesCommand({ Includes: { keyTypes: ['RSA_2048', 'EC_prime256v1'] } });
  expect(await names(both)).toEqual(['rsa.example.com', 'curve.example.com']);
});

test('filters by status and tells the names of each certificate', async () => {
  const { client, world } = await openSandbox();
  add(world, 'pending', { status: 'PENDING_VALIDATION' });
  add(world, 'issued', { names: ['issued.example.com', '*.example.com'], notAfter: new Date('2027-01-01') });
  const acm = new ACMClient({ ...client, region: 'us-east-1' });
  const answer = await acm.send(new ListCertificatesCommand({ CertificateStatuses: ['ISSUED'] }));
  expect(answer.CertificateSummaryList).toEqual([
    expect.objectContaining({
      Status: 'ISSUED',
      SubjectAlternativeNameSummaries: ['issued.example.com', '*.example.com'],
      HasAdditionalSubjectAlternativeNames: false,
      NotAfter: new Date('2027-01-01'),
    }),
  ]);
});

test('pages through a long list', async () => {
  const { client, world } = await openSandbox();
  for (let index = 0; index < 250; index += 1) add(world, `c${index}`);
  const pages = [];
  const acm = new ACMClient({ ...client, region: 'us-east-1' });
  for await (const page of paginateListCertificates({ client: acm }, {})) {
    pages.push(page.CertificateSummaryList?.length);
  }
  expect(pages).toEqual([100, 100, 50]);
});

test('describes a certificate with its validation records', async () => {
  const { client, world } = await openSandbox();
  const arn = add(world, 'api', {
    status: 'PENDING_VALIDATION',
    names: ['api.example.com', '*.api.example.com'],
  });
  const acm = new ACMClient({ ...client, region: 'us-east-1' });
  const answer = await acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
  const [own, wildcard] = answer.Certificate?.DomainValidationOptions ?? [];
  expect(own?.ResourceRecord?.Name).toMatch(/^_[0-9a-f]{32}\.api\.example\.com\.$/);
  expect(wildcard?.ResourceRecord).toEqual(own?.ResourceRecord);
  expect(own?.ValidationStatus).toBe('PENDING_VALIDATION');
});

test('does not know a certificate of another region', async () => {
  const { client, world } = await openSandbox();
  const arn = add(world, 'api');
  const call = new ACMClient(client).send(new DescribeCertificateCommand({ CertificateArn: arn }));
  expect(await failureOf(call)).toEqual({
    name: 'ResourceNotFoundException',
    message: `Could not find certificate ${arn} in account ${account}.`,
  });
});

test('refuses what is not an ARN', async () => {
  const { client } = await openSandbox();
  const call = new ACMClient(client).send(
    new DescribeCertificateCommand({ CertificateArn: 'not-an-arn-at-all-x' }),
  );
  expect((await failureOf(call)).name).toBe('ValidationException');
});
