import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox } from '../support.ts';

const roleArn = `arn:aws:iam::${account}:role/shop-prod-EnvManagerRole`;

test('tells a user who they are', async () => {
  const { client } = await openSandbox();
  const identity = await new STSClient(client).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Account: account, Arn: `arn:aws:iam::${account}:user/dev` });
});

test('an assumed role acts as itself', async () => {
  const { client, world } = await openSandbox();
  accountOf(world, account).roles.set('shop-prod-EnvManagerRole', {
    name: 'shop-prod-EnvManagerRole',
    arn: roleArn,
    trusts: [`arn:aws:iam::${account}:root`],
    tags: {},
  });
  const assumed = await new STSClient(client).send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'wizard', DurationSeconds: 900 }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = assumed.Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const identity = await new STSClient({ ...client, credentials }).send(new GetCallerIdentityCommand({}));
  expect(identity.Arn).toBe(`arn:aws:sts::${account}:assumed-role/shop-prod-EnvManagerRole/wizard`);
});

test('a role that does not trust the caller stays closed', async () => {
  const { client, world } = await openSandbox();
  accountOf(world, account).roles.set('closed', {
    name: 'closed',
    arn: roleArn,
    trusts: ['cloudformation.amazonaws.com'],
    tags: {},
  });
  const call = new STSClient(client).send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'wizard' }),
  );
  expect(await failureOf(call)).toEqual({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${account}:user/dev is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  });
});
