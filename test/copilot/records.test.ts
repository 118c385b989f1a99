import { describe, expect, test } from 'vitest';
import {
  readApplication,
  readEnvironment,
  readEnvironments,
  readWorkloads,
} from '../../source/copilot/records.ts';
import type { World } from '../../source/sandbox/world.ts';
import { account, openAws, putParameter, region } from '../aws/support.ts';

function putApplication(world: World, more: object = {}): void {
  const record = { name: 'shop', account, domain: '', domainHostedZoneID: '', version: '1.0', ...more };
  putParameter(world, '/copilot/applications/shop', JSON.stringify(record));
}

function putEnvironment(world: World, name: string, more: object = {}): void {
  const role = `arn:aws:iam::${account}:role/shop-${name}`;
  const record = {
    app: 'shop',
    name,
    region: 'eu-west-1',
    accountID: account,
    registryURL: '',
    executionRoleARN: `${role}-CFNExecutionRole`,
    managerRoleARN: `${role}-EnvManagerRole`,
    customConfig: { importVPC: null },
    ...more,
  };
  putParameter(world, `/copilot/applications/shop/environments/${name}`, JSON.stringify(record));
}

describe('an application', () => {
  test('without a domain', async () => {
    const { connection, world } = await openAws();
    putApplication(world);
    expect(await readApplication(connection, 'shop')).toEqual({ name: 'shop', account, tags: {} });
  });

  test('with a domain and tags', async () => {
    const { connection, world } = await openAws();
    putApplication(world, { domain: 'example.com', domainHostedZoneID: 'Z1', tags: { team: 'web' } });
    expect(await readApplication(connection, 'shop')).toEqual({
      name: 'shop',
      account,
      domain: 'example.com',
      domainHostedZoneId: 'Z1',
      tags: { team: 'web' },
    });
  });

  test('that is not there is missed by account and region, with what is there instead', async () => {
    const { connection, world } = await openAws();
    putApplication(world);
    await expect(readApplication(connection, 'shpo')).rejects.toMatchObject({
      code: 'application-not-found',
      message: `Looking for the application shpo: account ${account} has no record of it in ${region}. Records live in the region where the application was made.`,
      next: expect.arrayContaining(['Or was it shop? --app shop']),
      details: [`Applications in ${region}: shop`],
      exitCode: 2,
    });
  });

  test('that is not there is missed even where applications may not be listed', async () => {
    const { connection } = await openAws({ denied: ['ssm:GetParametersByPath'] });
    await expect(readApplication(connection, 'shop')).rejects.toMatchObject({
      code: 'application-not-found',
    });
  });

  test('whose record was broken is refused', async () => {
    const { connection, world } = await openAws();
    putParameter(world, '/copilot/applications/shop', '{"name":"shop"}');
    await expect(readApplication(connection, 'shop')).rejects.toMatchObject({
      code: 'record-malformed',
      message: expect.stringContaining('"account" is missing'),
    });
  });
});

describe('environments', () => {
  test('are read with region, account and roles, sorted by name, all pages', async () => {
    const { connection, world } = await openAws();
    const names = Array.from({ length: 12 }, (_, index) => `e${String(index).padStart(2, '0')}`);
    for (const name of names) putEnvironment(world, name);
    const environments = await readEnvironments(connection, 'shop');
    expect(environments.map(({ name }) => name)).toEqual(names);
    expect(environments[0]).toEqual({
      application: 'shop',
      name: 'e00',
      region: 'eu-west-1',
      account,
      executionRoleArn: `arn:aws:iam::${account}:role/shop-e00-CFNExecutionRole`,
      managerRoleArn: `arn:aws:iam::${account}:role/shop-e00-EnvManagerRole`,
      asMade: expect.any(Function),
    });
  });

  test('tell how they were made', async () => {
    const { connection, world } = await openAws();
    putEnvironment(world, 'prod', {
      customConfig: {
        importVPC: { id: 'vpc-1', publicSubnetIDs: ['subnet-1', 'subnet-2'], privateSubnetIDs: null },
        adjustVPC: {
          cidr: '10.0.0.0/16',
          availabilityZoneNames: ['a', 'b'],
          publicSubnetCIDRs: ['10.0.0.0/24'],
          privateSubnetCIDRs: ['10.0.1.0/24'],
        },
        importCertARNs: ['arn:x'],
        internalALBSubnets: ['subnet-3'],
        enableInternalALBVPCIngress: true,
      },
      telemetry: { containerInsights: false },
    });
    expect((await readEnvironment(connection, 'shop', 'prod')).asMade()).toEqual({
      importedVpc: { id: 'vpc-1', publicSubnets: ['subnet-1', 'subnet-2'], privateSubnets: [] },
      adjustedVpc: {
        cidr: '10.0.0.0/16',
        zones: ['a', 'b'],
        publicSubnets: ['10.0.0.0/24'],
        privateSubnets: ['10.0.1.0/24'],
      },
      certificates: ['arn:x'],
      internalSubnets: ['subnet-3'],
      internalVpcIngress: true,
      containerInsights: false,
    });
  });

  test.each([
    ['a certificate that is no text', { customConfig: { importCertARNs: [1] } }],
    ['certificates that are no list', { customConfig: { importCertARNs: 'arn:x' } }],
    ['an imported VPC without its id', { customConfig: { importVPC: {} } }],
    ['an imported VPC that is no map', { customConfig: { importVPC: 'vpc-1' } }],
    ['a flag that is neither true nor false', { telemetry: { containerInsights: 'yes' } }],
  ])('do not tell how they were made with %s', async (_name, more) => {
    const { connection, world } = await openAws();
    putEnvironment(world, 'prod', more);
    const environment = await readEnvironment(connection, 'shop', 'prod');
    expect(() => environment.asMade()).toThrow(expect.objectContaining({ code: 'record-malformed' }));
  });

  test('are missed where the application has none', async () => {
    const { connection, world } = await openAws();
    putApplication(world);
    await expect(readEnvironments(connection, 'shop')).rejects.toMatchObject({ code: 'no-environments' });
  });

  test('one is found by its name', async () => {
    const { connection, world } = await openAws();
    putEnvironment(world, 'prod');
    expect(await readEnvironment(connection, 'shop', 'prod')).toMatchObject({ name: 'prod' });
  });

  test('one that is not there is answered with those that may be meant', async () => {
    const { connection, world } = await openAws();
    for (const name of ['prod', 'test']) putEnvironment(world, name);
    await expect(readEnvironment(connection, 'shop', 'prdo')).rejects.toMatchObject({
      code: 'environment-not-found',
      message: 'Application shop has no environment prdo. It has: prod, test.',
      next: ['--env prod'],
      exitCode: 2,
    });
  });
});

describe('workloads', () => {
  test('are read with their types', async () => {
    const { connection, world } = await openAws();
    for (const [name, type] of [
      ['web', 'Load Balanced Web Service'],
      ['job', 'Scheduled Job'],
    ]) {
      putParameter(
        world,
        `/copilot/applications/shop/components/${name}`,
        JSON.stringify({ app: 'shop', name, type }),
      );
    }
    expect(await readWorkloads(connection, 'shop')).toEqual([
      { name: 'job', type: 'Scheduled Job' },
      { name: 'web', type: 'Load Balanced Web Service' },
    ]);
  });
});
