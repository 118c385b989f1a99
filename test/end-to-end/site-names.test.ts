import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorOf, resultOf } from './shop.ts';
import { keysOf, openSiteShop, type SiteShop, webManifest } from './site-shop.ts';

/** A key of so many bytes, in folders whose names a disk can have. */
function longKey(bytes: number): string {
  const folders = Array.from({ length: 5 }, (_, index) => String(index).repeat(200)).join('/');
  return `${folders}/${'k'.repeat(bytes - folders.length - 5)}.txt`;
}

/** As they stand on the disk, and the address that a browser asks for. */
const odd: readonly (readonly [name: string, address: string])[] = [
  ['a b.html', 'a%20b.html'],
  ['caf\u00e9.txt', 'caf%C3%A9.txt'],
  ['nai\u0308ve.txt', 'na%C3%AFve.txt'],
  ['x#y?z.html', 'x%23y%3Fz.html'],
  ['100%.txt', '100%25.txt'],
  ['%41.txt', '%2541.txt'],
  ['a+b.txt', 'a+b.txt'],
  ['back\\slash.txt', 'back%5Cslash.txt'],
  [`quote'"<>&.txt`, `quote'%22%3C%3E&.txt`],
  ['new\nline.txt', 'new%0Aline.txt'],
  ['v1.2/docs/index.html', 'v1.2/docs/'],
  ['日本/index.html', '%E6%97%A5%E6%9C%AC/'],
  [longKey(1024), longKey(1024)],
];

async function openWeb(): Promise<SiteShop> {
  const shop = await openSiteShop({ speed: 1000 });
  shop.write('copilot/web/manifest.yml', webManifest);
  return shop;
}

const deploy = (shop: SiteShop) => shop.events(['site', 'deploy', 'web', '--yes']);

describe('the files of a site', () => {
  it('arrive under whatever name, travel once, and are forgotten at the edge when they change', async () => {
    const shop = await openWeb();
    for (const [name] of odd) shop.write(`web/dist/${name}`, `this is ${name}`);
    shop.write('web/dist/empty.txt', '');
    symlinkSync('index.html', join(shop.workspace, 'web/dist/link.html'));
    const first = await deploy(shop);
    expect(first.finished.code, first.finished.stdout.slice(-2_000)).toBe(0);
    for (const [name, address] of odd) {
      const page = await shop.get(`https://www.example.com/${address}`);
      expect([page.status, page.body], address).toEqual([200, `this is ${name}`]);
    }
    expect(await shop.get('https://www.example.com/empty.txt')).toMatchObject({ status: 200, body: '' });
    expect((await shop.get('https://www.example.com/link.html')).body).toBe(shop.read('web/dist/index.html'));
    expect(keysOf(shop.bucket('web'))).toContain('na\u00efve.txt');

    const again = await deploy(shop);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false });
    for (const [name] of odd) shop.write(`web/dist/${name}`, `now it is ${name}`);
    const changed = await deploy(shop);
    expect(resultOf(changed.events)).toMatchObject({ ok: true, uploaded: odd.length });
    for (const [name, address] of odd) {
      const page = await shop.get(`https://www.example.com/${address}`);
      expect([page.status, page.body], address).toEqual([200, `now it is ${name}`]);
    }
  });

  it('that cannot go are named with the reason, all at once, before anything is done', async () => {
    const shop = await openWeb();
    const dist = join(shop.workspace, 'web/dist');
    shop.write('web/dist/nai\u0308ve.txt', 'decomposed');
    shop.write('web/dist/na\u00efve.txt', 'composed');
    shop.write(`web/dist/${longKey(1025)}`, 'one byte too many');
    symlinkSync('/etc/hosts', join(dist, 'outside.txt'));
    symlinkSync('nothing', join(dist, 'nowhere.txt'));
    symlinkSync('round', join(dist, 'round'));
    writeFileSync(Buffer.concat([Buffer.from(join(dist, 'bad')), Buffer.from([0xff])]), 'no text');
    const { finished, events } = await deploy(shop);
    expect(finished.code).toBe(3);
    const error = errorOf(events);
    expect(error).toMatchObject({
      code: 'files-refused',
      message: 'Choosing the files of the site: 6 cannot go there.',
    });
    const told = (error?.details ?? []).join('\n');
    expect(told).toMatch(
      /na.{1,2}ve\.txt: another file has the same name in other code points \(NFC and NFD\)/,
    );
    expect(told).toMatch(/k\.txt: .*1,?024/);
    expect(told).toContain('web/dist/outside.txt: it leads out of the folder');
    expect(told).toContain('web/dist/nowhere.txt: it is a link that leads nowhere');
    expect(told).toContain('web/dist/round: it is a link that leads nowhere');
    expect(told).toContain('web/dist/bad\ufffd: its name is not UTF-8');
    expect(shop.writes()).toEqual([]);
    rmSync(dist, { recursive: true });
    const none = await deploy(shop);
    expect(errorOf(none.events)).toMatchObject({ code: 'files-refused' });
    shop.write('web/dist/.gitkeep', '');
    rmSync(join(dist, '.gitkeep'));
    expect(errorOf((await deploy(shop)).events)).toMatchObject({ code: 'no-files' });
  });
});
