import {
  GetParameterCommand,
  GetParametersByPathCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import type { World } from '../../../source/sandbox/world.ts';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import { account, failureOf, openSandbox, region } from '../support.ts';

function put(world: World, name: string): void {
  const { parameters } = regionOf(world, account, region);
  parameters.set(name, { name, value: `value of ${name}`, version: 1, modified: new Date(0) });
}

test('reads a parameter', async () => {
  const { client, world } = await openSandbox();
  put(world, '/copilot/applications/shop');
  const answer = await new SSMClient(client).send(
    new GetParameterCommand({ Name: '/copilot/applications/shop' }),
  );
  expect(answer.Parameter).toMatchObject({
    Value: 'value of /copilot/applications/shop',
    LastModifiedDate: new Date(0),
    ARN: `arn:aws:ssm:${region}:${account}:parameter/copilot/applications/shop`,
  });
});

test('says ParameterNotFound of a parameter that is in another region', async () => {
  const { client, world } = await openSandbox();
  put(world, '/copilot/applications/shop');
  const elsewhere = new SSMClient({ ...client, region: 'eu-west-1' });
  const call = elsewhere.send(new GetParameterCommand({ Name: '/copilot/applications/shop' }));
  expect((await failureOf(call)).name).toBe('ParameterNotFound');
});

test('lists one level of a path, ten a page', async () => {
  const { client, world } = await openSandbox();
  for (let index = 0; index < 26; index += 1) put(world, `/copilot/applications/shop/components/svc${index}`);
  put(world, '/copilot/applications/shop/components/svc0/deeper');
  const pages = [];
  const query = { Path: '/copilot/applications/shop/components/' };
  for await (const page of paginateGetParametersByPath({ client: new SSMClient(client) }, query)) {
    pages.push(page.Parameters?.length);
  }
  expect(pages).toEqual([10, 10, 6]);
});

test('refuses pages of more than ten', async () => {
  const { client } = await openSandbox();
  const call = new SSMClient(client).send(
    new GetParametersByPathCommand({ Path: '/copilot', MaxResults: 11 }),
  );
  expect((await failureOf(call)).name).toBe('ValidationException');
});

test('overwrites only when told to', async () => {
  const { client, world } = await openSandbox();
  put(world, '/a');
  const ssm = new SSMClient(client);
  const refused = ssm.send(new PutParameterCommand({ Name: '/a', Value: 'new', Type: 'String' }));
  expect((await failureOf(refused)).name).toBe('ParameterAlreadyExists');
  const written = await ssm.send(new PutParameterCommand({ Name: '/a', Value: 'new', Overwrite: true }));
  expect(written.Version).toBe(2);
});

test('keeps the tags that a parameter is made with, and takes none when it overwrites', async () => {
  const { client } = await openSandbox();
  const ssm = new SSMClient(client);
  const Tags = [{ Key: 'copilot-application', Value: 'shop' }];
  await ssm.send(new PutParameterCommand({ Name: '/a', Value: 'new', Type: 'String', Tags }));
  const again = ssm.send(new PutParameterCommand({ Name: '/a', Value: 'x', Overwrite: true, Tags }));
  expect((await failureOf(again)).name).toBe('ValidationException');
  const listed = await ssm.send(
    new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: '/a' }),
  );
  expect(listed.TagList).toEqual(Tags);
});
