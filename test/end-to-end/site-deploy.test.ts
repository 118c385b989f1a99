import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { start } from '../support/run.ts';
import { errorOf, resultOf, until } from './shop.ts';
import { keysOf, openSiteShop, type SiteShop, webManifest } from './site-shop.ts';

const manifest = 'copilot/web/manifest.yml';
const everything = [
  '404.html',
  'about.html',
  'assets/app.8d3f2a1b.js',
  'assets/logo.svg',
  'assets/site.3f9a1c7e.css',
  'docs/index.html',
  'docs/returns.html',
  'index.html',
  'robots.txt',
];

function doneSteps(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'step' && event.state === 'done' ? event.id : []));
}

async function openWeb(text = webManifest): Promise<SiteShop> {
  const shop = await openSiteShop();
  shop.write(manifest, text);
  return shop;
}

const deploy = (shop: SiteShop, ...more: readonly string[]) =>
  shop.events(['site', 'deploy', 'web', '--yes', ...more]);

describe('site deploy', () => {
  it('brings a folder to its own distribution, and only what changed travels after that', async () => {
    const shop = await openWeb();
    const first = await deploy(shop);
    expect(first.finished).toMatchObject({ code: 0, stderr: '' });
    expect(doneSteps(first.events)).toEqual(['stack', 'files', 'edge', 'name', 'answer']);
    expect(resultOf(first.events)).toMatchObject({
      ok: true,
      url: 'https://www.example.com/',
      uploaded: 9,
      unchanged: 0,
      deleted: 0,
      invalidated: [],
      changed: true,
    });
    expect(keysOf(shop.bucket('web'))).toEqual(everything);
    const page = await shop.get('https://www.example.com/');
    expect(page).toMatchObject({ status: 200, body: shop.read('web/dist/index.html') });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public,max-age=0,must-revalidate',
      'strict-transport-security': expect.any(String),
    });
    expect(await shop.get('http://www.example.com/docs')).toMatchObject({
      status: 301,
      headers: { location: 'https://www.example.com/docs' },
    });
    expect(await shop.get('https://www.example.com/docs')).toMatchObject({
      status: 200,
      body: shop.read('web/dist/docs/index.html'),
    });
    expect(await shop.get('https://www.example.com/nothing.html')).toMatchObject({
      status: 404,
      body: shop.read('web/dist/404.html'),
    });
    expect(await shop.get('https://www.example.com/.copilot-cdn/deploy.json')).toMatchObject({ status: 404 });

    shop.writes();
    const again = await deploy(shop);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false, unchanged: 9 });
    expect(shop.writes()).toEqual([]);

    shop.write('web/dist/about.html', '<h1>About us, anew</h1>\n');
    shop.write('web/dist/jobs.html', '<h1>Jobs</h1>\n');
    shop.remove('web/dist/robots.txt');
    const changed = await deploy(shop);
    expect(doneSteps(changed.events)).toEqual(['files', 'invalidation', 'answer']);
    expect(resultOf(changed.events)).toMatchObject({
      uploaded: 2,
      unchanged: 7,
      deleted: 0,
      invalidated: ['/about.html'],
    });
    expect((await shop.get('https://www.example.com/about.html')).body).toContain('anew');
    expect(keysOf(shop.bucket('web'))).toContain('robots.txt');

    // The deploy before this one did not have it any more either.
    expect(resultOf((await deploy(shop, '--prune')).events)).toMatchObject({ uploaded: 0, deleted: 1 });
    expect(keysOf(shop.bucket('web'))).not.toContain('robots.txt');
  });

  it('shows every key with its reason in a dry run, and does nothing', async () => {
    const shop = await openWeb();
    await deploy(shop);
    shop.write('web/dist/about.html', '<h1>Anew</h1>\n');
    shop.write('web/dist/new.txt', 'new\n');
    shop.remove('web/dist/robots.txt');
    shop.write(
      manifest,
      `${webManifest}x-copilot-cdn:\n  headers:\n    - match: '*.svg'\n      cache_control: no-store\n`,
    );
    shop.writes();
    const { finished, events } = await shop.events(['site', 'deploy', 'web', '--dry-run']);
    expect(finished.code).toBe(0);
    const objects = events.flatMap((event) => (event.type === 'object' ? [[event.key, event.reason]] : []));
    expect(Object.fromEntries(objects)).toEqual({
      'about.html': 'content',
      'new.txt': 'new',
      'assets/logo.svg': 'headers',
      'robots.txt': 'gone',
    });
    expect(shop.writes()).toEqual([]);
  });

  it.each([
    ['single-page', '/shop/cart', 'index.html'],
    ['pretty', '/about', 'about.html'],
  ])('serves a site that is %s', async (routing, path, file) => {
    const shop = await openWeb(
      `${webManifest.replace(/http:\n.*\n/, '')}x-copilot-cdn:\n  routing: ${routing}\n`,
    );
    const { events } = await deploy(shop);
    const result = resultOf(events);
    const domainName = result?.type === 'result' ? String(result.domainName) : '';
    expect(await shop.get(`https://${domainName}${path}`)).toMatchObject({
      status: 200,
      body: shop.read(`web/dist/${file}`),
    });
  });

  it('puts files into a site that Copilot made, and leaves its template alone', async () => {
    const shop = await openSiteShop();
    const before = shop.stack('docs')?.settings.template.text;
    const { finished, events } = await shop.events(['site', 'deploy', 'docs', '--yes']);
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, uploaded: expect.any(Number) });
    expect((await shop.get('https://docs.example.com/guide/')).body).toContain('How we work now');
    expect(shop.stack('docs')?.settings.template.text).toBe(before);
    // A page that Copilot left behind stays until somebody prunes.
    expect(keysOf(shop.bucket('docs'))).toContain('how-we-work.html');
  });

  it('is gone on with by resume after it was killed while the stack was made', async () => {
    const shop = await openWeb();
    const first = start(['site', 'deploy', 'web', '--yes', '--json'], {
      cwd: shop.workspace,
      env: shop.variables,
    });
    await until(
      'the stack to be under way',
      () => shop.stack('web')?.status === 'CREATE_IN_PROGRESS',
      first.output,
    );
    await first.kill('SIGKILL');
    const second = await shop.events(['resume']);
    expect(second.finished).toMatchObject({ code: 0, stderr: '' });
    expect(resultOf(second.events)).toMatchObject({ command: 'resume', ok: true, uploaded: 9 });
    expect(resultOf((await shop.events(['resume'])).events)).toMatchObject({ changed: false });
    expect(keysOf(shop.bucket('web'))).toEqual(everything);
  });

  it('asks for --yes without a terminal, and refuses what cannot be', async () => {
    const shop = await openWeb();
    const unasked = await shop.events(['site', 'deploy', 'web']);
    expect(unasked.finished.code).toBe(2);
    expect(errorOf(unasked.events)).toMatchObject({ code: 'consent-missing' });
    expect(errorOf((await shop.events(['site', 'deploy'])).events)).toMatchObject({ code: 'answer-missing' });
    expect(errorOf((await shop.events(['site', 'deploy', 'wbe'])).events)).toMatchObject({
      code: 'site-not-found',
    });
    shop.write('web/dist/.env', 'KEY=1\n');
    shop.write('.gitignore', '');
    expect(errorOf((await deploy(shop)).events)).toMatchObject({ code: 'files-refused' });
    shop.remove('web/dist/.env');
    shop.write(manifest, webManifest.replace('www.example.com', 'www.example.org'));
    expect(errorOf((await deploy(shop)).events)).toMatchObject({ code: 'certificate-missing' });
    shop.write(manifest, webManifest.replace('alias: www.example.com', 'certificate: nonsense'));
    expect(errorOf((await deploy(shop)).events)).toMatchObject({ code: 'manifest-refused' });
    expect(shop.writes()).toEqual([]);
    expect(shop.stack('web')).toBeUndefined();
  });

  it('is taken back by CloudFormation when the distribution fails, and begins anew', async () => {
    const shop = await openWeb();
    shop.world.knobs.failures.set('CloudFrontDistribution', 'Internal failure');
    const failed = await deploy(shop);
    expect(failed.finished.code).toBe(1);
    expect(errorOf(failed.events)).toMatchObject({ code: 'deployment-failed' });
    expect(shop.stack('web')?.status).toBe('ROLLBACK_COMPLETE');
    shop.world.knobs.failures.clear();
    const again = await deploy(shop);
    expect(again.finished.code).toBe(0);
    expect(keysOf(shop.bucket('web'))).toEqual(everything);
  });

  it('deletes no more files than agreed', async () => {
    const shop = await openWeb();
    for (let index = 0; index < 5; index += 1) shop.write(`web/dist/more/${index}.txt`, `${index}\n`);
    await deploy(shop);
    shop.remove('web/dist/more');
    await deploy(shop);
    const { finished, events } = await deploy(shop, '--prune', '--most-deletes', '4');
    expect(finished.code).toBe(3);
    expect(errorOf(events)).toMatchObject({ code: 'too-many-deletes' });
    expect(resultOf((await deploy(shop, '--prune', '--most-deletes', '5')).events)).toMatchObject({
      deleted: 5,
    });
  });
});

describe('a site', () => {
  it('is looked at, and taken away with everything that it had', async () => {
    const shop = await openWeb();
    const none = await shop.events(['site', 'status', 'web']);
    expect(none.finished.code).toBe(1);
    expect(none.events.find(({ type }) => type === 'status')).toMatchObject({ code: 'site-not-deployed' });
    await deploy(shop);
    const well = await shop.events(['site', 'status', 'web']);
    expect(well.finished.code).toBe(0);
    const rows = well.events.flatMap((event) =>
      event.type === 'fact' && event.label !== undefined ? [[event.label, event.standing]] : [],
    );
    expect(Object.fromEntries(rows)).toEqual({
      Stack: 'well',
      Distribution: 'well',
      Name: 'well',
      Certificate: 'well',
      Files: 'well',
      Answer: 'well',
    });

    const unsure = await shop.events(['site', 'delete', 'web']);
    expect(unsure.finished.code).toBe(2);
    expect(errorOf(unsure.events)).toMatchObject({ code: 'confirmation-missing' });
    const gone = await shop.events(['site', 'delete', 'web', '--confirm', 'web']);
    expect(errorOf(gone.events)).toBeUndefined();
    expect(gone.finished.code).toBe(0);
    expect(resultOf(gone.events)).toMatchObject({ ok: true, record: 'www.example.com', changed: true });
    expect(shop.stack('web')?.status ?? 'DELETE_COMPLETE').toBe('DELETE_COMPLETE');
    expect(shop.buckets().filter((name) => name.includes('web'))).toEqual([]);
    const again = await shop.events(['site', 'delete', 'web', '--confirm', 'web']);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false });
  });
});
