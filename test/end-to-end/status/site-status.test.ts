import { describe, expect, it } from 'vitest';
import { recordKey } from '../../../source/sandbox/hosted-zones.ts';
import { storeObject } from '../../../source/sandbox/stored-objects.ts';
import { accountOf, regionOf } from '../../../source/sandbox/world-factory.ts';
import { type Claim, claimKey, encodeClaim } from '../../../source/site/claim.ts';
import { deployedKey } from '../../../source/site/deployed.ts';
import { openSiteShop, type SiteShop, webManifest } from '../site-shop.ts';
import { dayFromNow } from './site.ts';

const manifest = 'copilot/web/manifest.yml';

async function openWeb(): Promise<SiteShop> {
  const shop = await openSiteShop({ speed: 1000 });
  shop.write(manifest, webManifest);
  return shop;
}

async function status(shop: SiteShop) {
  const { finished, events } = await shop.events(['site', 'status', 'web']);
  expect(events.filter(({ type }) => type === 'error')).toEqual([]);
  const findings = events.filter((event) => event.type === 'status');
  return { exitCode: finished.code, codes: findings.map(({ code }) => code).sort(), findings };
}

const well = { exitCode: 0, codes: [] };

/** Runs every command of the program that the findings name, once; a person says yes. */
async function mend(shop: SiteShop, { findings }: Awaited<ReturnType<typeof status>>): Promise<void> {
  const commands = findings.flatMap(({ next }) => next[0] ?? []);
  for (const command of new Set(commands)) {
    const [program, ...args] = command.split(' ');
    expect(program, command).toBe('copilot-cdn');
    const { code, stdout } = await shop.run([...args, '--yes']);
    expect(code, stdout.slice(-2_000)).toBe(0);
  }
}

function partsOf(shop: SiteShop) {
  const account = accountOf(shop.world, '111122223333');
  const stack = shop.stack('web');
  const id = stack?.resources.get('CloudFrontDistribution')?.physicalId ?? '';
  const distribution = account.distributions.get(id);
  const [zone] = account.hostedZones.values();
  if (stack === undefined || distribution === undefined || zone === undefined)
    throw new Error('The site is not deployed.');
  return { account, stack, distribution, zone, bucket: shop.bucket('web') };
}

function claim(shop: SiteShop, change: Partial<Claim>): void {
  const plain = {
    id: 'another',
    machine: 'elsewhere',
    process: 1,
    ended: false,
    since: Date.now(),
    pending: [],
  };
  const body = Buffer.from(encodeClaim({ ...plain, ...change }));
  storeObject(shop.world, shop.bucket('web'), claimKey, {
    body,
    contentType: 'application/json',
    headers: { 'content-encoding': 'gzip' },
  });
}

describe('copilot-cdn site status finds, and after what it names was done no longer finds:', () => {
  it('a site that is not there, and then one that is behind the manifest, the files, the calendar and DNS', async () => {
    const shop = await openWeb();
    const none = await status(shop);
    expect(none).toMatchObject({ exitCode: 1, codes: ['site-not-deployed'] });
    await mend(shop, none);
    expect(await status(shop)).toMatchObject(well);

    const { zone, distribution } = partsOf(shop);
    shop.write(manifest, `${webManifest}x-copilot-cdn:\n  routing: pretty\n`);
    shop.write('web/dist/about.html', 'anew\n');
    shop.write('web/dist/jobs.html', 'jobs\n');
    for (const type of ['A', 'AAAA']) zone.records.delete(recordKey({ name: 'www.example.com', type }));
    const { certificates } = regionOf(shop.world, '111122223333', 'us-east-1');
    const shown = certificates.get(distribution.config.ViewerCertificate?.AcmCertificateArn ?? '');
    if (shown === undefined) throw new Error('The site shows no certificate.');
    certificates.set(shown.arn, { ...shown, type: 'IMPORTED', notAfter: dayFromNow(12) });
    const behind = await status(shop);
    expect(behind).toMatchObject({
      exitCode: 1,
      codes: ['site-certificate-ending', 'site-files-ahead', 'site-manifest-ahead', 'site-name-elsewhere'],
    });
    await mend(shop, behind);
    expect(await status(shop)).toMatchObject(well);
  });

  it('a deploy of somebody else, one that did not end, and what nobody but time or a person mends', async () => {
    const shop = await openWeb();
    await mend(shop, await status(shop));
    const { stack, distribution, account, bucket } = partsOf(shop);
    claim(shop, {});
    distribution.status = 'InProgress';
    expect(await status(shop)).toMatchObject({
      exitCode: 0,
      codes: ['site-deploy-under-way', 'site-distribution-updating'],
    });
    distribution.status = 'Deployed';
    claim(shop, { ended: true });
    stack.status = 'UPDATE_IN_PROGRESS';
    const unfinished = await status(shop);
    expect(unfinished).toMatchObject({ exitCode: 1, codes: ['site-deploy-unfinished', 'site-stack-busy'] });
    stack.status = 'UPDATE_COMPLETE';
    await mend(shop, await status(shop));
    expect(await status(shop)).toMatchObject(well);

    bucket.objects.delete('index.html');
    distribution.kept?.clear();
    stack.status = 'UPDATE_ROLLBACK_FAILED';
    const ill = await status(shop);
    expect(ill).toMatchObject({ exitCode: 1, codes: ['site-answers-ill', 'site-stack-stuck'] });
    const told = ill.findings.flatMap(({ next }) => next).join('\n');
    expect(told).toContain('aws cloudformation continue-update-rollback --stack-name shop-prod-web');
    expect(told).toContain(`aws s3 rm s3://${bucket.name}/${deployedKey}`);
    stack.status = 'UPDATE_COMPLETE';
    bucket.objects.delete(deployedKey);
    await mend(shop, await status(shop));
    expect(await status(shop)).toMatchObject(well);

    account.buckets.delete(bucket.name);
    const lost = await status(shop);
    expect(lost).toMatchObject({ exitCode: 1, codes: ['site-answers-ill', 'site-bucket-gone'] });
    account.buckets.set(bucket.name, bucket);
    account.distributions.delete(distribution.id);
    const gone = await status(shop);
    expect(gone).toMatchObject({ exitCode: 1, codes: ['site-distribution-gone'] });
    for (const { findings } of [lost, gone])
      expect(findings[0]?.next[0]).toBe('Delete what is left: copilot-cdn site delete web --env prod');
    account.distributions.set(distribution.id, distribution);
    distribution.kept?.clear();
    expect(await status(shop)).toMatchObject(well);
  });
});
