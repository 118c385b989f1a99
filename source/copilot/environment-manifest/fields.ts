import type { PlainValue } from '../../yaml/plain-value.ts';
import { isPlainMap } from '../../yaml/plain-value.ts';
import { booleanOf, isGiven, plainAt, stringOf, stringsOf } from '../go-yaml.ts';

/** The fields of an environment manifest that concern the CDN, decoded as Copilot does it (docs/copilot.md, 4.2). */
export interface EnvironmentFields {
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly cdn: CdnField;
  /** `http.public.certificates`; an empty list is not the same as none. */
  readonly publicCertificates: readonly string[] | undefined;
  readonly ingress: IngressField;
  readonly deprecatedIngress: DeprecatedIngressField;
  /** Of `http.private`. */
  readonly internal: InternalFields;
}

export type DeprecatedIngressField = IngressField & { readonly fromVpc: boolean };

export interface InternalFields {
  readonly subnets: readonly string[] | undefined;
  readonly fromVpc: boolean | undefined;
  readonly deprecatedIngress: DeprecatedIngressField;
}

export interface CdnField {
  readonly enabled: boolean;
  readonly certificate?: string;
  readonly terminateTls?: boolean;
  readonly staticAssets?: StaticAssets;
}

/** At least one is set. */
export interface StaticAssets {
  readonly location?: string;
  readonly alias?: string;
  readonly path?: string;
}

export interface IngressField {
  readonly cdn: boolean | undefined;
  readonly sourceIps: readonly string[];
}

/** @param data what `inspect` makes of the manifest; other values of another type than the field's are taken for absent */
export function decodeFields(data: PlainValue): EnvironmentFields {
  const http = plainAt(data, ['http', 'public']);
  const internal = plainAt(data, ['http', 'private']);
  return {
    name: stringOf(plainAt(data, ['name'])),
    type: stringOf(plainAt(data, ['type'])),
    cdn: cdnField(plainAt(data, ['cdn'])),
    publicCertificates: stringsOf(plainAt(http, ['certificates'])),
    ingress: ingressField(plainAt(http, ['ingress'])),
    deprecatedIngress: deprecatedIngressField(http),
    internal: {
      subnets: stringsOf(plainAt(internal, ['subnets'])),
      fromVpc: booleanOf(plainAt(internal, ['ingress', 'vpc'])),
      deprecatedIngress: deprecatedIngressField(internal),
    },
  };
}

function deprecatedIngressField(side: PlainValue | undefined): DeprecatedIngressField {
  const ingress = plainAt(side, ['security_groups', 'ingress']);
  return {
    ...ingressField(plainAt(ingress, ['restrict_to'])),
    fromVpc: booleanOf(plainAt(ingress, ['from_vpc'])) !== undefined,
  };
}

function ingressField(value: PlainValue | undefined): IngressField {
  return {
    cdn: booleanOf(plainAt(value, ['cdn'])),
    sourceIps: stringsOf(plainAt(value, ['source_ips'])) ?? [],
  };
}

/** A map with anything in it turns the CDN on, `terminate_tls: false` too. */
function cdnField(value: PlainValue | undefined): CdnField {
  if (!isGiven(value)) return { enabled: false };
  if (!isPlainMap(value)) return { enabled: booleanOf(value) ?? false };
  const certificate = stringOf(plainAt(value, ['certificate']));
  const terminateTls = booleanOf(plainAt(value, ['terminate_tls']));
  const staticAssets = staticAssetsField(plainAt(value, ['static_assets']));
  const parts = {
    ...(certificate !== undefined && { certificate }),
    ...(terminateTls !== undefined && { terminateTls }),
    ...(staticAssets !== undefined && { staticAssets }),
  };
  return { enabled: Object.keys(parts).length > 0, ...parts };
}

function staticAssetsField(value: PlainValue | undefined): StaticAssets | undefined {
  const location = stringOf(plainAt(value, ['location'])) ?? '';
  const alias = stringOf(plainAt(value, ['alias'])) ?? '';
  const path = stringOf(plainAt(value, ['path'])) ?? '';
  if (location === '' && alias === '' && path === '') return undefined;
  return {
    ...(location !== '' && { location }),
    ...(alias !== '' && { alias }),
    ...(path !== '' && { path }),
  };
}
