import { isPlainList, type Path, type PlainValue } from '../../yaml/plain-value.ts';
import { booleanOf, isGiven, plainAt, stringOf, stringsOf } from '../go-yaml.ts';
import { refuseUndefined } from '../interpolate.ts';
import type { ManifestOrigin } from '../manifest-origin.ts';
import { type OpenManifest, openManifest } from '../open-manifest.ts';
import { dataFor, withoutEmptyTexts, writtenAt } from '../overrides.ts';
import { extensionKey, headersOf, routingOf, type SiteHeaders, type SiteRouting } from './extension.ts';
import { staticSiteShape } from './shape.ts';

export const staticSite = 'Static Site';

/** The manifest of a static site as it holds in one environment. */
export interface StaticSiteManifest extends OpenManifest {
  readonly name: string;
  readonly alias: string | undefined;
  readonly certificate: string | undefined;
  readonly files: readonly StaticFiles[];
  /** Ours: what Copilot passes over. */
  readonly routing: SiteRouting;
  readonly headers: readonly SiteHeaders[];
  /** The manifest says that the site is deployed by this program. */
  readonly isOurs: boolean;
}

export interface StaticFiles {
  /** Where it stands in `data`. */
  readonly path: Path;
  /** Relative to the project's root; empty where it is missing, which Copilot refuses. */
  readonly source: string;
  readonly destination: string;
  /** Copilot takes false when it is left out. */
  readonly recursive: boolean;
  readonly exclude: readonly string[];
  readonly reinclude: readonly string[];
}

/** @throws UserError `variable-not-defined`, and what `openManifest` throws */
export function readStaticSiteManifest(text: string, origin: ManifestOrigin): StaticSiteManifest {
  const manifest = openStaticSiteManifest(text, origin);
  refuseUndefined(manifest.source, manifest.interpolation.undefinedVariables);
  return manifest;
}

/** The same for a manifest that is only to be checked: variables that are not set are findings. @throws as `openManifest` does */
export function openStaticSiteManifest(text: string, origin: ManifestOrigin): StaticSiteManifest {
  const opened = openManifest(text, origin, staticSiteShape);
  const written = withoutEmptyTexts(opened.data);
  const data = dataFor(written, origin.environment);
  const files = plainAt(data, ['files']);
  return {
    ...opened,
    data,
    written: (path) => writtenAt(written, origin.environment, path),
    name: stringOf(plainAt(data, ['name'])) ?? '',
    alias: filled(plainAt(data, ['http', 'alias'])),
    certificate: filled(plainAt(data, ['http', 'certificate'])),
    files: isPlainList(files)
      ? files.flatMap((item, index) => (item === null ? [] : filesOf(item, ['files', index])))
      : [],
    routing: routingOf(data),
    headers: headersOf(data),
    isOurs: isGiven(plainAt(data, [extensionKey])),
  };
}

function filesOf(item: PlainValue, path: Path): StaticFiles {
  return {
    path,
    source: filled(plainAt(item, ['source'])) ?? '',
    destination: filled(plainAt(item, ['destination'])) ?? '',
    recursive: booleanOf(plainAt(item, ['recursive'])) ?? false,
    exclude: patterns(plainAt(item, ['exclude'])),
    reinclude: patterns(plainAt(item, ['reinclude'])),
  };
}

function patterns(value: PlainValue | undefined): readonly string[] {
  if (isPlainList(value)) return stringsOf(value) ?? [];
  const one = stringOf(value);
  return one === undefined ? [] : [one];
}

function filled(value: PlainValue | undefined): string | undefined {
  const text = stringOf(value);
  return text === '' ? undefined : text;
}
