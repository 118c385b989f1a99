import { expect, test } from 'vitest';
import { countObjects } from '../../source/aws/browse-bucket.ts';
import { replaceBucketPolicy } from '../../source/aws/bucket-policy.ts';
import { inspectBucket } from '../../source/aws/inspect-bucket.ts';
import { objectExists } from '../../source/aws/s3.ts';
import {
  type EdgeReader,
  keyNeed,
  withDistribution,
  withoutDistribution,
} from '../../source/cdn/bucket-policy/index.ts';
import { keyPrefix, pathOfKey, servesKey } from '../../source/cdn/path-pattern.ts';
import { diagnoseObject } from '../../source/cdn/static-diagnosis/index.ts';
import { readBeginning } from '../../source/network/read-beginning.ts';
import { buildScenario } from '../../source/sandbox/scenarios/build/index.ts';
import { scenarioNamed } from '../../source/sandbox/scenarios/index.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { account, openAws, region } from '../aws/support.ts';
import { addDistribution, distributionConfig } from '../sandbox/small-site.ts';

const bucketName = 'shop-assets';
const pathPattern = 'static/*';

async function open() {
  const { world, connection, frontDoor } = await openAws();
  buildScenario(world, scenarioNamed('static-assets'));
  const distribution = addDistribution(world, {
    CacheBehaviors: [
      { PathPattern: pathPattern, TargetOriginId: 'bucket', ViewerProtocolPolicy: 'allow-all' },
    ],
    Origins: [
      ...distributionConfig().Origins,
      {
        Id: 'bucket',
        DomainName: `${bucketName}.s3.${region}.amazonaws.com`,
        OriginAccessControlId: 'E2OAC',
        S3OriginConfig: { OriginAccessIdentity: '' },
      },
    ],
  });
  const bucket = accountOf(world, account).buckets.get(bucketName);
  if (bucket === undefined) throw new Error(`The scenario has no ${bucketName}.`);
  const reader: EdgeReader = { bucket: bucketName, distributionArn: distribution.arn, pathPattern };

  /** Asks for an object as a visitor, and has the answer explained from what can be read of the bucket. */
  async function ask(key: string) {
    const url = `https://${distribution.domainName}${pathOfKey(key)}`;
    const answer = await readBeginning({ url, connectTo: frontDoor, timeoutMilliseconds: 5_000 });
    const facts = {
      reader,
      key,
      pathPattern,
      bucket: await inspectBucket(connection, bucketName, account),
      keyExists: await objectExists(connection, bucketName, key),
      distributionStatus: distribution.status,
    };
    return { status: answer.status, cause: diagnoseObject(answer, facts).cause };
  }

  async function grant(also: { readonly listBucket?: boolean } = {}) {
    const read = bucket?.policy;
    const merged = withDistribution(read, reader, also);
    if (merged.kind === 'changed') {
      await replaceBucketPolicy(connection, bucketName, { read, wanted: merged.text });
    }
  }
  return { world, connection, bucket, reader, ask, grant };
}

test('from a bucket with a policy of its own to an object that is served, and back', async () => {
  const { connection, bucket, reader, ask, grant } = await open();
  const before = bucket.policy ?? '';
  const { example, ...count } = await countObjects(connection, bucketName, {
    prefix: keyPrefix(pathPattern),
    matches: (key) => servesKey(pathPattern, key),
  });
  expect(count).toMatchObject({ objects: 4, complete: true });
  const key = example?.key ?? '';
  expect(await ask(key)).toEqual({ status: 403, cause: 'policy-missing' });
  await grant();
  expect(await ask(key)).toEqual({ status: 200, cause: 'served' });
  expect(await ask('static/missing.js')).toEqual({ status: 403, cause: 'object-missing' });
  await grant({ listBucket: true });
  expect(await ask('static/missing.js')).toEqual({ status: 404, cause: 'object-missing' });
  expect(await ask('index.html')).toMatchObject({ cause: 'not-the-bucket' });

  const read = bucket.policy ?? '';
  const without = withoutDistribution(read, reader);
  if (without.kind !== 'changed') throw new Error(without.kind);
  await replaceBucketPolicy(connection, bucketName, { read, wanted: without.text });
  expect(bucket.policy).toBe(before);
  expect(await ask(key)).toEqual({ status: 403, cause: 'policy-missing' });
});

test('a denial of others is found out, and so is a key that keeps CloudFront out', async () => {
  const { world, bucket, reader, ask, grant } = await open();
  const key = 'static/app.css';
  await grant();
  const good = bucket.policy ?? '';
  const guarded = JSON.parse(good);
  guarded.Statement.push({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucketName}/*`,
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
      // Those who inspect it from here are left out of it.
      StringNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:*` },
    },
  });
  bucket.policy = JSON.stringify(guarded);
  expect(await ask(key)).toEqual({ status: 403, cause: 'policy-denies' });

  bucket.policy = good;
  const keyId = `arn:aws:kms:${region}:${account}:key/1`;
  const stored = bucket.objects.get(key);
  if (stored === undefined) throw new Error(`The scenario has no ${key}.`);
  bucket.encryption = { algorithm: 'aws:kms', keyId };
  bucket.objects.set(key, { ...stored, keyId });
  expect(await ask(key)).toEqual({ status: 403, cause: 'key-policy' });

  const need = keyNeed(bucket.encryption, reader.distributionArn);
  if (need.kind !== 'statement') throw new Error(need.kind);
  world.knobs.keyPolicies.set(keyId, `{"Statement":[${need.statement}]}`);
  expect(await ask(key)).toEqual({ status: 200, cause: 'served' });
});
