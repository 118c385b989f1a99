import { describe, expect, test, vi } from 'vitest';
import { assumeRole, type Connection, callerConnection, inRegion } from '../../source/aws/connection.ts';
import { readParameter } from '../../source/aws/ssm.ts';
import { callerIdentity } from '../../source/aws/sts.ts';
import type { World } from '../../source/sandbox/world.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';
import { account, openAws, region, stubBareEnvironment, stubEnvironment } from './support.ts';

const roleArn = `arn:aws:iam::${account}:role/shop-prod-EnvManagerRole`;

function addRole(world: World, allows?: readonly string[]): void {
  const trusts = [`arn:aws:iam::${account}:root`];
  const role = { name: 'shop-prod-EnvManagerRole', arn: roleArn, trusts, tags: {} };
  accountOf(world, account).roles.set(role.name, allows ? { ...role, allows } : role);
}

function asManager(connection: Connection): Connection {
  return assumeRole(connection, {
    roleArn,
    region: 'eu-west-1',
    sessionName: 'copilot-cdn',
    identity: 'environment-manager',
  });
}

describe('the region', () => {
  test.each([
    [
      'the one that was given',
      { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' },
      'us-east-2',
      'us-east-2',
    ],
    ['AWS_REGION', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, undefined, 'eu-west-1'],
    ['AWS_DEFAULT_REGION', { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, undefined, 'eu-west-2'],
  ])('is %s', async (_, variables, given, expected) => {
    stubBareEnvironment();
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const connection = await callerConnection(given === undefined ? {} : { region: given });
    expect(connection.region).toBe(expected);
  });

  test("is the profile's where nothing else says one", async () => {
    stubBareEnvironment();
    const folder = await temporaryFolder({
      config: '[default]\nregion = sa-east-1\n[profile work]\nregion = ca-central-1\n',
    });
    vi.stubEnv('AWS_CONFIG_FILE', `${folder}/config`);
    expect((await callerConnection()).region).toBe('sa-east-1');
    expect((await callerConnection({ profile: 'work' })).region).toBe('ca-central-1');
  });

  test.each(['us west 2', 'oregon', 'us-west-2a', 'US-WEST-2'])('%s is none', async (given) => {
    stubBareEnvironment();
    await expect(callerConnection({ region: given })).rejects.toMatchObject({ code: 'region-malformed' });
  });

  test('must be known', async () => {
    stubBareEnvironment();
    await expect(callerConnection()).rejects.toMatchObject({
      code: 'no-region',
      message: "No AWS region is set, so the application's records cannot be looked for.",
    });
    await expect(callerConnection({ profile: 'work' })).rejects.toThrow('Profile work names no AWS region');
  });
});

describe('credentials', () => {
  test('are looked for at the first call only', async () => {
    stubBareEnvironment();
    const connection = await callerConnection({ region });
    await expect(callerIdentity(connection)).rejects.toMatchObject({
      code: 'no-credentials',
      message: 'Looking for AWS credentials failed: no AWS credentials were found.',
      exitCode: 2,
    });
  });

  test('come from the profile that was named, not from the variables, without a word', async () => {
    const warned = vi.spyOn(console, 'warn');
    const { world } = await openAws();
    const folder = await temporaryFolder({
      credentials: '[work]\naws_access_key_id = AKIAWORKEXAMPLE00000\naws_secret_access_key = any\n',
    });
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', `${folder}/credentials`);
    world.credentials.set('AKIAWORKEXAMPLE00000', {
      accessKeyId: 'AKIAWORKEXAMPLE00000',
      account,
      arn: `arn:aws:iam::${account}:user/work`,
      userId: 'AIDAWORK',
    });
    const connection = await callerConnection({ profile: 'work' });
    expect((await callerIdentity(connection)).arn).toBe(`arn:aws:iam::${account}:user/work`);
    expect(warned).not.toHaveBeenCalled();
  });

  test('of a profile that does not exist are missed by its name', async () => {
    stubEnvironment('http://127.0.0.1:1');
    const connection = await callerConnection({ profile: 'nobody' });
    await expect(callerIdentity(connection)).rejects.toMatchObject({
      code: 'no-credentials',
      message: 'Looking for AWS credentials failed: profile nobody gives no AWS credentials.',
    });
  });

  test('that have expired are told as such', async () => {
    const { connection } = await openAws({ expireCredentialsAfterSeconds: 0 });
    await expect(readParameter(connection, '/a')).rejects.toMatchObject({ code: 'credentials-expired' });
  });

  test('that AWS does not know are told as such', async () => {
    const { connection, world } = await openAws();
    world.credentials.clear();
    await expect(readParameter(connection, '/a')).rejects.toMatchObject({ code: 'credentials-refused' });
  });
});

describe('another region', () => {
  test('is the same identity elsewhere, and one connection each', async () => {
    const { connection } = await openAws();
    const there = inRegion(connection, 'eu-west-1');
    expect(there).toMatchObject({ region: 'eu-west-1', identity: 'caller' });
    expect(inRegion(connection, 'eu-west-1')).toBe(there);
    expect(inRegion(connection, region)).toBe(connection);
  });
});

describe('an assumed role', () => {
  test('calls as the role, in its region', async () => {
    const { connection, world } = await openAws();
    addRole(world);
    const { arn } = await callerIdentity(asManager(connection));
    expect(arn).toBe(`arn:aws:sts::${account}:assumed-role/shop-prod-EnvManagerRole/copilot-cdn`);
    expect(world.calls.map((call) => [call.operation, call.region])).toEqual([
      ['AssumeRole', region],
      ['GetCallerIdentity', 'eu-west-1'],
    ]);
  });

  test('is assumed once for all services and calls', async () => {
    const { connection, world } = await openAws();
    addRole(world);
    const manager = asManager(connection);
    await Promise.all([
      callerIdentity(manager),
      readParameter(manager, '/a'),
      readParameter(inRegion(manager, region), '/a'),
    ]);
    expect(world.calls.filter((call) => call.operation === 'AssumeRole')).toHaveLength(1);
  });

  test.each([
    ['again when', 59.5, 2],
    ['not again before', 56, 1],
  ])('is assumed %s its credentials run out', async (_, minutesAgo, times) => {
    // AssumeRole gives an hour, counted from the sandbox's time.
    const { connection, world } = await openAws({ startsAt: new Date(Date.now() - minutesAgo * 60_000) });
    addRole(world);
    const manager = asManager(connection);
    const first = await manager.credentials();
    const second = await manager.credentials();
    expect(second.accessKeyId === first.accessKeyId).toBe(times === 1);
    expect(world.calls.filter((call) => call.operation === 'AssumeRole')).toHaveLength(times);
  });

  test('that the caller may not assume is told with the role', async () => {
    const { connection } = await openAws();
    await expect(callerIdentity(asManager(connection))).rejects.toMatchObject({
      code: 'access-denied',
      message: `Assuming the role ${roleArn} failed: arn:aws:iam::${account}:user/dev may not use sts:AssumeRole on ${roleArn}.`,
    });
  });

  test('that lacks a permission is told with the identity', async () => {
    const { connection, world } = await openAws();
    addRole(world, ['cloudformation:*']);
    await expect(readParameter(asManager(connection), '/a')).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining(
        'assumed-role/shop-prod-EnvManagerRole/copilot-cdn may not use ssm:GetParameter',
      ),
      next: expect.arrayContaining(["The manager role's permissions come with the environment's stack"]),
    });
  });
});

describe('a call', () => {
  test('is reported once it is over', async () => {
    const { connection, calls } = await openAws();
    await callerIdentity(connection);
    expect(calls).toEqual([
      {
        service: 'sts',
        operation: 'GetCallerIdentity',
        region,
        identity: 'caller',
        milliseconds: expect.any(Number),
        attempts: 1,
      },
    ]);
  });

  test('that fails is reported with its error', async () => {
    const { connection, calls } = await openAws({ denied: ['ssm:*'] });
    await expect(readParameter(connection, '/a')).rejects.toThrow();
    expect(calls).toMatchObject([{ operation: 'GetParameter', errorCode: 'AccessDeniedException' }]);
  });

  test('that is throttled is tried again', async () => {
    const { connection, calls, world } = await openAws({ throttleRate: 1 });
    const watching = setInterval(() => {
      if (world.calls.length > 0) world.knobs.throttleRate = 0;
    }, 1);
    await callerIdentity(connection).finally(() => clearInterval(watching));
    expect(calls[0]?.attempts).toBeGreaterThan(1);
  });

  test('can be called off', async () => {
    const { connection } = await openAws({ latencyMilliseconds: 60_000 });
    const calledOff = new AbortController();
    const asking = callerIdentity(connection, calledOff.signal);
    calledOff.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });
});
