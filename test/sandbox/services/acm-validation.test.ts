import { ACMClient, waitUntilCertificateValidated } from '@aws-sdk/client-acm';
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { addHostedZone, putRecord } from '../../../source/sandbox/hosted-zones.ts';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import { account, openSandbox, until } from '../support.ts';
import {
  addZoneElsewhere,
  day,
  describeOne,
  hour,
  openAcm,
  publish,
  request,
  statuses,
} from './acm-support.ts';

test('records that are written through Route 53 validate a certificate', async () => {
  const { client, world } = await openSandbox({ speed: 1_000 });
  const zone = addHostedZone(world, { account, name: 'example.com' });
  const acm = new ACMClient(client);
  const CertificateArn = await request(acm, ['example.com', '*.example.com', 'www.example.com']);
  await until(
    async () =>
      (await describeOne(acm, CertificateArn)).DomainValidationOptions?.[0]?.ResourceRecord !== undefined,
  );
  const { DomainValidationOptions = [] } = await describeOne(acm, CertificateArn);
  const records = new Map(
    DomainValidationOptions.map(({ ResourceRecord }) => [ResourceRecord?.Name, ResourceRecord?.Value]),
  );
  const Changes = [...records].map(([Name, Value]) => ({
    Action: 'UPSERT' as const,
    ResourceRecordSet: { Name, Type: 'CNAME' as const, TTL: 300, ResourceRecords: [{ Value }] },
  }));
  expect(Changes).toHaveLength(2);
  await new Route53Client(client).send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: zone.id, ChangeBatch: { Changes } }),
  );
  const waited = await waitUntilCertificateValidated(
    { client: acm, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
    { CertificateArn },
  );
  expect(waited.state).toBe('SUCCESS');
  await until(async () => (await describeOne(acm, CertificateArn)).Status === 'ISSUED');
});

test('names are validated one by one, as their records appear, and the certificate is issued after the last', async () => {
  const { acm, world, pass } = await openAcm();
  const zone = addZoneElsewhere(world, 'example.com');
  const arn = await request(acm, ['example.com', '*.example.com', 'www.example.com']);
  pass(10 * 60);
  const none = {
    'example.com': 'PENDING_VALIDATION',
    '*.example.com': 'PENDING_VALIDATION',
    'www.example.com': 'PENDING_VALIDATION',
  };
  expect(await statuses(acm, arn)).toEqual(none);
  await publish(acm, arn, zone, ['example.com']);
  pass(60);
  const some = { ...none, 'example.com': 'SUCCESS', '*.example.com': 'SUCCESS' };
  expect(await statuses(acm, arn)).toEqual(some);
  pass(day);
  expect((await describeOne(acm, arn)).Status).toBe('PENDING_VALIDATION');
  await publish(acm, arn, zone, ['www.example.com']);
  pass(60);
  expect(await statuses(acm, arn)).toEqual({ ...some, 'www.example.com': 'SUCCESS' });
  expect((await describeOne(acm, arn)).Status).toBe('PENDING_VALIDATION');
  pass(60);
  expect((await describeOne(acm, arn)).Status).toBe('ISSUED');
});

test('an issued certificate is valid for 198 days and serves web servers', async () => {
  const { acm, world, pass } = await openAcm();
  const zone = addZoneElsewhere(world, 'example.com');
  const arn = await request(acm, ['example.com']);
  pass(5);
  await publish(acm, arn, zone);
  pass(85);
  expect(await describeOne(acm, arn)).toMatchObject({
    Status: 'ISSUED',
    IssuedAt: new Date('2026-11-26T12:01:30Z'),
    NotBefore: new Date('2026-11-26T00:00:00Z'),
    NotAfter: new Date('2027-06-11T23:59:59Z'),
    Serial: expect.stringMatching(/^[0-9a-f]{2}(:[0-9a-f]{2}){15}$/),
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }],
    ExtendedKeyUsages: [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }],
    RenewalEligibility: 'INELIGIBLE',
  });
});

test('the records of one certificate validate its replica in another region', async () => {
  const { acm, client, world, pass } = await openAcm();
  const zone = addZoneElsewhere(world, 'example.com');
  const arn = await request(acm, ['*.example.com']);
  pass(5);
  await publish(acm, arn, zone);
  const elsewhere = new ACMClient({ ...client, region: 'eu-west-1' });
  const replica = await request(elsewhere, ['*.example.com', 'example.com']);
  pass(90);
  expect((await describeOne(elsewhere, replica)).Status).toBe('ISSUED');
});

describe('a record is not seen', () => {
  test('in a private zone, or above a zone that is delegated', async () => {
    const { acm, world, pass } = await openAcm();
    const above = addHostedZone(world, { account, name: 'example.com' });
    const own = addZoneElsewhere(world, 'shop.example.com');
    const hidden = addHostedZone(world, { account, name: 'shop.example.com', private: true });
    const arn = await request(acm, ['shop.example.com']);
    pass(5);
    await publish(acm, arn, above);
    await publish(acm, arn, hidden);
    pass(hour);
    expect((await describeOne(acm, arn)).Status).toBe('PENDING_VALIDATION');
    await publish(acm, arn, own);
    pass(hour);
    expect((await describeOne(acm, arn)).Status).toBe('ISSUED');
  });

  test('when it has another value', async () => {
    const { acm, world, pass } = await openAcm();
    const zone = addZoneElsewhere(world, 'example.com');
    putRecord(zone, { name: '*.example.com', type: 'CNAME', ttl: 300, values: ['example.net.'] });
    const arn = await request(acm, ['example.com']);
    pass(hour);
    expect((await describeOne(acm, arn)).Status).toBe('PENDING_VALIDATION');
  });
});

test('a value may lack its first underscore and its last dot', async () => {
  const { acm, world, pass } = await openAcm();
  const zone = addZoneElsewhere(world, 'example.com');
  const arn = await request(acm, ['example.com']);
  pass(5);
  const { DomainValidationOptions } = await describeOne(acm, arn);
  const { Name = '', Value = '' } = DomainValidationOptions?.[0]?.ResourceRecord ?? {};
  const name = Name.replace(/\.$/, '');
  putRecord(zone, { name, type: 'CNAME', ttl: 300, values: [Value.slice(1, -1)] });
  pass(hour);
  expect((await describeOne(acm, arn)).Status).toBe('ISSUED');
});

test('after 72 hours ACM gives up', async () => {
  const { acm, world, pass } = await openAcm();
  const zone = addZoneElsewhere(world, 'example.com');
  const arn = await request(acm, ['example.com', 'www.example.com']);
  pass(5);
  await publish(acm, arn, zone, ['www.example.com']);
  pass(72 * hour - 6);
  expect((await describeOne(acm, arn)).Status).toBe('PENDING_VALIDATION');
  pass(1);
  expect((await describeOne(acm, arn)).Status).toBe('VALIDATION_TIMED_OUT');
  expect(await statuses(acm, arn)).toEqual({ 'example.com': 'FAILED', 'www.example.com': 'SUCCESS' });
  await publish(acm, arn, zone);
  pass(hour);
  expect((await describeOne(acm, arn)).Status).toBe('VALIDATION_TIMED_OUT');
});

test('a certificate that is deleted meanwhile stays deleted', async () => {
  const { acm, world, pass } = await openAcm();
  const zone = addZoneElsewhere(world, 'example.com');
  const arn = await request(acm, ['example.com']);
  pass(5);
  await publish(acm, arn, zone);
  const { certificates } = regionOf(world, account, 'us-east-1');
  const certificate = certificates.get(arn);
  certificates.delete(arn);
  pass(4 * day);
  expect(certificate?.status).toBe('PENDING_VALIDATION');
});

describe('CAA records', () => {
  test.each([
    [
      'name Amazon among others',
      ['0 issue "letsencrypt.org"', '0 issue "amazontrust.com; account=1"'],
      'ISSUED',
    ],
    ['name nobody for wildcards only', ['0 issue "amazon.com"', '0 issuewild ";"'], 'FAILED'],
    ['say who issues wildcards only', ['0 issuewild "amazon.com"'], 'ISSUED'],
    ['tell only where to report', ['0 iodef "mailto:a@example.com"'], 'ISSUED'],
    ['name somebody else', ['0 issue "letsencrypt.org"'], 'FAILED'],
    ['name nobody', ['0 issue ";"'], 'FAILED'],
  ])('that %s: %j', async (_, values, status) => {
    const { acm, world, pass } = await openAcm();
    const zone = addZoneElsewhere(world, 'example.com');
    putRecord(zone, { name: 'example.com', type: 'CAA', ttl: 300, values });
    const arn = await request(acm, ['www.example.com', '*.example.com']);
    pass(5);
    await publish(acm, arn, zone);
    pass(hour);
    const { Status, FailureReason } = await describeOne(acm, arn);
    expect(Status).toBe(status);
    expect(FailureReason).toBe(status === 'FAILED' ? 'CAA_ERROR' : undefined);
    expect(Object.values(await statuses(acm, arn))).not.toContain('PENDING_VALIDATION');
  });

  test('nearer to the name count before those above', async () => {
    const { acm, world, pass } = await openAcm();
    const zone = addZoneElsewhere(world, 'example.com');
    putRecord(zone, { name: 'example.com', type: 'CAA', ttl: 300, values: ['0 issue "letsencrypt.org"'] });
    putRecord(zone, { name: 'shop.example.com', type: 'CAA', ttl: 300, values: ['0 issue "amazon.com"'] });
    const arn = await request(acm, ['api.shop.example.com']);
    pass(5);
    await publish(acm, arn, zone);
    pass(hour);
    expect((await describeOne(acm, arn)).Status).toBe('ISSUED');
  });

  test('that forbid Amazon make the SDK stop waiting, though other names wait still', async () => {
    const { acm, world, pass } = await openAcm();
    const zone = addZoneElsewhere(world, 'example.com');
    putRecord(zone, { name: 'example.com', type: 'CAA', ttl: 300, values: ['0 issue "letsencrypt.org"'] });
    const CertificateArn = await request(acm, ['example.com', 'example.org']);
    pass(5);
    await publish(acm, CertificateArn, zone, ['example.com']);
    pass(hour);
    const patience = { client: acm, maxWaitTime: 10, minDelay: 1, maxDelay: 1 };
    await expect(waitUntilCertificateValidated(patience, { CertificateArn })).rejects.toThrow(/FAILURE/);
  });
});
