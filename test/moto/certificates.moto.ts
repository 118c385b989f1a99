import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import { certificatePages, describeCertificate } from '../../source/aws/acm.ts';
import { callerConnection } from '../../source/aws/connection.ts';

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
