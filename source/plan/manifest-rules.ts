import type { ManifestOrigin } from '../copilot/manifest-origin.ts';
import { openServiceManifest } from '../copilot/service-manifest/read.ts';
import type { ManifestRule } from './tls-facts.ts';

/**
 * What a service's manifest says of its rules, as it holds in the environment. Variables that are not set are of no account here.
 * @throws as `openManifest` does
 */
export function manifestRules(text: string, origin: ManifestOrigin): readonly ManifestRule[] {
  return openServiceManifest(text, origin).rules.map(({ path, redirectToHttps, version, aliases }) => ({
    index: path.length === 1 ? 0 : Number(path[2]) + 1,
    redirects: redirectToHttps,
    grpc: version?.toLowerCase() === 'grpc',
    names: aliases.flatMap(({ name }) => name ?? []),
  }));
}
