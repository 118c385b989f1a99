import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { addressOf, assetsOf, contentOf, generations, pages } from '../site/generations.ts';
import type { SiteShop } from './site-shop.ts';

export interface SiteVisitor {
  /** What was never to be: a page that is not served, or that asks for what is not there or is another's. */
  readonly trouble: () => readonly string[];
  /** Pages that were served with everything that they ask for. */
  readonly visits: () => number;
  /** Every page, with all that it asks for. */
  readonly visitAll: () => Promise<void>;
  readonly leave: () => Promise<void>;
}

const texts = new Map(
  Array.from({ length: generations }, (_, generation) => [...contentOf(generation)]).flat(),
);

/** Comes by an edge that has kept nothing, page after page until it leaves, and looks at everything that each page asks for. */
export function visitPages(shop: SiteShop, site: string): SiteVisitor {
  const trouble: string[] = [];
  let visits = 0;
  let left = false;

  async function visit(page: number): Promise<void> {
    forgetAll(shop);
    const url = `${site}${addressOf(page)}`;
    const { status, body } = await shop.get(url);
    const assets = assetsOf(body);
    if (status !== 200 || assets.length === 0) trouble.push(`${url} is answered with ${status}`);
    for (const asset of assets) {
      forgetAll(shop);
      const got = await shop.get(`${site}${asset}`);
      const isRight = got.status === 200 && got.body === texts.get(asset);
      if (!isRight) trouble.push(`${url} asks for ${asset}, which is answered with ${got.status}`);
    }
    visits += 1;
  }

  const walking = (async () => {
    for (let page = 0; !left; page = (page + 37) % pages) {
      await visit(page);
      await wait(20);
    }
  })();
  const leave = async () => {
    left = true;
    await walking;
  };
  onTestFinished(leave);
  return {
    trouble: () => trouble,
    visits: () => visits,
    visitAll: async () => {
      for (let page = 0; page < pages; page++) await visit(page);
    },
    leave,
  };
}

/** Assets are kept at the edge for a year, which would hide that they are gone from the bucket. */
function forgetAll(shop: SiteShop): void {
  for (const { distributions } of shop.world.accounts.values())
    for (const { kept } of distributions.values()) kept?.clear();
}
