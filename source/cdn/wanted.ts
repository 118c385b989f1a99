import type { CdnSettings, EnvironmentCdnSettings } from './settings.ts';
import type { CdnResource } from './template-names.ts';
import type { TemplateView } from './template-view.ts';

/** The CDN's own resources that should be in the template. */
export function wantedResources(
  view: TemplateView,
  settings: EnvironmentCdnSettings,
): ReadonlySet<CdnResource> {
  const { cdn } = settings;
  if (cdn === null) return new Set();
  const wanted = new Set<CdnResource>(['CloudFrontDistribution']);
  if (followsAliases(view, settings)) {
    wanted.add('UniqueJSONValuesFunctionRole').add('UniqueJSONValuesFunction').add('UniqueAliasesAction');
  }
  if (cdn.staticAssets !== undefined) wanted.add('CloudFrontOriginAccessControl');
  if (replicatesCertificate(view, settings))
    wanted.add('CertificateReplicatorFunction').add('CertificateReplicator');
  return wanted;
}

/** The distribution has names only when it has a certificate for them. */
export function hasNames(settings: EnvironmentCdnSettings): boolean {
  return settings.cdn !== null && (settings.cdn.certificate !== undefined || settings.hasDomain);
}

/** A function that is there already goes on, even when a fixed list is asked for. */
function followsAliases(view: TemplateView, settings: EnvironmentCdnSettings): boolean {
  return (
    hasNames(settings) &&
    (settings.cdn?.fixedAliases === undefined || view.has(['Resources', 'UniqueAliasesAction']))
  );
}

/**
 * The managed domain's certificate is copied when no other is named. As in Copilot's template the copy is there, and inert,
 * without a domain too; then only where its code is known and what it builds upon is there.
 */
export function replicatesCertificate(view: TemplateView, settings: EnvironmentCdnSettings): boolean {
  if (settings.cdn === null || settings.cdn.certificate !== undefined || settings.publicCertificates)
    return false;
  if (settings.hasDomain || view.has(['Resources', 'CertificateReplicator'])) return true;
  return settings.functionCode.certificateReplicator !== undefined && view.has(['Resources', 'HTTPSCert']);
}

/** Names beside those of services: of the static assets, then those that never reach the parameter `Aliases`. */
export function additionalNames(cdn: CdnSettings): readonly string[] {
  const names = [cdn.staticAssets?.alias ?? '', ...(cdn.extraAliases ?? [])];
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Quoted, because `*.example.com` without quotes would be an alias of YAML's own. */
export function flowList(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
