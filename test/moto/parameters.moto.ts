import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, expect, test } from 'vitest';
import { callerConnection } from '../../source/aws/connection.ts';
import { readParameter, readParametersUnder } from '../../source/aws/ssm.ts';

const path = '/copilot/applications/shop/components';
const names = Array.from({ length: 26 }, (_, index) => `${path}/service-${String(index).padStart(2, '0')}`);

beforeAll(async () => {
  const client = new SSMClient({});
  for (const Name of names)
    await client.send(new PutParameterCommand({ Name, Value: `{"name":"${Name}"}`, Type: 'String' }));
});

test('all pages of the parameters under a path are read', async () => {
  const found = await readParametersUnder(await callerConnection(), path);
  expect(found.map(({ name }) => name).sort()).toEqual(names);
});

test('a parameter is read, and one that is not there is undefined', async () => {
  const connection = await callerConnection();
  expect(await readParameter(connection, `${path}/service-07`)).toBe(`{"name":"${path}/service-07"}`);
  expect(await readParameter(connection, `${path}/none`)).toBeUndefined();
});

test('another region has other parameters', async () => {
  expect(
    await readParameter(await callerConnection({ region: 'us-west-2' }), `${path}/service-07`),
  ).toBeUndefined();
});
