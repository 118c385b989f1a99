import type { JsonInput } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Region, World } from '../../world.ts';
import { namedCertificate } from './named-certificate.ts';
import { usersOf } from './uses.ts';

/** Throws `ValidationException`, `ResourceNotFoundException`, `ResourceInUseException`. */
export function deleteCertificate(world: World, region: Region, input: JsonInput) {
  const certificate = namedCertificate(region, input);
  if (usersOf(world, region, certificate).length > 0) {
    throw new Fault(
      'ResourceInUseException',
      `Certificate ${certificate.arn} in account ${region.account} is in use.`,
    );
  }
  region.certificates.delete(certificate.arn);
  return {};
}
