import { readLocation } from '../../copilot/bucket-location.ts';
import type { EnvironmentManifest } from '../../copilot/environment-manifest/read.ts';
import type { Desired } from '../desired.ts';
import { type Facts, namesAreManaged } from '../facts.ts';
import type { StaticAssetsDesired } from '../static-facts.ts';

/** What the environment's manifest asks of the CDN. Bucket and region of static assets are read by whoever reads the bucket. */
export interface ManifestDesired extends Desired {
  readonly terminateTls: boolean;
}

export function manifestDesired(
  facts: Pick<Facts, 'application' | 'deployedManifest' | 'workspace'>,
): ManifestDesired {
  const { cdn, ingress } = facts.workspace.manifest;
  const own = namesAreManaged(facts) ? 'managed' : undefined;
  return {
    cdn: cdn.enabled,
    certificate: cdn.certificate ?? own,
    certificateNames: [],
    restrictIngress: ingress.cdn,
    terminateTls: cdn.terminateTls,
    staticAssets: staticAssets(cdn),
  };
}

/** Incomplete ones are refused by the manifest's own rules. */
function staticAssets({ staticAssets: asked }: EnvironmentManifest['cdn']): StaticAssetsDesired | null {
  const { alias, location, path } = asked ?? {};
  const bucket = readLocation(location ?? '');
  if (alias === undefined || path === undefined || bucket === undefined) return null;
  return { bucket: bucket.bucket, region: bucket.region ?? '', path, alias, make: false, close: false };
}
