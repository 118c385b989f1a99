import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import { account, failureOf } from '../support.ts';
import { addCertificate, describeOne, openAcm } from './acm-support.ts';

test('describes a certificate with its validation records', async () => {
  const { acm, world } = await openAcm();
  const arn = addCertificate(world, 'api', {
    status: 'PENDING_VALIDATION',
    names: ['api.example.com', '*.api.example.com'],
  });
  const [own, wildcard] = (await describeOne(acm, arn)).DomainValidationOptions ?? [];
  expect(own?.ResourceRecord?.Name).toMatch(/^_[0-9a-f]{32}\.api\.example\.com\.$/);
  expect(wildcard?.ResourceRecord).toEqual(own?.ResourceRecord);
  expect(own?.ValidationStatus).toBe('PENDING_VALIDATION');
});

test('an imported certificate has nothing to validate', async () => {
  const { acm, world } = await openAcm();
  const arn = addCertificate(world, 'own', { type: 'IMPORTED', keyAlgorithm: 'RSA_4096' });
  const certificate = await describeOne(acm, arn);
  expect(certificate).toMatchObject({ Type: 'IMPORTED', KeyAlgorithm: 'RSA-4096', Status: 'ISSUED' });
  expect(certificate).not.toHaveProperty('DomainValidationOptions');
});

test('does not know a certificate of another region', async () => {
  const { client, world } = await openAcm();
  const arn = addCertificate(world, 'api');
  const elsewhere = new ACMClient({ ...client, region: 'us-west-2' });
  const call = elsewhere.send(new DescribeCertificateCommand({ CertificateArn: arn }));
  expect(await failureOf(call)).toEqual({
    name: 'ResourceNotFoundException',
    message: `Could not find certificate ${arn} in account ${account}.`,
  });
});

test.each(['short', 'not-an-arn-at-all-at-all', undefined])(
  'refuses %s, for it is not an ARN',
  async (arn) => {
    const { acm } = await openAcm();
    const call = acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    expect((await failureOf(call)).name).toBe('ValidationException');
  },
);
