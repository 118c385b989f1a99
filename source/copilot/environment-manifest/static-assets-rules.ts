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

/** `assets.s3.us-west-2.amazonaws.com`; the form without a region works, too. */
const bucketDomain =
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\.s3([.-](?!website|accelerate|dualstack)[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/;

/** Copilot takes any text for it; CloudFront wants the bucket's domain name and nothing around it. */
export function staticLocation({ cdn }: EnvironmentManifest): readonly Violation[] {
  const location = cdn.staticAssets?.location;
  if (location === undefined || bucketDomain.test(location)) return [];
  return [{ path: at('location'), code: 'static-location', ...locationText(location) }];
}

function locationText(location: string): Pick<Violation, 'message' | 'fix'> {
  if (/\.s3-website[.-]/.test(location)) {
    return {
      message: `${location} is the bucket's website, which answers without signatures and would have to be public.`,
      fix: `Write the bucket's own domain name: ${location.replace(/\.s3-website[.-]/, '.s3.').replace(/^\w+:\/\//, '')}`,
    };
  }
  const inside = /^(?:\w+:\/\/)?([^/]+\.amazonaws\.com(?:\.cn)?)(?:\/.*)?$/.exec(location)?.[1];
  if (inside !== undefined && bucketDomain.test(inside)) {
    return {
      message: `${location} is more than the bucket's domain name.`,
      fix: `Write only the name: ${inside}`,
    };
  }
  return {
    message: `${location} is not the domain name of a bucket. Copilot lets it pass; the deployment would fail.`,
    fix: `Write it as ${bucketIn(location) ?? 'BUCKET'}.s3.REGION.amazonaws.com.`,
  };
}

const bucketName = '[a-z0-9][a-z0-9.-]{1,61}?[a-z0-9]';

/** From `s3://assets/`, `assets` alone, or another of the bucket's domain names. */
function bucketIn(location: string): string | undefined {
  const named = new RegExp(`^(?:s3://|arn:aws[\\w-]*:s3:::)?(${bucketName})/?$`).exec(location);
  if (location.includes('.amazonaws.com'))
    return new RegExp(`^(?:\\w+://)?(${bucketName})\\.s3[.-]`).exec(location)?.[1];
  return named?.[1];
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
