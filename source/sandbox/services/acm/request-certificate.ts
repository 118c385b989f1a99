import type { JsonInput } from '../../protocol/index.ts';
import type { Certificate, Region, World } from '../../world.ts';
import { checkQuotas } from './quotas.ts';
import { type RequestedCertificate, readCertificateRequest } from './read-certificate-request.ts';
import { startValidation } from './validation.ts';

const tokenSeconds = 3_600;

/**
 * A new certificate that waits for its validation, or the one that the same call asked for within the last hour.
 * Throws `ValidationException`, `InvalidParameterException`, `InvalidTagException`, `LimitExceededException`.
 */
export function requestCertificate(world: World, region: Region, input: JsonInput) {
  const wanted = readCertificateRequest(input);
  const sameness = samenessOf(wanted);
  const before = region.certificateRequests.find(
    (request) =>
      sameness !== undefined && request.sameness === sameness && region.certificates.has(request.arn),
  );
  if (before !== undefined) return { CertificateArn: before.arn };

  checkQuotas(world, region, wanted.names);
  const certificate = newCertificate(world, region, wanted);
  region.certificates.set(certificate.arn, certificate);
  remember(world, region, certificate, sameness);
  startValidation(world, region, certificate);
  return { CertificateArn: certificate.arn };
}

/** A token stands for one request: with other content it asks for another certificate. */
function samenessOf({ token, ...content }: RequestedCertificate): string | undefined {
  if (token === undefined) return undefined;
  const tags = Object.entries(content.tags).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([token, { ...content, names: content.names.toSorted(), tags }]);
}

function newCertificate(
  world: World,
  region: Region,
  { names, keyAlgorithm, exportable, tags }: RequestedCertificate,
): Certificate {
  return {
    arn: `arn:aws:acm:${region.name}:${region.account}:certificate/${world.identifiers.uuid()}`,
    domainName: names[0] ?? '',
    names,
    status: 'PENDING_VALIDATION',
    keyAlgorithm,
    type: 'AMAZON_ISSUED',
    created: world.clock.now(),
    inUseBy: new Set(),
    tags,
    exportable,
    validation: { recordsKnown: false, validated: new Set() },
  };
}

function remember(
  world: World,
  region: Region,
  { arn, created }: Certificate,
  sameness: string | undefined,
): void {
  const request = { arn, at: created, ...(sameness === undefined ? {} : { sameness }) };
  region.certificateRequests.push(request);
  world.clock.after(tokenSeconds, () => {
    delete request.sameness;
  });
}
