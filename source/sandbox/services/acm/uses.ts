import type { Certificate, Region, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';

/** ARNs of what uses a certificate. A distribution lets go of its old one only when the edge has the new one. */
export function usersOf(world: World, region: Region, certificate: Certificate): readonly string[] {
  const distributions = [...accountOf(world, region.account).distributions.values()].filter((distribution) =>
    [distribution.config, distribution.atEdge].some(
      (config) => config?.ViewerCertificate?.AcmCertificateArn === certificate.arn,
    ),
  );
  return [...new Set([...certificate.inUseBy, ...distributions.map(({ arn }) => arn)])];
}
