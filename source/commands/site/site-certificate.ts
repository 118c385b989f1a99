import { UserError } from '../../errors.ts';
import type { CertificateRequestFacts } from '../../plan/facts.ts';
import type { SiteFacts } from '../../plan/site/site-facts.ts';
import { findCertificates } from '../facts/certificates.ts';
import { readCertificateRequest } from '../facts/requested-certificate.ts';
import type { OpenSite } from './read-site.ts';

export interface SiteCertificate {
  /** ARN, or `request`; undefined: none, or one that Copilot's functions look after. */
  readonly certificate: string | undefined;
  readonly certificateRequest?: CertificateRequestFacts;
}

/**
 * The certificate that the site's name is to have: the flag's, the manifest's, the one that is deployed, the best usable one. ACM is only
 * asked where that is not known.
 * @throws UserError `certificate-without-alias`, `certificate-missing`, `certificate-not-usable`
 */
export async function siteCertificate(
  { facts, caller }: Pick<OpenSite, 'facts' | 'caller'>,
  flag: string | undefined,
  signal: AbortSignal,
): Promise<SiteCertificate> {
  const { manifest, deployed, environment } = facts;
  const { alias } = manifest;
  if (alias === undefined) {
    if (flag !== undefined && flag !== 'auto' && flag !== 'none') throw withoutAlias(facts);
    return { certificate: undefined };
  }
  const given = flag === 'auto' || flag === 'none' ? undefined : flag;
  const wanted = given ?? manifest.certificate;
  const isDeployed = deployed?.alias?.toLowerCase() === alias.toLowerCase();
  if (wanted === undefined && isDeployed && deployed?.managedCertificate) return { certificate: undefined };
  const kept = isDeployed ? deployed?.certificate : undefined;
  if (kept !== undefined && flag !== 'auto' && (wanted ?? kept) === kept) return { certificate: kept };
  const { ranked } = await findCertificates({
    caller,
    environmentRegion: environment.region,
    names: [alias],
    arrived: () => undefined,
    signal,
  });
  const request = () =>
    readCertificateRequest({ caller, names: [alias], listed: ranked, noted: undefined, signal });
  if (wanted === 'request') return { certificate: 'request', certificateRequest: await request() };
  if (wanted !== undefined) {
    const found = ranked.find(({ arn }) => arn === wanted);
    if (found === undefined || found.usable || found.uncertain === true) return { certificate: wanted };
    throw new UserError({
      code: 'certificate-not-usable',
      message: `The certificate for ${found.domainName} cannot be used for ${alias}: ${found.reason ?? 'CloudFront refuses it'}.`,
      next: ['The best usable one: --certificate auto', 'A new one: --certificate request'],
    });
  }
  const best = ranked.find(({ recommended }) => recommended) ?? ranked.find(({ usable }) => usable);
  if (best !== undefined) return { certificate: best.arn };
  // One that was asked for by an earlier deploy is gone on with.
  const asked = await request();
  if (asked.requested !== undefined) return { certificate: 'request', certificateRequest: asked };
  throw new UserError({
    code: 'certificate-missing',
    message: `No certificate in us-east-1 covers ${alias}, and CloudFront needs one for a name of yours.`,
    next: [
      `Have one requested: copilot-cdn site deploy ${facts.service} --certificate request`,
      `See what there is: copilot-cdn cert list --name ${alias}`,
    ],
  });
}

function withoutAlias({ service }: SiteFacts): UserError {
  return new UserError({
    code: 'certificate-without-alias',
    message: `A certificate is for a name, and ${service} has none of its own (http.alias).`,
    next: [`Write http.alias into copilot/${service}/manifest.yml, or leave out --certificate`],
  });
}
