import { createHash, randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredObject } from '../../source/sandbox/world.ts';
import { contentHashOf } from '../../source/site/content-hash.ts';
import { siteProgram } from '../bench/site-program.ts';
import { accessKeyId, region } from '../sandbox/support.ts';
import { startNode } from '../support/run.ts';
import { assetsOf, assetsPerPage, build, contentOf, generations, pages } from './generations.ts';
import { type OpenedSite, openSite } from './open-site.ts';

/** KILLS says how often; every run of the tests takes a few. */
const kills = Number(process.env.KILLS ?? 4);

let program: string;
let place: string;
beforeAll(async () => {
  place = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', `site-program-${process.pid}`);
  program = await siteProgram(place);
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** Asks after every write whether each page that is there finds what it asks for. */
class WatchedObjects extends Map<string, StoredObject> {
  readonly broken: string[] = [];
  private changesLeft = Number.POSITIVE_INFINITY;
  private onChanges: () => void = () => undefined;
  private readonly askedFor = new Map<string, readonly string[]>();

  /** Calls back once, at the change with that number from now on. */
  after(changes: number): Promise<void> {
    this.changesLeft = changes;
    return new Promise((resolve) => {
      this.onChanges = resolve;
    });
  }

  override set(key: string, object: StoredObject): this {
    super.set(key, object);
    this.count();
    if (key.endsWith('.html')) {
      this.askedFor.set(key, assetsOf(object.body.toString()));
      this.look(key);
    }
    return this;
  }

  override delete(key: string): boolean {
    const deleted = super.delete(key);
    this.count();
    this.askedFor.delete(key);
    for (const page of this.askedFor.keys()) this.look(page);
    return deleted;
  }

  private count(): void {
    this.changesLeft -= 1;
    if (this.changesLeft === 0) this.onChanges();
  }

  private look(page: string): void {
    const missing = (this.askedFor.get(page) ?? []).filter((asset) => !this.has(asset));
    if (missing.length > 0) this.broken.push(`${page} asks for ${missing.join(', ')}`);
  }
}

async function openWatched() {
  const site = await openSite({});
  const objects = new WatchedObjects();
  Object.assign(site.bucket, { objects });
  await build(join(site.root, 'dist'), 0);
  return { site, objects };
}

function startDeploy(site: OpenedSite) {
  const { root, stateFolder, bucket } = site;
  const env = {
    AWS_ENDPOINT_URL: process.env.AWS_ENDPOINT_URL,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'any secret will do',
    AWS_REGION: region,
  };
  return startNode([program, root, bucket.name, stateFolder, 'prune'], { env });
}

test(`a deploy that is killed ${kills} times leaves no page without its assets, and goes on`, async () => {
  const { site, objects } = await openWatched();
  expect((await startDeploy(site).ended).code).toBe(0);
  expect(objects.size).toBe(pages * (1 + assetsPerPage) + 1);

  let interrupted = 0;
  for (let kill = 0; kill < kills; kill++) {
    await build(join(site.root, 'dist'), (kill + 1) % generations);
    const deploy = startDeploy(site);
    // A deploy changes some 400 objects; a few times it gets through.
    await Promise.race([objects.after(randomInt(1, 440)), deploy.ended]);
    const { code, signal, stderr } = await deploy.kill('SIGKILL');
    if (signal === 'SIGKILL') interrupted += 1;
    expect(objects.broken).toEqual([]);
    expect([code, stderr.slice(-500)]).toEqual([signal === null ? 0 : null, '']);
  }
  expect(interrupted).toBeGreaterThan(0);

  const last = kills % generations;
  await build(join(site.root, 'dist'), last);
  // Twice: what the one before the last had may stay until then.
  for (let deploy = 0; deploy < 3; deploy++) {
    const { code, stderr } = await startDeploy(site).ended;
    expect([code, stderr.slice(-500)]).toEqual([0, '']);
  }
  expect(objects.broken).toEqual([]);
  const wanted = contentOf(last);
  expect(site.keys()).toEqual([...wanted.keys()].sort());
  for (const [key, text] of wanted) expect(objects.get(key)?.body.toString()).toBe(text);
  const list = site.list()?.files ?? new Map();
  expect([...list.keys()].sort()).toEqual(site.keys());
  for (const [key, file] of list) {
    const body = objects.get(key)?.body ?? Buffer.alloc(0);
    expect(file.hash).toBe(contentHashOf([createHash('sha256').update(body).digest()]));
  }
  expect(site.claim()).toBeUndefined();
}, 600_000);

test('a second deploy is turned away while the first one runs, in another process and on another machine', async () => {
  const { site, objects } = await openWatched();
  // So that the first one is not done before the second begins, whatever the machine does.
  site.world.knobs.latencyMilliseconds = 40;
  const first = startDeploy(site);
  await objects.after(20);
  expect(site.claim()).toBeDefined();
  await expect(site.deploy()).rejects.toMatchObject({ code: 'deploy-under-way' });
  const elsewhere = site.deploy({ stateFolder: `${site.stateFolder}-elsewhere` });
  await expect(elsewhere).rejects.toMatchObject({ code: 'deploy-under-way' });
  expect((await first.ended).code).toBe(0);
  expect(site.list()?.files.size).toBe(pages * (1 + assetsPerPage));
});
