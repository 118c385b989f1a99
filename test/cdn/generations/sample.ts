import type { EnvironmentCdnSettings } from '../../../source/cdn/environment-patch.ts';
import { type Case, type Generation, generations, settingsProduct } from '../settings-product.ts';

export interface SampleCase extends Case {
  readonly generation: Generation;
}

/** Some cases of each generation, in which every two values of settings come together once. */
export function sample(): SampleCase[] {
  return generations.flatMap((generation) =>
    some(settingsProduct(generation)).map((each) => ({
      ...each,
      generation,
      title: `${generation}, ${each.title}`,
    })),
  );
}

/** One after the other, the case that has the most of what no other had; among equals the last, which asks for more. */
function some(cases: readonly Case[]): Case[] {
  const missing = new Set(cases.flatMap(({ settings }) => pairsOf(settings)));
  const chosen: Case[] = [];
  while (missing.size > 0) {
    const news = ({ settings }: Case) => pairsOf(settings).filter((pair) => missing.has(pair)).length;
    const best = cases.reduce((most, each) => (news(each) >= news(most) ? each : most));
    for (const pair of pairsOf(best.settings)) missing.delete(pair);
    chosen.push(best);
  }
  return chosen;
}

function pairsOf(settings: EnvironmentCdnSettings): string[] {
  const { cdn } = settings;
  const values = [
    cdn === null ? 'no CDN' : cdn.certificate === undefined ? 'basic' : 'imported',
    `TLS ends at the edge: ${cdn?.terminateTls ?? false}`,
    `static assets: ${cdn?.staticAssets !== undefined}`,
    `certificates on the load balancer: ${settings.publicCertificates}`,
    `domain: ${settings.hasDomain}`,
    `only CloudFront: ${settings.restrictIngress !== null}`,
    `ranges: ${settings.sourceIps.length}`,
  ];
  return values.flatMap((one, index) => values.slice(index + 1).map((other) => `${one}, ${other}`));
}
