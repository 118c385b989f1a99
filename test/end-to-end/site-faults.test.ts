import { describe, expect, it } from 'vitest';
import { recordKey } from '../../source/sandbox/hosted-zones.ts';
import { staticSite } from '../../source/sandbox/scenarios/static-site.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { errorOf, resultOf } from './shop.ts';
import { keysOf, openSiteShop, type SiteShop, webManifest } from './site-shop.ts';

const manifest = 'copilot/web/manifest.yml';
const noName = webManifest.replace(/http:\n.*\n/, '');
const named = (name: string) => webManifest.replace('www.example.com', name);

async function openWeb(text = webManifest, options = {}): Promise<SiteShop> {
  const shop = await openSiteShop({ speed: 1000, ...options });
  shop.write(manifest, text);
  return shop;
}

const deploy = (shop: SiteShop, ...more: readonly string[]) =>
  shop.events(['site', 'deploy', 'web', '--yes', ...more]);

async function well(shop: SiteShop, ...args: readonly string[]) {
  const { finished, events } = await shop.events(args);
  expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
  return resultOf(events);
}

function account(shop: SiteShop) {
  return accountOf(shop.world, '111122223333');
}

function distribution(shop: SiteShop) {
  const id = shop.stack('web')?.resources.get('CloudFrontDistribution')?.physicalId ?? '';
  const found = account(shop).distributions.get(id);
  if (found === undefined) throw new Error('The site has no distribution.');
  return found;
}

function recordsOf(shop: SiteShop, name: string) {
  const [zone] = account(shop).hostedZones.values();
  return ['A', 'AAAA'].flatMap((type) => zone?.records.get(recordKey({ name, type })) ?? []);
}

describe('the world of a site', () => {
  it('that lost its bucket or its distribution by hand is told so, and the site is made anew', async () => {
    const shop = await openWeb();
    await well(shop, 'site', 'deploy', 'web', '--yes');
    for (const [code, lose] of [
      ['site-bucket-missing', () => account(shop).buckets.delete(shop.bucket('web').name)],
      ['site-distribution-missing', () => account(shop).distributions.delete(distribution(shop).id)],
    ] as const) {
      lose();
      const { finished, events } = await deploy(shop);
      expect([finished.code, errorOf(events)?.code]).toEqual([1, code]);
      expect(errorOf(events)?.next).toEqual([
        'Delete what is left: copilot-cdn site delete web --env prod',
        'then deploy it anew: copilot-cdn site deploy web --env prod',
      ]);
      await well(shop, 'site', 'delete', 'web', '--confirm', 'web');
      expect(recordsOf(shop, 'www.example.com')).toEqual([]);
      expect(await well(shop, 'site', 'deploy', 'web', '--yes')).toMatchObject({ uploaded: 9 });
    }
  });

  it('where CloudFront takes no invalidation is no failure, and the next deploy asks again', async () => {
    const shop = await openWeb(noName);
    await well(shop, 'site', 'deploy', 'web', '--yes');
    const found = distribution(shop);
    const paths = Array.from({ length: 3_000 }, (_, index) => `/${index}`);
    const crowd = { id: 'ICROWD', callerReference: 'crowd', paths, created: new Date() };
    found.invalidations = new Map([['ICROWD', { ...crowd, status: 'InProgress' }]]);
    shop.write('web/dist/about.html', 'anew\n');
    const refused = await deploy(shop);
    expect(refused.finished.code).toBe(0);
    expect(resultOf(refused.events)).toMatchObject({ ok: true, uploaded: 1, invalidated: [] });
    expect(refused.events).toContainEqual(
      expect.objectContaining({ type: 'notice', code: 'invalidation-failed', level: 'warning' }),
    );
    found.invalidations.clear();
    expect(await well(shop, 'site', 'deploy', 'web', '--yes')).toMatchObject({
      uploaded: 0,
      invalidated: ['/about.html'],
    });
    expect([...found.invalidations.values()].map((one) => one.paths)).toEqual([['/about.html']]);
  });

  it('whose stack is stuck still gets its files, and says what unlocks the stack when that is to change', async () => {
    const shop = await openWeb(noName);
    await well(shop, 'site', 'deploy', 'web', '--yes');
    const stack = shop.stack('web');
    if (stack === undefined) throw new Error('There is no stack.');
    stack.status = 'UPDATE_ROLLBACK_FAILED';
    shop.write('web/dist/about.html', 'anew\n');
    expect(await well(shop, 'site', 'deploy', 'web', '--yes')).toMatchObject({ uploaded: 1 });
    shop.write(manifest, `${noName}x-copilot-cdn:\n  routing: pretty\n`);
    shop.writes();
    const { finished, events } = await deploy(shop);
    expect([finished.code, errorOf(events)?.code]).toEqual([2, 'stack-rollback-failed']);
    expect(errorOf(events)?.next.join()).toContain('continue-update-rollback --stack-name shop-prod-web');
    expect(shop.writes()).toEqual([]);
    stack.status = 'UPDATE_COMPLETE';
    // Another routing, and the site is asked how it is.
    expect(await well(shop, 'site', 'deploy', 'web', '--yes')).toMatchObject({
      uploaded: 0,
      answer: expect.stringMatching(/^200 /),
      changed: true,
    });
  });

  it('with two environments is asked which, and each has a copy of its own', async () => {
    const [prod] = staticSite.environments;
    if (prod === undefined) throw new Error('The scenario has no environment.');
    const test = { ...prod, name: 'test', services: [], staticSites: [] };
    const shop = await openWeb(`${noName}environments:\n  prod:\n    http:\n      alias: www.example.com\n`, {
      scenario: { ...staticSite, environments: [prod, test] },
    });
    const unsure = await deploy(shop);
    expect([unsure.finished.code, errorOf(unsure.events)?.code]).toEqual([2, 'answer-missing']);
    expect(errorOf(unsure.events)?.next).toEqual(['--env prod', '--env test']);
    const there = await well(shop, 'site', 'deploy', 'web', '--yes', '--env', 'test');
    expect(there).toMatchObject({ environment: 'test', stack: 'shop-test-web', uploaded: 9 });
    expect(shop.stack('web')).toBeUndefined();
    const here = await well(shop, 'site', 'deploy', 'web', '--yes', '--env', 'prod');
    expect(here).toMatchObject({ url: 'https://www.example.com/', uploaded: 9 });
  });

  it('that throttles three calls of ten gets the site all the same', async () => {
    const shop = await openWeb(noName, { throttle: 0.3 });
    expect(await well(shop, 'site', 'deploy', 'web', '--yes')).toMatchObject({ ok: true, uploaded: 9 });
    expect(keysOf(shop.bucket('web'))).toHaveLength(9);
  });

  it('in which somebody may not write into the bucket of a site that Copilot made stays as it is', async () => {
    const shop = await openSiteShop({ speed: 1000 });
    const before = keysOf(shop.bucket('docs'));
    for (const action of ['s3:PutObject', 's3:GetObject']) {
      shop.world.knobs.denied.add(action);
      const { finished, events } = await shop.events(['site', 'deploy', 'docs', '--yes']);
      expect([finished.code, errorOf(events)?.code], action).toEqual([2, 'access-denied']);
      expect(errorOf(events)?.message).toContain(`user/dana may not use ${action} on`);
      shop.world.knobs.denied.delete(action);
    }
    expect(keysOf(shop.bucket('docs'))).toEqual(before);
    expect(shop.bucket('docs').objects.size).toBe(before.length);
  });
});

describe('the name of a site', () => {
  it('that another distribution has is refused before anything is done, for a new site and for one that is there', async () => {
    const shop = await openWeb(named('docs.example.com'));
    shop.writes();
    for (const when of ['new', 'there']) {
      const { finished, events } = await deploy(shop);
      expect([finished.code, errorOf(events)?.code], when).toEqual([2, 'name-on-another-distribution']);
      expect(errorOf(events)?.message).toContain('docs.example.com is with E');
      expect(shop.writes()).toEqual([]);
      if (when === 'there') return;
      shop.write(manifest, noName);
      await well(shop, 'site', 'deploy', 'web', '--yes');
      shop.write(manifest, named('docs.example.com'));
      shop.writes();
    }
  });

  it('at another DNS provider is left to the person, with the record to write', async () => {
    const shop = await openWeb(named('shop.example.net'));
    for (const uploaded of [9, 0]) {
      const { finished, events } = await deploy(shop);
      expect(finished.code).toBe(4);
      expect(resultOf(events)).toMatchObject({
        ok: false,
        uploaded,
        left: [`shop.example.net. 300 IN CNAME ${distribution(shop).domainName}.`],
        next: ['copilot-cdn site deploy web --env prod goes on'],
        answer: expect.stringMatching(/^200 /),
      });
    }
  });

  it('that leads elsewhere is not taken with --yes, and the site is there all the same', async () => {
    const shop = await openWeb(named('api.example.com'));
    const before = recordsOf(shop, 'api.example.com');
    const { finished, events } = await deploy(shop);
    expect([finished.code, errorOf(events)?.code]).toEqual([3, 'name-in-use']);
    expect(errorOf(events)?.details?.join()).toMatch(/api\.example\.com leads elsewhere now, to ALIAS .*elb/);
    expect(recordsOf(shop, 'api.example.com')).toEqual(before);
    expect(keysOf(shop.bucket('web'))).toHaveLength(9);
    expect(await shop.get(`https://${distribution(shop).domainName}/`)).toMatchObject({ status: 200 });
  });

  it('gets a certificate that is requested and proved on the way', async () => {
    const shop = await openWeb(named('new.shop.example.com'));
    expect(errorOf((await deploy(shop)).events)).toMatchObject({ code: 'certificate-missing' });
    expect(await well(shop, 'site', 'deploy', 'web', '--yes', '--certificate', 'request')).toMatchObject({
      url: 'https://new.shop.example.com/',
      uploaded: 9,
    });
    expect(await shop.get('https://new.shop.example.com/')).toMatchObject({ status: 200 });
    expect(await well(shop, 'site', 'deploy', 'web', '--yes')).toMatchObject({ changed: false });
  });

  it('is not asked for while a variable of the manifest is not set', async () => {
    const shop = await openWeb(named(['$', '{SITE_NAME}'].join('')));
    const { finished, events } = await deploy(shop);
    expect([finished.code, errorOf(events)?.code]).toEqual([2, 'variable-not-defined']);
    expect(errorOf(events)?.next).toEqual(['export SITE_NAME=…']);
    expect(shop.writes()).toEqual([]);
  });
});
