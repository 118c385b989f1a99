import { Fault } from '../../../../service.ts';
import type { Certificate } from '../../../../world.ts';
import { regionOf } from '../../../../world-factory.ts';
import { type Properties, sameValue, textOf, textsOf, truthOf } from '../../value.ts';
import { findCertificate } from '../certificate-use.ts';
import type { Earlier, Made, Place } from '../resource-type.ts';
import { customResource, namesByWorkload } from './custom-resource.ts';

const seconds = { create: 60, update: 60, delete: 10 };
const validDays = 395;

/** Custom::CertificateReplicatorFunction: asks for the same names in another region, on every update anew. */
export const certificateReplicatorType = customResource({
  seconds,
  create: replicate,
  update: replicate,
  delete: (place, earlier) => deleteCertificate(place, earlier.physicalId),
});

/** Custom::CertificateValidationFunction: a certificate for the environment's (or a static site's) names. */
export const certificateValidationType = customResource({
  seconds,
  create: (place, properties) => request(place, regionFor(place, properties), namesFor(place, properties)),
  update: (place, properties, earlier: Earlier) => {
    const names = namesFor(place, properties);
    if (sameValue(names, namesFor(place, earlier.properties))) return earlier;
    return request(place, regionFor(place, properties), names);
  },
  delete: (place, earlier) => deleteCertificate(place, earlier.physicalId),
});

function replicate(place: Place, properties: Properties): Made {
  const arn = textOf(properties.CertificateArn);
  const original = findCertificate(place.world, arn);
  if (!original) {
    throw new Fault('ResourceNotFoundException', `Could not find certificate ${arn}.`);
  }
  return request(place, textOf(properties.TargetRegion), original.names);
}

function request(place: Place, region: string, names: readonly string[]): Made {
  const { clock, identifiers } = place.world;
  const arn = `arn:aws:acm:${region}:${place.account}:certificate/${identifiers.uuid()}`;
  const now = clock.now();
  const certificate: Certificate = {
    arn,
    domainName: names[0] ?? '',
    names,
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    created: now,
    notBefore: now,
    notAfter: new Date(now.getTime() + validDays * 86_400_000),
    inUseBy: new Set(),
    tags: place.tags,
  };
  regionOf(place.world, place.account, region).certificates.set(arn, certificate);
  return { physicalId: arn, attributes: {} };
}

function regionFor(place: Place, properties: Properties): string {
  return truthOf(properties.IsCloudFrontCertificate) ? 'us-east-1' : place.region;
}

/** The subdomain of the environment with everything below it (or of the service), and the aliases in the managed domain. */
function namesFor(place: Place, properties: Properties): readonly string[] {
  const domain = textOf(properties.DomainName);
  const environment = `${textOf(properties.EnvName)}.${textOf(properties.AppName)}.${domain}`;
  const service = textOf(properties.ServiceName);
  const own = service === '' ? [environment, `*.${environment}`] : [`${service}.${environment}`];
  const given = properties.Aliases;
  const aliases =
    typeof given === 'string' ? [...namesByWorkload(place, given).values()].flat() : textsOf(given);
  return [...new Set([...own, ...aliases.filter((alias) => isManaged(alias, domain))])];
}

function isManaged(alias: string, domain: string): boolean {
  return alias === domain || alias.endsWith(`.${domain}`);
}

function deleteCertificate(place: Place, arn: string): void {
  const certificate = findCertificate(place.world, arn);
  if (!certificate) return;
  if (certificate.inUseBy.size > 0) {
    throw new Fault('ResourceInUseException', `Certificate ${arn} is still in use after 10 attempts`);
  }
  const [, , , region = '', account = ''] = arn.split(':');
  regionOf(place.world, account, region).certificates.delete(arn);
}
