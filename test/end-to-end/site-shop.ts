import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import type { SandboxOptions } from '../../source/commands/options.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { findStack, type Stack } from '../../source/sandbox/services/cloudformation/stack.ts';
import type { Bucket } from '../../source/sandbox/world.ts';
import { regionOf } from '../../source/sandbox/world-factory.ts';
import { openShop, type Shop } from './shop.ts';

export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The scenario of static sites, with what people do to files and what visitors get. */
export interface SiteShop extends Shop {
  readonly write: (path: string, text: string) => void;
  readonly remove: (path: string) => void;
  readonly read: (path: string) => string;
  readonly stack: (service: string) => Stack | undefined;
  /** Of the service's stack. */
  readonly bucket: (service: string) => Bucket;
  /** Names of all buckets of the account. */
  readonly buckets: () => readonly string[];
  /** What a visitor gets. */
  readonly get: (url: string) => Promise<Page>;
}

export const webManifest = `name: web
type: Static Site
http:
  alias: www.example.com
files:
  - source: web/dist
    recursive: true
`;

export async function openSiteShop(
  options: SandboxOptions & { readonly scenario?: Scenario } = {},
): Promise<SiteShop> {
  const shop = await openShop({ scenario: 'static-site', ...options });
  const region = regionOf(shop.world, '111122223333', 'us-west-2');
  const at = (path: string) => join(shop.workspace, path);
  const buckets = () => shop.world.accounts.get('111122223333')?.buckets ?? new Map<string, Bucket>();
  const stack = (service: string) => findStack(region, `shop-prod-${service}`);
  return {
    ...shop,
    write: (path, text) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    remove: (path) => rmSync(at(path), { recursive: true }),
    read: (path) => readFileSync(at(path), 'utf8'),
    stack,
    bucket: (service) => {
      const name = stack(service)?.resources.get('Bucket')?.physicalId ?? '';
      const found = buckets().get(name);
      if (found === undefined) throw new Error(`${service} has no bucket.`);
      return found;
    },
    buckets: () => [...buckets().keys()],
    get: (url) => get(shop.variables.COPILOT_CDN_CONNECT_TO ?? '', url),
  };
}

/** Keys of the site, without what is the program's own. */
export function keysOf(bucket: Bucket): readonly string[] {
  return [...bucket.objects.keys()].filter((key) => !key.startsWith('.copilot-cdn/')).sort();
}

function get(frontDoor: string, url: string): Promise<Page> {
  const [host = '', port = ''] = frontDoor.split(':');
  const asked = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { host, port, path: url, headers: { host: asked.host, 'accept-encoding': 'identity' }, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(headers),
            body: Buffer.concat(parts).toString('utf8'),
          });
        });
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}
