import { locationProblem } from '../bucket-location.ts';
import { aliasProblem } from '../host-names.ts';
import { pathPatternProblem } from '../path-pattern.ts';
import type { Violation } from '../rules.ts';
import type { EnvironmentManifest } from './read.ts';

const at = (key: string) => ['cdn', 'static_assets', key];

/** 10, in Copilot's order */
export function incompleteStaticAssets({ cdn }: EnvironmentManifest): readonly Violation[] {
  if (cdn.staticAssets === undefined) return [];
  const assets = cdn.staticAssets;
  return (['alias', 'location', 'path'] as const)
    .filter((key) => assets[key] === undefined)
    .map((key) => ({
      path: at(key),
      code: 'static-assets-incomplete',
      message: `cdn.static_assets needs ${key}, too.`,
      fix: `Add cdn.static_assets.${key}.`,
    }));
}

export function staticLocation({ cdn }: EnvironmentManifest): readonly Violation[] {
  const location = cdn.staticAssets?.location;
  const problem = location === undefined ? undefined : locationProblem(location);
  return problem === undefined ? [] : [{ path: at('location'), code: 'static-location', ...problem }];
}

export function staticPath({ cdn }: EnvironmentManifest): readonly Violation[] {
  const pattern = cdn.staticAssets?.path;
  const problem = pattern === undefined ? undefined : pathPatternProblem(pattern);
  return problem === undefined ? [] : [{ path: at('path'), ...problem }];
}

export function staticAlias({ cdn }: EnvironmentManifest): readonly Violation[] {
  const alias = cdn.staticAssets?.alias;
  if (alias === undefined) return [];
  const problem = aliasProblem(alias);
  if (problem !== undefined) return [{ path: at('alias'), ...problem }];
  if (!alias.startsWith('*')) return [];
  return [
    {
      path: at('alias'),
      code: 'static-alias-wildcard',
      severity: 'warning',
      message:
        'Copilot writes this name into the template without quotes, where * breaks the YAML: copilot env deploy fails. Deployed from here it is quoted.',
      fix: 'Write one name: assets.example.com',
    },
  ];
}
