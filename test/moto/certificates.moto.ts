import { ACMClient, ListTagsForCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import { certificatePages, describeCertificate } from '../../source/aws/acm.ts';
import { readRequestedCertificate, requestCertificate } from '../../source/aws/certificate-requests.ts';
import { type ApiCall, callerConnection } from '../../source/aws/connection.ts';
import { findCertificates } from '../../source/commands/facts/certificates.ts';

async function request(region: string, ...names: readonly [string, ...string[]]): Promise<string> {
  const command = new RequestCertificateCommand({
    DomainName: names[0],
    SubjectAlternativeNames: [...names],
    ValidationMethod: 'DNS',
  });
  const { CertificateArn = '' } = await new ACMClient({ region }).send(command);
  return CertificateArn;
}

test('certificates are listed in the region that is asked, with what the list knows', async () => {
  const arn = await request('us-east-1', 'listed.example.com', '*.listed.example.com');
  const elsewhere = await request('eu-west-1', 'elsewhere.example.com');
  const found = [];
  for await (const page of certificatePages(await callerConnection({ region: 'us-east-1' })))
    found.push(...page);
  expect(found).toContainEqual(
    expect.objectContaining({ arn, domainName: 'listed.example.com', type: 'AMAZON_ISSUED' }),
  );
  expect(found.map((certificate) => certificate.arn)).not.toContain(elsewhere);
});

test('the search is not known there: the older call stands in, after one try', async () => {
  const arn = await request('us-east-1', 'searched.example.com', '*.searched.example.com');
  const calls: ApiCall[] = [];
  const connection = await callerConnection({ region: 'us-east-1', onCall: (call) => calls.push(call) });
  const found = [];
  for await (const page of certificatePages(connection)) found.push(...page);
  expect(calls.map(({ operation, attempts }) => [operation, attempts])).toEqual([
    ['SearchCertificates', 1],
    ['ListCertificates', 1],
  ]);
  const listed = found.find((certificate) => certificate.arn === arn);
  const described = await describeCertificate(connection, arn);
  expect(listed).toMatchObject({ status: described.status, domainName: 'searched.example.com' });
  if (listed?.namesComplete) expect(listed.names.toSorted()).toEqual(described.names.toSorted());
});

test('what is read of them for a list: the best first, and why the others cannot be used', async () => {
  await request('us-east-1', '*.ranked.example.com');
  await request('us-east-1', 'www.ranked.example.com');
  const known = await findCertificates({
    caller: await callerConnection({ region: 'eu-west-1' }),
    environmentRegion: 'eu-west-1',
    names: ['www.ranked.example.com', 'api.ranked.example.com'],
    arrived: () => undefined,
    signal: new AbortController().signal,
  });
  expect(known.ranked[0]).toMatchObject({ domainName: '*.ranked.example.com', missing: [] });
  expect(known.ranked[1]).toMatchObject({
    domainName: 'www.ranked.example.com',
    missing: ['api.ranked.example.com'],
  });
});

test('a certificate is described with all its names', async () => {
  const arn = await request('us-east-1', 'described.example.com', '*.described.example.com');
  const certificate = await describeCertificate(await callerConnection({ region: 'us-east-1' }), arn);
  expect(certificate).toMatchObject({ arn, domainName: 'described.example.com', namesComplete: true });
  expect([...certificate.names].sort()).toEqual(['*.described.example.com', 'described.example.com']);
});

test('a certificate that is not there is an error in words', async () => {
  const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000';
  await expect(
    describeCertificate(await callerConnection({ region: 'us-east-1' }), arn),
  ).rejects.toMatchObject({
    code: 'certificate-not-found',
  });
});

test('one is requested once, with tags, and says by which record each name is proved', async () => {
  const connection = await callerConnection({ region: 'us-east-1' });
  const order = {
    names: ['requested.example.com', '*.requested.example.com'],
    instead: [],
    tags: { 'copilot-application': 'shop' },
  };
  const arn = await requestCertificate(connection, order);
  expect(await requestCertificate(connection, order)).toBe(arn);
  const requested = await readRequestedCertificate(connection, arn);
  expect(requested?.names).toEqual(expect.arrayContaining([...order.names]));
  expect(requested?.validations.map(({ name }) => name)).toEqual(expect.arrayContaining([...order.names]));
  for (const { record } of requested?.validations ?? []) {
    expect(record?.name).toMatch(/^_.+\.requested\.example\.com$/);
    expect(record?.value).toMatch(/^_.+\.acm-validations\.aws$/);
  }
  const { Tags } = await new ACMClient({ region: 'us-east-1' }).send(
    new ListTagsForCertificateCommand({ CertificateArn: arn }),
  );
  expect(Tags).toEqual([{ Key: 'copilot-application', Value: 'shop' }]);
});

test('one that is gone is told as such', async () => {
  const connection = await callerConnection({ region: 'us-east-1' });
  const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000';
  expect(await readRequestedCertificate(connection, arn)).toBeUndefined();
});
