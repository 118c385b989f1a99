import type { EnvironmentManifest } from '../copilot/environment-manifest/read.ts';
import { UserError } from '../errors.ts';
import type { DeployedEnvironment } from './deployed-environment.ts';
import type { CdnSettings, EnvironmentCdnSettings, FunctionCode } from './settings.ts';

/** What neither the manifest nor the template says. */
export interface AroundTheTemplate {
  /** The stack's parameters, as far as they are known: `AppDNSName` says whether the application has a domain. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Undefined: the one that the template has already. */
  readonly prefixListId: string | undefined;
  readonly functionCode: FunctionCode;
  /** Names of services that never reach the stack (docs/compatibility.md, "Names"). */
  readonly aliases: readonly string[];
}

/**
 * What the manifest asks of its environment's template.
 * @param manifest without errors: incomplete static assets ask for nothing
 * @throws UserError `prefix-list-needed`
 */
export function settingsFromManifest(
  manifest: EnvironmentManifest,
  deployed: DeployedEnvironment,
  around: AroundTheTemplate,
): EnvironmentCdnSettings {
  const { ingress, publicCertificates, interpolatedText } = manifest;
  return {
    cdn: cdnSettings(manifest, deployed, around.aliases),
    publicCertificates: (publicCertificates ?? []).length > 0,
    hasDomain: (around.parameters.AppDNSName ?? '') !== '',
    restrictIngress: ingress.cdn ? { prefixListId: prefixList(deployed, around) } : null,
    sourceIps: ingress.sourceIps,
    manifest: interpolatedText,
    functionCode: around.functionCode,
  };
}

function cdnSettings(
  { cdn }: EnvironmentManifest,
  deployed: DeployedEnvironment,
  aliases: readonly string[],
): CdnSettings | null {
  if (!cdn.enabled) return null;
  const { certificate, terminateTls, staticAssets } = cdn;
  const { alias, location, path } = staticAssets ?? {};
  const extraAliases = aliases.length > 0 ? aliases : deployed.cdn.extraAliases;
  return {
    terminateTls,
    ...(certificate !== undefined && { certificate }),
    ...(alias !== undefined &&
      location !== undefined &&
      path !== undefined && { staticAssets: { alias, location, path } }),
    ...(extraAliases.length > 0 && { extraAliases }),
  };
}

/** The list's id differs from region to region, and is written into the rules as it is. */
function prefixList(deployed: DeployedEnvironment, { prefixListId }: AroundTheTemplate): string {
  const id = prefixListId ?? deployed.prefixListId;
  if (id !== undefined) return id;
  throw new UserError({
    code: 'prefix-list-needed',
    message:
      'The manifest lets only CloudFront reach the load balancer, and the template does not have the id of its prefix list yet.',
    next: [
      'Name it: --prefix-list pl-…',
      'In the region of the environment it is told by: aws ec2 describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing',
    ],
  });
}
