import { isPlainList, isPlainMap, type Path, type PlainValue } from '../../yaml/plain-value.ts';
import { booleanOf, plainAt, stringOf, stringsOf } from '../go-yaml.ts';
import { refuseUndefined } from '../interpolate.ts';
import type { ManifestOrigin } from '../manifest-origin.ts';
import { type OpenManifest, openManifest } from '../open-manifest.ts';
import { dataFor, writtenAt } from '../overrides.ts';
import { serviceShape } from './shape.ts';

export const loadBalancedWebService = 'Load Balanced Web Service';

/** The manifest of a service as it holds in one environment: what the environment's CDN has to know of it. */
export interface ServiceManifest extends OpenManifest {
  readonly name: string;
  readonly type: string;
  /** With the overrides of the environment. */
  readonly data: PlainValue;
  /** The environment's own; a service with `http.alb` brings another, and is outside of the CDN. */
  readonly behindLoadBalancer: boolean;
  /** What a load balancer does for it. */
  readonly rules: readonly RoutingRule[];
  /** Names under which the environment's load balancer serves it, of all rules, each once, in their order. */
  readonly aliases: readonly string[];
  /** Does any rule of the environment's load balancer answer HTTP with a redirect to HTTPS? */
  readonly redirectToHttps: boolean;
}

export interface RoutingRule {
  /** `http`, or `http.additional_rules[0]`, in `data`. */
  readonly path: Path;
  readonly aliases: readonly RuleAlias[];
  /** Left out, it is true. */
  readonly redirectToHttps: boolean;
  readonly allowedSourceIps: readonly string[];
  /** `grpc`, `http1`, `http2`, as it is written. */
  readonly version: string | undefined;
  readonly hostedZone: string | undefined;
}

export interface RuleAlias {
  readonly path: Path;
  /** Undefined for a map without it, which Copilot refuses. */
  readonly name: string | undefined;
  readonly hostedZone: string | undefined;
}

/**
 * Reads the manifest of a service for one environment: variables filled in, the overrides of `environments.NAME` merged
 * (docs/copilot.md, 7.4 and 7.5).
 *
 * @throws UserError `variable-not-defined`, and what `openManifest` throws
 */
export function readServiceManifest(text: string, origin: ManifestOrigin): ServiceManifest {
  const manifest = openServiceManifest(text, origin);
  refuseUndefined(manifest.source, manifest.interpolation.undefinedVariables);
  return manifest;
}

/** The same for a manifest that is only to be checked: variables that are not set are findings. @throws as `openManifest` does */
export function openServiceManifest(text: string, origin: ManifestOrigin): ServiceManifest {
  const opened = openManifest(text, origin, serviceShape);
  const data = dataFor(opened.data, origin.environment);
  const type = stringOf(plainAt(data, ['type'])) ?? '';
  const http = plainAt(data, ['http']);
  const isPublic = type === loadBalancedWebService && (isPlainMap(http) || booleanOf(http) === true);
  const rules = isPublic ? rulesOf(data) : [];
  const behindLoadBalancer = isPublic && stringOf(plainAt(http, ['alb'])) === undefined;
  const served = behindLoadBalancer ? rules : [];
  const names = served.flatMap((rule) => rule.aliases.flatMap(({ name }) => name ?? []));
  return {
    ...opened,
    data,
    written: (path) => writtenAt(opened.data, origin.environment, path),
    name: stringOf(plainAt(data, ['name'])) ?? '',
    type,
    behindLoadBalancer,
    rules,
    aliases: [...new Set(names.filter((name) => name !== ''))],
    redirectToHttps: served.some((rule) => rule.redirectToHttps),
  };
}

function rulesOf(data: PlainValue): readonly RoutingRule[] {
  const http = plainAt(data, ['http']);
  if (!isPlainMap(http)) return [];
  const additional = http.additional_rules;
  const paths: Path[] = [
    ['http'],
    ...(isPlainList(additional) ? [...additional.keys()] : []).map((index) => [
      'http',
      'additional_rules',
      index,
    ]),
  ];
  return paths.flatMap((path) => {
    const rule = plainAt(data, path);
    if (!isPlainMap(rule)) return [];
    return {
      path,
      aliases: aliasesOf(plainAt(rule, ['alias']), [...path, 'alias']),
      redirectToHttps: booleanOf(plainAt(rule, ['redirect_to_https'])) ?? true,
      allowedSourceIps: stringsOf(plainAt(rule, ['allowed_source_ips'])) ?? [],
      version: stringOf(plainAt(rule, ['version'])),
      hostedZone: stringOf(plainAt(rule, ['hosted_zone'])),
    };
  });
}

/** One name, a list of names, or a list of maps with a name each; beside maps, names are dropped. */
function aliasesOf(value: PlainValue | undefined, path: Path): readonly RuleAlias[] {
  if (!isPlainList(value)) {
    const name = stringOf(value);
    return name === undefined ? [] : [{ path, name, hostedZone: undefined }];
  }
  const maps = value.some(isPlainMap);
  return value.flatMap((item, index) => {
    const at = [...path, index];
    if (isPlainMap(item)) {
      return [{ path: at, name: stringOf(item.name), hostedZone: stringOf(item.hosted_zone) }];
    }
    return maps || item === null ? [] : [{ path: at, name: stringOf(item), hostedZone: undefined }];
  });
}
