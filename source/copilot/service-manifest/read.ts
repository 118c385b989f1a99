import { isPlainList, isPlainMap, type PlainValue } from '../../yaml/plain-value.ts';
import { parseSource } from '../../yaml/source-document.ts';
import { interpolatedText } from '../environment-manifest/interpolate.ts';
import { booleanOf, isGiven, plainAt, stringOf } from '../go-yaml.ts';
import type { ManifestOrigin } from '../manifest-origin.ts';

/** What an environment's CDN has to know of a service. */
export interface ServiceManifest {
  readonly name: string;
  readonly type: string;
  /** Names under which the public load balancer serves it, of all rules, each once, in their order. */
  readonly aliases: readonly string[];
  readonly behindLoadBalancer: boolean;
  /** Does any of its rules answer HTTP with a redirect to HTTPS? */
  readonly redirectToHttps: boolean;
}

/**
 * Reads a service's manifest for one environment: variables filled in, the overrides of `environments.<name>` merged
 * (docs/copilot.md, 7.4 and 7.5).
 *
 * @throws UserError as `readEnvironmentManifest` does
 */
export function readServiceManifest(text: string, origin: ManifestOrigin): ServiceManifest {
  const interpolated = origin.interpolated === true ? text : interpolatedText(text, origin);
  const base = parseSource(interpolated, { file: origin.file }).plain();
  const override = plainAt(base, ['environments', origin.environment]);
  const data = merged(base, override);
  const type = stringOf(plainAt(data, ['type'])) ?? '';
  const http = plainAt(data, ['http']);
  const behindLoadBalancer = type === 'Load Balanced Web Service' && isPlainMap(http);
  const additional = plainAt(http, ['additional_rules']);
  const rules = behindLoadBalancer ? [http, ...(isPlainList(additional) ? additional : [])] : [];
  return {
    name: stringOf(plainAt(data, ['name'])) ?? '',
    type,
    aliases: [...new Set(rules.flatMap((rule) => aliasesOf(plainAt(rule, ['alias']))))],
    behindLoadBalancer,
    // Left out, it is true.
    redirectToHttps: rules.some((rule) => booleanOf(plainAt(rule, ['redirect_to_https'])) ?? true),
  };
}

/** Maps merge key by key; anything else that is given replaces, lists as a whole, and one form of a field the other. */
function merged(base: PlainValue | undefined, override: PlainValue | undefined): PlainValue {
  if (!isGiven(override)) return base ?? null;
  if (!isPlainMap(base) || !isPlainMap(override)) return override;
  const keys = new Set([...Object.keys(base), ...Object.keys(override)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, merged(plainAt(base, [key]), plainAt(override, [key]))]),
  );
}

/** One name, a list of names, or a list of maps with a name each. */
function aliasesOf(value: PlainValue | undefined): string[] {
  const items = isPlainList(value) ? value : [value];
  return items
    .map((item) => stringOf(isPlainMap(item) ? item.name : item))
    .filter((name) => name !== undefined)
    .filter((name) => name !== '');
}
