import { expect, test } from 'vitest';
import { assumeRole, callerConnection } from '../../source/aws/connection.ts';
import { cloudFrontPrefixList } from '../../source/aws/ec2.ts';
import { callerIdentity } from '../../source/aws/sts.ts';

test('the caller is named', async () => {
  const identity = await callerIdentity(await callerConnection());
  expect(identity).toMatchObject({ account: '123456789012', partition: 'aws' });
});

test('a role of another account is assumed, and its credentials act there', async () => {
  const connection = assumeRole(await callerConnection(), {
    roleArn: 'arn:aws:iam::222222222222:role/shop-prod-EnvManagerRole',
    region: 'us-west-2',
    sessionName: 'copilot-cdn',
    identity: 'environment-manager',
  });
  expect(await callerIdentity(connection)).toMatchObject({
    account: '222222222222',
    arn: 'arn:aws:sts::222222222222:assumed-role/shop-prod-EnvManagerRole/copilot-cdn',
  });
});

test("CloudFront's prefix list is found in every region, under another id", async () => {
  const here = await cloudFrontPrefixList(await callerConnection());
  const there = await cloudFrontPrefixList(await callerConnection({ region: 'us-west-2' }));
  expect(here.id).toMatch(/^pl-[0-9a-f]+$/);
  expect(there.id).toMatch(/^pl-[0-9a-f]+$/);
  expect(there.id).not.toBe(here.id);
});
