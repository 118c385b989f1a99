import { Fault } from '../../../service.ts';
import type { Certificate, World } from '../../../world.ts';
import { accountOf, regionOf } from '../../../world-factory.ts';

/** The certificate of that ARN, whoever's it is. */
export function findCertificate(world: World, arn: string): Certificate | undefined {
  const [, , , region, account] = arn.split(':');
  if (!region || !account || !world.accounts.has(account)) return undefined;
  return accountOf(world, account).regions.has(region)
    ? regionOf(world, account, region).certificates.get(arn)
    : undefined;
}

/** Keeps the certificates' own list of who uses them. */
export function recordCertificateUse(world: World, user: string, arns: readonly string[]): void {
  for (const account of world.accounts.values()) {
    for (const region of account.regions.values()) {
      for (const certificate of region.certificates.values()) {
        if (arns.includes(certificate.arn)) certificate.inUseBy.add(user);
        else certificate.inUseBy.delete(user);
      }
    }
  }
}

/** Whether a name of a certificate covers a host: exactly, or by one label under `*.` (an alias may be a wildcard too). */
function covers(certificateName: string, host: string): boolean {
  const pattern = certificateName.toLowerCase();
  const name = host.toLowerCase();
  if (pattern === name) return true;
  if (!pattern.startsWith('*.')) return false;
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot + 1) === pattern.slice(2);
}

/** Throws CloudFront's `InvalidViewerCertificate`. */
export function checkViewerCertificate(
  world: World,
  arn: string | undefined,
  aliases: readonly string[],
): void {
  if (arn === undefined) {
    if (aliases.length === 0) return;
    throw invalid(
      'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements',
    );
  }
  const certificate = findCertificate(world, arn);
  if (arn.split(':')[3] !== 'us-east-1' || !certificate || certificate.status !== 'ISSUED') {
    throw invalid(
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    );
  }
  if (aliases.every((alias) => certificate.names.some((name) => covers(name, alias)))) return;
  throw invalid(
    "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements",
  );
}

function invalid(message: string): Fault {
  return new Fault('InvalidViewerCertificate', message);
}
