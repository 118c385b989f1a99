import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { claimKey } from '../../source/site/claim.ts';
import { type Finished, type Running, start } from '../support/run.ts';
import { errorOf, parseEvents, resultOf, until } from './shop.ts';
import { keysOf, openSiteShop, type SiteShop, webManifest } from './site-shop.ts';

const files = 120;
const command = ['site', 'deploy', 'web', '--yes'];
const goOn = 'then go on: copilot-cdn site deploy web --env prod';

/** A site that is deployed, and a build after which a deploy takes a while. */
async function openDeployed(): Promise<SiteShop> {
  const shop = await openSiteShop({ speed: 1000 });
  shop.write('copilot/web/manifest.yml', webManifest.replace(/http:\n.*\n/, ''));
  build(shop, 'first');
  await deploy(shop);
  return shop;
}

function build(shop: SiteShop, round: string): void {
  for (let index = 0; index < files; index++) {
    const number = String(index).padStart(3, '0');
    shop.write(`web/dist/more/${number}.txt`, `${round} ${number}\n`);
  }
}

async function deploy(shop: SiteShop): Promise<void> {
  const { finished, events } = await shop.events(command);
  expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
  expect(resultOf(events)).toMatchObject({ ok: true });
}

/** Files of the same size go in the order of their names; this many calls after a deploy began to write, some have arrived and the last has not. */
const someCalls = 20;

/** Begins a deploy, and does something when some of its files have arrived. It stands still meanwhile, so that nothing hangs on the machine's pace. */
async function midway(
  shop: SiteShop,
  happens: (running: Running) => void | Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished & { readonly error: ReturnType<typeof errorOf> }> {
  shop.world.knobs.latencyMilliseconds = 100;
  const before = puts(shop);
  const running = start([...command, '--json'], {
    cwd: shop.workspace,
    env: { ...shop.variables, ...env },
  });
  await until('some files', () => puts(shop) - before >= someCalls, running.output);
  void running.kill('SIGSTOP');
  shop.world.knobs.latencyMilliseconds = 0;
  await happens(running);
  void running.kill('SIGCONT');
  const finished = await running.ended;
  return { ...finished, error: errorOf(parseEvents(finished.stdout)) };
}

function puts(shop: SiteShop): number {
  return shop.world.calls.filter(({ operation, status }) => operation === 'PutObject' && status < 400).length;
}

function expectComplete(shop: SiteShop): void {
  const bucket = shop.bucket('web');
  for (const key of keysOf(bucket))
    expect(bucket.objects.get(key)?.body.toString(), key).toBe(shop.read(`web/dist/${key}`));
  expect(keysOf(bucket)).toHaveLength(files + 9);
  expect(bucket.objects.has(claimKey)).toBe(false);
}

/** A way to AWS that can be cut. */
async function openWay(endpoint: string) {
  const { port } = new URL(endpoint);
  const sockets = new Set<{ destroy: () => unknown }>();
  const server = createServer((from) => {
    const to = connect(Number(port), '127.0.0.1');
    for (const socket of [from, to]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    from.pipe(to).pipe(from);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(cut);
  return { endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, cut };
}

describe('a deploy of a site', () => {
  it('turns a second one away, here and on another machine, and so does the claim of a machine that died', async () => {
    const shop = await openDeployed();
    build(shop, 'second');
    const elsewhere = { COPILOT_CDN_STATE: join(shop.workspace, '..', 'elsewhere') };
    const first = await midway(
      shop,
      async (running) => {
        for (const env of [{}, elsewhere]) {
          const second = await shop.events(command, { env });
          expect(second.finished.code).toBe(2);
          expect(errorOf(second.events)).toMatchObject({
            code: 'deploy-under-way',
            message: expect.stringContaining('another deploy of the site is under way'),
          });
        }
        await running.kill('SIGKILL');
      },
      elsewhere,
    );
    expect(first.signal).toBe('SIGKILL');
    const turnedAway = await shop.events(command);
    expect(turnedAway.finished.code).toBe(2);
    expect(errorOf(turnedAway.events)?.next.join()).toMatch(/run the same command again in \d+ s/);
    // A minute passes.
    const { objects } = shop.bucket('web');
    const claim = objects.get(claimKey);
    if (claim === undefined) throw new Error('The deploy that was killed left no claim.');
    objects.set(claimKey, { ...claim, modified: new Date(claim.modified.getTime() - 61_000) });
    await deploy(shop);
    expectComplete(shop);
  });

  it('stops at a file that vanished, takes one that changed as it is then, and goes on after either', async () => {
    const shop = await openDeployed();
    build(shop, 'second');
    const last = `more/${files - 1}.txt`;
    const vanished = await midway(shop, () => shop.remove(`web/dist/${last}`));
    expect([vanished.code, vanished.error?.code]).toEqual([1, 'file-vanished']);
    expect(vanished.error?.message).toContain(last);
    build(shop, 'third');
    const changed = await midway(shop, () => shop.write(`web/dist/${last}`, 'written a moment ago\n'));
    expect(changed.code, changed.stdout.slice(-2_000)).toBe(0);
    expectComplete(shop);
    const again = await shop.events(command);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false });
  });

  it('whose credentials expire, whose way is cut, and that is interrupted, says how to go on, and goes on', async () => {
    const shop = await openDeployed();
    build(shop, 'second');
    const expired = await midway(shop, () => {
      shop.world.knobs.expireCredentialsAfterSeconds = 0;
    });
    expect([expired.code, expired.error?.code]).toEqual([4, 'credentials-expired']);
    expect(expired.error?.next).toContain(goOn);
    shop.world.knobs.expireCredentialsAfterSeconds = null;
    await deploy(shop);
    expectComplete(shop);

    build(shop, 'third');
    const way = await openWay(shop.variables.AWS_ENDPOINT_URL ?? '');
    const cut = await midway(shop, way.cut, { AWS_ENDPOINT_URL: way.endpoint });
    expect([cut.code, cut.error?.code]).toEqual([4, 'network']);
    expect(cut.error?.next).toContain(goOn);
    await deploy(shop);
    expectComplete(shop);

    build(shop, 'fourth');
    const left = await midway(shop, (running) => void running.kill('SIGINT'));
    expect(left.code).toBe(130);
    expect(left.stdout).toContain('the same command finds it again');
    await deploy(shop);
    expectComplete(shop);
  });
});
