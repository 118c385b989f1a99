import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { beforeAll, expect, test } from 'vitest';
import { callerConnection } from '../../source/aws/connection.ts';
import { changeRecords, changeState, hostedZones, recordsNamed } from '../../source/aws/route-53.ts';

let zone: string;
beforeAll(async () => {
  const command = new CreateHostedZoneCommand({ Name: 'example.com.', CallerReference: 'moto' });
  const { HostedZone } = await new Route53Client({}).send(command);
  zone = HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
});

const oldRecord = {
  name: 'api.example.com',
  type: 'A',
  alias: {
    dnsName: 'shop-publi-1.eu-west-1.elb.amazonaws.com',
    hostedZoneId: 'Z32O12XQLNTSW2',
    evaluateTargetHealth: true,
  },
} as const;
const newRecord = {
  ...oldRecord,
  alias: {
    dnsName: 'd111111abcdef8.cloudfront.net',
    hostedZoneId: 'Z2FDTNDATAQYW2',
    evaluateTargetHealth: false,
  },
} as const;

test('a zone is found by its name', async () => {
  expect(await hostedZones(await callerConnection())).toContainEqual({
    id: zone,
    name: 'example.com',
    private: false,
  });
});

test('an alias record is made, moved to a distribution, and read back', async () => {
  const connection = await callerConnection();
  await changeRecords(connection, zone, [{ action: 'CREATE', record: oldRecord }], 'before');
  const moved = await changeRecords(
    connection,
    zone,
    [
      { action: 'DELETE', record: oldRecord },
      { action: 'CREATE', record: newRecord },
    ],
    'to CloudFront',
  );
  expect(await changeState(connection, moved)).toBe('INSYNC');
  expect(await recordsNamed(connection, zone, 'api.example.com')).toMatchObject([newRecord]);
});

// moto has other words for it than Route 53, so the error's code is not what it would be there.
test('a record that is not there cannot be taken away', async () => {
  const record = { ...oldRecord, name: 'gone.example.com' };
  await expect(
    changeRecords(await callerConnection(), zone, [{ action: 'DELETE', record }], 'not there'),
  ).rejects.toThrow(/Changing the records of gone\.example\.com/);
});
