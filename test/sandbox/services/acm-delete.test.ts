import { DeleteCertificateCommand, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { expect, test } from 'vitest';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import { addDistribution } from '../small-site.ts';
import { account, failureOf } from '../support.ts';
import { addCertificate, describeOne, openAcm, request } from './acm-support.ts';

test('a certificate that nobody uses is deleted, even while it waits', async () => {
  const { acm } = await openAcm();
  const CertificateArn = await request(acm, ['example.com']);
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  const after = acm.send(new DescribeCertificateCommand({ CertificateArn }));
  expect((await failureOf(after)).name).toBe('ResourceNotFoundException');
});

test('one that is not there cannot be deleted', async () => {
  const { acm } = await openAcm();
  const CertificateArn = `arn:aws:acm:us-east-1:${account}:certificate/none`;
  expect(await failureOf(acm.send(new DeleteCertificateCommand({ CertificateArn })))).toEqual({
    name: 'ResourceNotFoundException',
    message: `Could not find certificate ${CertificateArn} in account ${account}.`,
  });
});

test('one that a load balancer uses stays', async () => {
  const { acm, world } = await openAcm();
  const CertificateArn = addCertificate(world, 'used', {
    inUseBy: new Set(['arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/a/1']),
  });
  expect(await failureOf(acm.send(new DeleteCertificateCommand({ CertificateArn })))).toEqual({
    name: 'ResourceInUseException',
    message: `Certificate ${CertificateArn} in account ${account} is in use.`,
  });
  expect(regionOf(world, account, 'us-east-1').certificates.has(CertificateArn)).toBe(true);
});

test('one that a distribution uses stays until the edge has another', async () => {
  const { acm, world } = await openAcm();
  const CertificateArn = addCertificate(world, 'old');
  const distribution = addDistribution(world, { ViewerCertificate: { AcmCertificateArn: CertificateArn } });
  expect(await describeOne(acm, CertificateArn)).toMatchObject({
    InUseBy: [distribution.arn],
    RenewalEligibility: 'ELIGIBLE',
  });
  const remove = () => acm.send(new DeleteCertificateCommand({ CertificateArn }));

  const next = addCertificate(world, 'new');
  distribution.config = { ...distribution.config, ViewerCertificate: { AcmCertificateArn: next } };
  expect((await failureOf(remove())).name).toBe('ResourceInUseException');
  expect((await describeOne(acm, next)).InUseBy).toEqual([distribution.arn]);

  distribution.atEdge = distribution.config;
  await remove();
});
