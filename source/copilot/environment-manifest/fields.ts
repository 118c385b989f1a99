import type { Path, PlainValue } from '../../yaml/plain-value.ts';
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
  readonly deprecatedIngress: IngressField & { readonly fromVpc: boolean };
  /** Values that Copilot's parser refuses: it reads nothing of a file that has one. */
  readonly refused: readonly Refused[];
  /** Values below `cdn` that it drops in silence. */
  readonly dropped: readonly Refused[];
}

export interface Refused {
  readonly path: Path;
  readonly expected: string;
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

export function decodeFields(data: PlainValue): EnvironmentFields {
  const refused: Refused[] = [];
  const dropped: Refused[] = [];
  const string = 'a string';
  const list = 'a list of strings';
  const boolean = 'true or false';

  function field<T>(
    path: Path,
    decode: (value: PlainValue) => T | undefined,
    expected: string,
    into = refused,
  ): T | undefined {
    const value = plainAt(data, path);
    if (!isGiven(value)) return undefined;
    const decoded = decode(value);
    if (decoded === undefined) into.push({ path, expected });
    return decoded;
  }

  function map(path: Path): void {
    const value = plainAt(data, path);
    if (isGiven(value) && !isPlainMap(value)) refused.push({ path, expected: 'a map' });
  }

  function ingress(path: Path): IngressField {
    return {
      cdn: field([...path, 'cdn'], booleanOf, boolean),
      sourceIps: field([...path, 'source_ips'], stringsOf, list) ?? [],
    };
  }

  function cdn(): CdnField {
    const value = plainAt(data, ['cdn']);
    if (!isGiven(value)) return { enabled: false };
    const certificate = field(['cdn', 'certificate'], stringOf, string, dropped);
    const terminateTls = field(['cdn', 'terminate_tls'], booleanOf, boolean, dropped);
    const staticAssets = staticAssetsOf((name) =>
      field(['cdn', 'static_assets', name], stringOf, string, dropped),
    );
    const advanced = {
      ...(certificate !== undefined && { certificate }),
      ...(terminateTls !== undefined && { terminateTls }),
      ...(staticAssets !== undefined && { staticAssets }),
    };
    if (Object.keys(advanced).length > 0) return { enabled: true, ...advanced };
    const enabled = booleanOf(value);
    if (enabled === undefined)
      refused.push({
        path: ['cdn'],
        expected: 'true, false, or a map with certificate, terminate_tls or static_assets',
      });
    return { enabled: enabled ?? false };
  }

  const deprecated = ['http', 'public', 'security_groups', 'ingress'];
  for (const path of [
    ['http'],
    ['http', 'public'],
    ['http', 'public', 'ingress'],
    deprecated.slice(0, 3),
    deprecated,
    [...deprecated, 'restrict_to'],
  ])
    map(path);
  return {
    name: field(['name'], stringOf, string),
    type: field(['type'], stringOf, string),
    cdn: cdn(),
    publicCertificates: field(['http', 'public', 'certificates'], stringsOf, list),
    ingress: ingress(['http', 'public', 'ingress']),
    deprecatedIngress: {
      ...ingress([...deprecated, 'restrict_to']),
      fromVpc: field([...deprecated, 'from_vpc'], booleanOf, boolean) !== undefined,
    },
    refused,
    dropped,
  };
}

function staticAssetsOf(read: (name: string) => string | undefined): StaticAssets | undefined {
  const location = read('location') ?? '';
  const alias = read('alias') ?? '';
  const path = read('path') ?? '';
  if (location === '' && alias === '' && path === '') return undefined;
  return {
    ...(location !== '' && { location }),
    ...(alias !== '' && { alias }),
    ...(path !== '' && { path }),
  };
}
