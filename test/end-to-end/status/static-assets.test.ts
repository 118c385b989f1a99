import { describe, expect, it } from 'vitest';
import { withDistribution } from '../../../source/cdn/bucket-policy/index.ts';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { openSite } from './site.ts';

const location = 'shop-assets.s3.us-west-2.amazonaws.com';

/** The CDN is set up, and static assets are deployed with it as Copilot would, but for the bucket's policy. */
async function withAssets() {
  const site = await openSite('static-assets');
  await site.mend('setup', '--env', 'prod', '--yes');
  site.edit('environments/prod/manifest.yml', (text) =>
    text.replace(
      /^cdn:\n/m,
      `cdn:\n  static_assets:\n    location: ${location}\n    alias: assets.example.com\n    path: static/*\n`,
    ),
  );
  await site.deployManifest();
  site.point('assets.example.com', site.toDistribution());
  const buckets = accountOf(site.world, '111122223333').buckets;
  const bucket = buckets.get('shop-assets');
  if (bucket === undefined) throw new Error('The scenario has no shop-assets.');
  const reader = { bucket: bucket.name, distributionArn: site.distribution().arn, pathPattern: 'static/*' };
  const grant = (policy: string | undefined) => {
    const merged = withDistribution(policy, reader);
    return merged.kind === 'changed' ? merged.text : policy;
  };
  /** As once the edge has forgotten: what it keeps, it serves whatever has become of the bucket. */
  const status = () => {
    site.distribution().kept?.clear();
    return site.status();
  };
  return { site, status, buckets, bucket, grant };
}

const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' };

function withStatement(policy: string | undefined, statement: object): string {
  const { Statement, ...rest } = JSON.parse(policy ?? '{"Version":"2012-10-17","Statement":[]}');
  return JSON.stringify({ ...rest, Statement: [...Statement, statement] });
}

describe('copilot-cdn status finds, and after what it names was done no longer finds:', () => {
  it('what keeps an object of the bucket from being served', async () => {
    const { site, status, bucket, buckets, grant } = await withAssets();
    expect(await status()).toMatchObject({ exitCode: 1, codes: ['bucket-policy-missing'] });
    bucket.policy = grant(bucket.policy) ?? '';
    const served = await status();
    expect(served).toMatchObject({ exitCode: 0, codes: [] });
    expect(served.rows['static-assets']).toMatchObject({
      standing: 'well',
      value: ['static/*', 'shop-assets', expect.stringMatching(/^static\//), 'served'],
    });

    const good = bucket.policy;
    const objects = `arn:aws:s3:::${bucket.name}/*`;
    bucket.policy = withStatement(good, { ...everybody, Sid: 'Closed', Effect: 'Deny', Resource: objects });
    expect(await status()).toMatchObject({ exitCode: 1, codes: ['bucket-policy-denies'] });

    const { publicAccessBlock } = bucket;
    bucket.policy = withStatement(good, { ...everybody, Sid: 'Open', Resource: objects });
    delete bucket.publicAccessBlock;
    expect(await status()).toMatchObject({ exitCode: 1, codes: ['bucket-public'] });
    bucket.policy = good;
    if (publicAccessBlock !== undefined) bucket.publicAccessBlock = publicAccessBlock;

    const kept = [...bucket.objects];
    const keyId = 'arn:aws:kms:us-west-2:111122223333:key/1';
    for (const [key, object] of kept) bucket.objects.set(key, { ...object, keyId });
    bucket.encryption = { algorithm: 'aws:kms', keyId };
    const unserved = await status();
    expect(unserved).toMatchObject({ exitCode: 1, codes: ['object-not-served'] });
    expect(unserved.findings[0]?.message).toContain('KMS');
    delete bucket.encryption;

    bucket.objects.clear();
    expect(await status()).toMatchObject({ exitCode: 0, codes: ['static-assets-empty'] });
    for (const [key, object] of kept) bucket.objects.set(key, object);

    buckets.delete(bucket.name);
    expect(await status()).toMatchObject({ exitCode: 1, codes: ['bucket-gone'] });
    buckets.set(bucket.name, bucket);

    site.world.knobs.denied.add('s3:GetBucketPolicy');
    expect(await status()).toMatchObject({ exitCode: 1, codes: ['bucket-policy-unknown'] });
    site.world.knobs.denied.clear();
    expect(await status()).toMatchObject({ exitCode: 0, codes: [] });
  });

  it('a location that is not a bucket’s', async () => {
    const { site } = await withAssets();
    await site.deploy({ template: (text) => text.replaceAll(location, 'files.example.com') });
    expect((await site.status()).codes).toEqual(['location-not-a-bucket', 'manifest-undeployed']);
    await site.deployManifest();
    expect((await site.status()).codes).not.toContain('location-not-a-bucket');
  });
});
