import { Fault } from '../../service.ts';
import type { CertificateQuotas, Region, World } from '../../world.ts';

/** ACM user guide, "Quotas". */
const defaults: Required<CertificateQuotas> = {
  namesPerCertificate: 10,
  certificates: 2_500,
  certificatesPerYear: 5_000,
};

const yearMilliseconds = 365 * 86_400_000;

/** Throws `LimitExceededException` when one more certificate for these names would be too much. */
export function checkQuotas(world: World, region: Region, names: readonly string[]): void {
  const quotas = { ...defaults, ...world.knobs.certificateQuotas };
  if (names.length > quotas.namesPerCertificate) throw exceeded('Certificate has too many domains.');
  const own = [...region.certificates.values()].filter(({ type }) => type === 'AMAZON_ISSUED');
  if (own.length >= quotas.certificates) {
    throw exceeded('Cannot request more certificates in this account. Contact Customer Service for details.');
  }
  if (requestedInTheLastYear(world, region) >= quotas.certificatesPerYear) {
    throw exceeded(
      `Error: you have reached your limit of ${quotas.certificatesPerYear} certificates in the last year.`,
    );
  }
}

/** Those that were requested, and those that the world began with. */
function requestedInTheLastYear(world: World, { certificates, certificateRequests }: Region): number {
  const requested = new Set(certificateRequests.map(({ arn }) => arn));
  const others = [...certificates.values()].filter(
    ({ arn, type }) => type === 'AMAZON_ISSUED' && !requested.has(arn),
  );
  const yearAgo = world.clock.now().getTime() - yearMilliseconds;
  return [...certificateRequests.map(({ at }) => at), ...others.map(({ created }) => created)].filter(
    (at) => at.getTime() > yearAgo,
  ).length;
}

function exceeded(message: string): Fault {
  return new Fault('LimitExceededException', message);
}
