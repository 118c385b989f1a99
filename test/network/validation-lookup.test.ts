import { expect, test } from 'vitest';
import { targetFinder } from '../../source/network/validation-lookup.ts';
import { addHostedZone, putRecord } from '../../source/sandbox/hosted-zones.ts';
import { account } from '../aws/support.ts';
import { openSandbox } from '../sandbox/support.ts';

test('a record is found as soon as it is written', async () => {
  const { sandbox, world } = await openSandbox();
  const zone = addHostedZone(world, { account, name: 'example.com' });
  const find = targetFinder(sandbox.resolver);
  expect(await find('_a.www.example.com')).toBeUndefined();
  putRecord(zone, {
    name: '_a.www.example.com',
    type: 'CNAME',
    ttl: 300,
    values: ['_b.acm-validations.aws.'],
  });
  expect(await find('_a.www.example.com')).toBe('_b.acm-validations.aws');
});

test('a server that does not answer is no error', async () => {
  expect(await targetFinder('127.0.0.1:1')('_a.www.example.com')).toBeUndefined();
});
