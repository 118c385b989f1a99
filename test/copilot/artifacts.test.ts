import { describe, expect, test } from 'vitest';
import { customResourceCode, regionalResources } from '../../source/copilot/artifacts.ts';
import { createSettledStack } from '../../source/sandbox/services/cloudformation/index.ts';
import type { World } from '../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../source/sandbox/world-factory.ts';
import { account, openAws, region } from '../aws/support.ts';

const application = { name: 'shop', account };
const outputs = `
Resources:
  Topic: {Type: AWS::SNS::Topic}
Outputs:
  PipelineBucket: {Value: shop-artifacts}
  KMSKeyARN: {Value: 'arn:aws:kms:eu-west-1:111122223333:key/1'}
`;

/** The stack set stands in the application's region, its stack in the environment's. */
function addStackSet(world: World, template: string): void {
  const stack = createSettledStack(world, {
    account,
    region: 'eu-west-1',
    name: 'StackSet-shop-infrastructure-1',
    template,
  });
  const instances = [{ account, region: 'eu-west-1', stackId: stack.id }];
  const stackSet = { id: 'shop-infrastructure:1', name: 'shop-infrastructure', instances };
  regionOf(world, account, region).stackSets.set('shop-infrastructure', stackSet);
}

describe("an application's resources in a region", () => {
  test('are those of its stack there', async () => {
    const { connection, world } = await openAws();
    addStackSet(world, outputs);
    expect(await regionalResources(connection, application, 'eu-west-1')).toEqual({
      artifactBucket: 'shop-artifacts',
      keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    });
  });

  test.each<[string, string, string, (world: World) => void]>([
    ['no stack set', 'eu-west-1', 'there is no stack set shop-infrastructure', () => undefined],
    [
      'no stack in that region',
      'eu-west-2',
      'stack set shop-infrastructure has no stack there',
      (world) => addStackSet(world, outputs),
    ],
    [
      'a stack without these outputs',
      'eu-west-1',
      'does not name its bucket and key',
      (world) => addStackSet(world, outputs.replace('PipelineBucket', 'Bucket')),
    ],
  ])('are missed where there is %s', async (_, asked, why, prepare) => {
    const { connection, world } = await openAws();
    prepare(world);
    await expect(regionalResources(connection, application, asked)).rejects.toMatchObject({
      code: 'no-artifact-bucket',
      message: expect.stringContaining(why),
    });
  });
});

describe('the code of a custom resource', () => {
  test('is the newest archive of its function', async () => {
    const { connection, world } = await openAws();
    const stored = (day: number) => ({
      body: Buffer.alloc(1),
      contentType: 'application/zip',
      etag: '"1"',
      modified: new Date(Date.UTC(2026, 0, day)),
    });
    const folder = 'manual/scripts/custom-resources/uniquejsonvaluesfunction';
    const objects = new Map([
      [`${folder}/a.zip`, stored(1)],
      [`${folder}/b.zip`, stored(3)],
      [`${folder}/c.zip`, stored(2)],
      [`${folder}/d.txt`, stored(4)],
      ['manual/scripts/custom-resources/customdomainfunction/e.zip', stored(5)],
    ]);
    const bucket = { name: 'artifacts', region, created: new Date(0), objects, tags: {} };
    accountOf(world, account).buckets.set(bucket.name, bucket);
    expect(await customResourceCode(connection, 'artifacts', 'UniqueJSONValuesFunction')).toEqual({
      bucket: 'artifacts',
      key: `${folder}/b.zip`,
    });
    expect(await customResourceCode(connection, 'artifacts', 'BucketCleanerFunction')).toBeUndefined();
  });
});
