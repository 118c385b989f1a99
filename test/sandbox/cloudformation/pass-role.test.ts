import { DescribeChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { account, failureOf } from '../support.ts';
import { after, open, roleArn, tags } from './sdk-support.ts';

test.each([
  ['carries the tags', tags, undefined],
  ['lost its tags', {}, 'AccessDenied'],
])('a manager role may pass on an execution role that %s', async (_, roleTags, expected) => {
  const { world, client, propose } = await open();
  const { roles } = world.accounts.get(account) ?? {};
  const common = { trusts: [], arn: roleArn };
  roles?.set('shop-prod-CFNExecutionRole', { ...common, name: 'shop-prod-CFNExecutionRole', tags: roleTags });
  roles?.set('shop-prod-EnvManagerRole', { ...common, name: 'shop-prod-EnvManagerRole', tags });
  const [caller] = world.credentials.values();
  if (caller) world.credentials.set(caller.accessKeyId, { ...caller, role: 'shop-prod-EnvManagerRole' });
  const proposed = propose({ TemplateBody: after, RoleARN: roleArn });
  if (expected !== undefined) {
    expect((await failureOf(proposed)).name).toBe(expected);
    return;
  }
  const described = await client.send(new DescribeChangeSetCommand({ ChangeSetName: await proposed }));
  expect(described.Status).toBe('CREATE_COMPLETE');
});
