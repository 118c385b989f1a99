import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { callerConnection } from '../../source/aws/connection.ts';
import { keysUnder, objectExists, putTemplate } from '../../source/aws/s3.ts';

const bucket = 'stackset-shop-infrastruc-pipelinebuiltartifactbuc-1';
const key = 'manual/templates/shop-prod/abc.yml';

beforeAll(async () => {
  const command = new CreateBucketCommand({
    Bucket: bucket,
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  });
  await new S3Client({}).send(command);
});

test('a template is uploaded and found again', async () => {
  const connection = await callerConnection();
  await putTemplate(connection, bucket, key, '# Größe: groß\nResources: {}\n');
  expect(await objectExists(connection, bucket, key)).toBe(true);
  expect(await objectExists(connection, bucket, `${key}.none`)).toBe(false);
  expect(await keysUnder(connection, bucket, 'manual/templates/')).toEqual([
    { key, modified: expect.any(Date), size: 31 },
  ]);
});
