import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerIdentity } from '../../source/aws/sts.ts';
import { packageRoot } from '../../source/package-root.ts';
import { runCommand } from '../support/run.ts';
import { createEnvironmentStack, type EnvironmentStack } from './environment-stack.ts';

let stack: EnvironmentStack;
let workspace = '';

beforeAll(async () => {
  stack = await createEnvironmentStack();
  const application = stack.name.replace(/-prod$/, '');
  const { account } = await callerIdentity(stack.connection);
  const role = (name: string) => `arn:aws:iam::${account}:role/${stack.name}-${name}`;
  const records = {
    [`/copilot/applications/${application}`]: { name: application, account, version: '1.0' },
    [`/copilot/applications/${application}/environments/prod`]: {
      app: application,
      name: 'prod',
      region: stack.connection.region,
      accountID: account,
      executionRoleARN: role('CFNExecutionRole'),
      managerRoleARN: role('EnvManagerRole'),
    },
  };
  const client = new SSMClient({});
  for (const [Name, value] of Object.entries(records))
    await client.send(new PutParameterCommand({ Name, Value: JSON.stringify(value), Type: 'String' }));
  workspace = await mkdtemp(join(tmpdir(), 'copilot-cdn-moto-'));
  await mkdir(join(workspace, 'copilot'));
  await writeFile(join(workspace, 'copilot/.workspace'), `application: ${application}\n`);
});

afterAll(() => rm(workspace, { recursive: true }));

test('watch is with what somebody else did to a stack in less than a second, and tells it', async () => {
  const program = ['--import', 'tsx', join(packageRoot, 'cli.tsx')];
  const { code, stdout, stderr } = await runCommand(
    process.execPath,
    [...program, 'watch', stack.name, '--json', '--workspace', workspace],
    { env: Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'))) },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const events: { readonly type: string; readonly time: string }[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const at = (type: string) => Date.parse(events.find((event) => event.type === type)?.time ?? '');
  expect(at('stack') - at('plan')).toBeLessThan(1_000);
  // moto is done with an operation before it answers.
  expect(events.at(-1)).toMatchObject({ type: 'result', ok: true, stack: stack.name });
});
