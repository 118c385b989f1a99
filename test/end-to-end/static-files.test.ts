import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { count, openShop, resultOf, type Shop } from './shop.ts';

const account = '111122223333';
const flags = ['--static-path', 'static/*', '--static-alias', 'www.example.com'];

function setup(shop: Shop, ...more: readonly string[]) {
  return shop.events(['setup', '--env', 'prod', '--yes', ...more]);
}

function stepsOf(events: readonly Event[]): readonly string[] {
  return [...new Set(events.flatMap((event) => (event.type === 'step' ? [event.id] : [])))];
}

function policyOf(shop: Shop, bucket: string): string | undefined {
  return accountOf(shop.world, account).buckets.get(bucket)?.policy;
}

function changePolicy(shop: Shop, change: (statements: Statement[]) => Statement[]): void {
  const bucket = accountOf(shop.world, account).buckets.get('shop-assets');
  if (bucket === undefined) throw new Error('There is no bucket.');
  const policy: { Statement: Statement[] } = JSON.parse(bucket.policy ?? '{}');
  bucket.policy = JSON.stringify({ ...policy, Statement: change(policy.Statement) });
}

type Statement = { readonly Sid: string } & Readonly<Record<string, unknown>>;

function errorOf(events: readonly Event[]): Event | undefined {
  return events.find((event) => event.type === 'error');
}

describe('static files', () => {
  it('come from a bucket through the distribution, whose policy keeps what stands in it', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    const { finished, events } = await setup(shop, '--static-bucket', 'shop-assets', ...flags);
    expect(finished.stderr).toBe('');
    expect(finished.code).toBe(0);
    expect(stepsOf(events)).toEqual([
      ...[
        'manifest',
        'distribution',
        'edge',
        'bucket-policy',
        'objects',
        'names',
        'manifest-ingress',
        'ingress',
      ],
    ]);
    expect(shop.manifest()).toMatch(
      / {2}static_assets:\n {4}alias: www\.example\.com\n {4}location: shop-assets\.s3\.us-west-2\.amazonaws\.com\n {4}path: static\/\*\n/,
    );
    const policy = policyOf(shop, 'shop-assets') ?? '';
    for (const sid of ['TlsOnly', 'Pipeline', 'AllowCloudFrontServicePrincipalReadOnly'])
      expect(policy).toContain(sid);
    expect(resultOf(events)).toMatchObject({
      ok: true,
      loadBalancerClosed: true,
      file: {
        url: expect.stringMatching(/^https:\/\/\S+\.cloudfront\.net\/static\//),
        answer: expect.stringMatching(/^200 in \d+ ms, /),
      },
    });

    const again = await setup(shop, '--static-bucket', 'shop-assets', ...flags);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false });
  });

  it('come from a bucket that is made for them', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    const { finished, events } = await setup(
      shop,
      ...['--static-bucket', 'shop-prod-assets', '--make-bucket', '--no-restrict-ingress', ...flags],
    );
    expect(finished.code).toBe(0);
    expect(stepsOf(events)).toContain('bucket');
    expect(policyOf(shop, 'shop-prod-assets')).toContain('cloudfront.amazonaws.com');
  });

  it('need a word about a bucket that is public', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    const asked = await setup(shop, '--static-bucket', 'shop-website', ...flags);
    expect(asked.finished.code).toBe(2);
    expect(errorOf(asked.events)).toMatchObject({
      code: 'answer-missing',
      next: ['--close-bucket', '--no-close-bucket'],
    });
    const { finished } = await setup(
      shop,
      ...['--static-bucket', 'shop-website', '--close-bucket', '--no-restrict-ingress', ...flags],
    );
    expect(finished.code).toBe(0);
    const policy = policyOf(shop, 'shop-website') ?? '';
    expect(policy).toContain('AllowCloudFrontServicePrincipalReadOnly');
    expect(policy).not.toContain('PublicRead');
  });

  it('are not there yet: that is said, and nothing is tried', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    const { finished, events } = await setup(
      shop,
      ...['--static-bucket', 'shop-assets', '--static-path', 'media/*', '--static-alias', 'www.example.com'],
      '--no-restrict-ingress',
    );
    expect(finished.code).toBe(0);
    expect(events.find((event) => event.type === 'check' && event.id === 'static-files')).toMatchObject({
      verdict: 'warning',
      title: 'No file under media/* yet',
    });
  });

  it('get a name of their own, whose record is made', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    const { finished } = await setup(
      shop,
      ...[
        '--static-bucket',
        'shop-assets',
        '--static-path',
        'static/*',
        '--static-alias',
        'assets.example.com',
      ],
    );
    expect(finished.code).toBe(0);
    const [zone] = accountOf(shop.world, account).hostedZones.values();
    expect(zone?.records.get('assets.example.com A')?.alias?.dnsName).toMatch(/cloudfront\.net$/);
  });

  it.each([
    ['a bucket that is not there', ['--static-bucket', 'nobody-has-this', ...flags], 'bucket-not-found'],
    [
      'a name that the certificate does not cover',
      ['--static-bucket', 'shop-assets', '--static-path', 'static/*', '--static-alias', 'assets.example.org'],
      'answer-not-possible',
    ],
    [
      'a pattern that is none',
      ['--static-bucket', 'shop-assets', '--static-path', 'a b', '--static-alias', 'www.example.com'],
      'answer-not-possible',
    ],
  ])('%s: nothing is begun', async (_, given, code) => {
    const shop = await openShop({ scenario: 'static-assets' });
    const before = shop.manifest();
    const { finished, events } = await setup(shop, ...given);
    expect(finished.code).toBe(2);
    expect(errorOf(events)).toMatchObject({ code });
    expect(shop.manifest()).toBe(before);
    expect(count(shop, 'CreateChangeSet')).toBe(0);
  });

  it('are left to a person where the policy may not be written, with the statement to add', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    shop.world.knobs.denied.add('s3:PutBucketPolicy');
    const { finished, events } = await setup(shop, '--static-bucket', 'shop-assets', ...flags);
    expect(finished.code).toBe(4);
    expect(resultOf(events)).toMatchObject({
      left: [expect.stringContaining('"Sid":"AllowCloudFrontServicePrincipalReadOnly"')],
    });
  });

  it('are let out again after somebody took the statement away', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    const given = ['--static-bucket', 'shop-assets', '--no-restrict-ingress', ...flags];
    await setup(shop, ...given);
    changePolicy(shop, (statements) => statements.filter(({ Sid }) => !Sid.startsWith('AllowCloudFront')));
    // Without a word about files: they stay, and so does what they need.
    const { finished, events } = await setup(shop, '--no-restrict-ingress');
    expect(finished.code).toBe(0);
    expect(events.filter((event) => event.type === 'step' && event.state === 'under-way')).toMatchObject([
      { id: 'bucket-policy' },
    ]);
    expect(policyOf(shop, 'shop-assets')).toContain('AllowCloudFrontServicePrincipalReadOnly');
  });

  it('are refused by a denial in the policy: warned of before, and told with the reason', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    changePolicy(shop, (statements) => [
      ...statements,
      {
        Sid: 'OnlyFromTheOffice',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::shop-assets/*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } },
      },
    ]);
    const { finished, events } = await setup(shop, '--static-bucket', 'shop-assets', ...flags);
    expect(finished.code).toBe(4);
    expect(events.find((event) => event.type === 'check' && event.id === 'bucket-denials')).toMatchObject({
      verdict: 'warning',
    });
    expect(resultOf(events)).toMatchObject({ summary: expect.stringContaining('OnlyFromTheOffice') });
  });

  it('stop coming from the bucket with --no-static', async () => {
    const shop = await openShop({ scenario: 'static-assets' });
    await setup(shop, '--static-bucket', 'shop-assets', '--no-restrict-ingress', ...flags);
    const { finished } = await setup(shop, '--no-static', '--no-restrict-ingress');
    expect(finished.code).toBe(0);
    expect(shop.manifest()).not.toContain('static_assets');
  });
});
