import { randomUUID } from 'node:crypto';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { account, openSandbox, region } from '../sandbox/support.ts';
import { aboutChangeSets } from './probes/change-sets.ts';
import type { Emulator, Probe } from './probes/emulator.ts';
import { aboutResources } from './probes/resources.ts';
import { aboutUpdates } from './probes/updates.ts';

const probes: readonly Probe[] = [...aboutChangeSets, ...aboutUpdates, ...aboutResources];
const notice: string[] = [];
const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

afterAll(() => {
  if (notice.length === 0) return;
  const title = [
    'What CloudFormation does and moto does not, so that it is tested against the sandbox alone. The largest environment that moto',
    'makes is that of environment-stack.moto.ts: imported certificates, conditions in their long form, named and not by ARN.',
  ];
  console.info([...title, ...notice].join('\n'));
});

/** Where connect.ts points to. */
async function moto(): Promise<Emulator> {
  const s3 = new S3Client({ region });
  const bucket = `probes-${randomUUID()}`;
  const configuration = { LocationConstraint: 'us-west-2' } as const;
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: configuration }));
  return emulator(s3, bucket, new CloudFormationClient({ region, maxAttempts: 1 }));
}

/** So fast that five minutes are one second. */
async function sandbox(): Promise<Emulator> {
  const { world, client } = await openSandbox({ speed: 300 });
  const bucket = { name: 'probes', region, created: new Date(0), objects: new Map(), tags: {} };
  accountOf(world, account).buckets.set(bucket.name, bucket);
  return emulator(new S3Client(client), bucket.name, new CloudFormationClient(client));
}

function emulator(s3: S3Client, bucket: string, cloudFormation: CloudFormationClient): Emulator {
  return {
    cloudFormation,
    upload: async (template) => {
      const key = randomUUID();
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: template }));
      return `https://${bucket}.s3.${region}.amazonaws.com/${key}`;
    },
  };
}

describe.each(probes.map((probe) => [probe.does, probe] as const))('CloudFormation %s', (does, probe) => {
  // A probe that finds a fault with whatever it asks would say nothing about moto.
  test('and so does the sandbox', async () => {
    expect(await probe.instead(await sandbox())).toBeUndefined();
  });

  test('and moto does, or the notice says what it does instead', async () => {
    const answer = await probe.instead(await moto());
    if (answer !== undefined) notice.push(`  ${does} - moto: ${answer.replaceAll(uuid, '…')}`);
  });
});
