import { Fault } from '../../../service.ts';
import type { CacheBehavior, DistributionConfig } from '../../../world.ts';
import { accountOf } from '../../../world-factory.ts';
import { checkViewerCertificate } from './certificate-use.ts';
import type { Place } from './resource-type.ts';

/** Throws what CloudFront answers to a configuration that it does not take. @param own The distribution's own id. */
export function checkDistribution(place: Place, config: DistributionConfig, own: string | undefined): void {
  const aliases = config.Aliases ?? [];
  const others = [...place.world.accounts.values()]
    .flatMap((account) => [...account.distributions.values()])
    .filter((distribution) => distribution.id !== own);
  const taken = aliases.filter((alias) =>
    others.some((other) => other.config.Aliases?.some((one) => one.toLowerCase() === alias.toLowerCase())),
  );
  if (taken.length > 0) {
    throw new Fault(
      'CNAMEAlreadyExists',
      `One or more of the CNAMEs you provided are already associated with a different resource.`,
      409,
    );
  }
  checkViewerCertificate(place.world, config.ViewerCertificate?.AcmCertificateArn, aliases);
  const origins = new Set(config.Origins.map((origin) => origin.Id));
  for (const behavior of [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])]) {
    if (!origins.has(behavior.TargetOriginId))
      throw new Fault('NoSuchOrigin', 'One or more of your origins or origin groups do not exist.', 404);
    checkFunctions(place, behavior);
  }
  const controls = accountOf(place.world, place.account).originAccessControls;
  for (const { OriginAccessControlId: control } of config.Origins) {
    if (control === undefined || control === '' || controls.has(control)) continue;
    throw new Fault('InvalidOriginAccessControl', 'The specified origin access control does not exist.', 404);
  }
  checkErrorPages(config);
}

function checkFunctions(place: Place, { FunctionAssociations: associations = [] }: CacheBehavior): void {
  const { edgeFunctions } = accountOf(place.world, place.account);
  if (associations.every(({ FunctionARN }) => edgeFunctions.has(FunctionARN))) return;
  throw new Fault(
    'InvalidFunctionAssociation',
    'The specified CloudFront function does not exist or is not in the LIVE stage.',
  );
}

const errorCodes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

function checkErrorPages({ CustomErrorResponses: pages = [] }: DistributionConfig): void {
  for (const { ErrorCode, ResponseCode, ResponsePagePath } of pages) {
    if (!errorCodes.includes(ErrorCode))
      throw new Fault('InvalidErrorCode', 'The parameter ErrorCode is not valid.');
    if ((ResponseCode === undefined) !== (ResponsePagePath === undefined))
      throw new Fault('InvalidArgument', 'ResponseCode and ResponsePagePath must both be set.');
    if (ResponsePagePath !== undefined && !ResponsePagePath.startsWith('/'))
      throw new Fault('InvalidArgument', 'The parameter ResponsePagePath must begin with /.');
  }
}
