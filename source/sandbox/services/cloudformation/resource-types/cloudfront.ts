import { Fault } from '../../../service.ts';
import type { Distribution } from '../../../world.ts';
import { accountOf } from '../../../world-factory.ts';
import { type Properties, propertiesOf, textOf } from '../value.ts';
import { recordCertificateUse } from './certificate-use.ts';
import { checkDistribution } from './distribution-checks.ts';
import { readDistributionConfig } from './distribution-config.ts';
import { documentationAddress } from './identifiers.ts';
import type { Made, Place, ResourceType } from './resource-type.ts';

const seconds = { create: 210, update: 60, delete: 240 };
/** What the edge needs after CloudFormation is done. */
const secondsToTheEdge = 120;

export const distributionType: ResourceType = {
  createOnly: [],
  seconds,
  taggable: true,
  create: (place, properties) => {
    const config = readDistributionConfig(properties.DistributionConfig);
    checkDistribution(place, config, undefined);
    const { identifiers, clock } = place.world;
    const id = `E${identifiers.letters(13)}`;
    const distribution: Distribution = {
      id,
      arn: `arn:aws:cloudfront::${place.account}:distribution/${id}`,
      domainName: `d${identifiers.letters(13).toLowerCase()}.cloudfront.net`,
      status: 'InProgress',
      config,
      modified: clock.now(),
      etag: `E${identifiers.letters(13)}`,
      tags: place.tags,
      addresses: [0, 1, 2, 3].map(() => documentationAddress(place, '192.0.2')),
    };
    accountOf(place.world, place.account).distributions.set(id, distribution);
    deploy(place, distribution, seconds.create + secondsToTheEdge);
    return made(distribution);
  },
  update: (place, properties, earlier) => {
    const distribution = accountOf(place.world, place.account).distributions.get(earlier.physicalId);
    if (!distribution) {
      throw new Fault('NoSuchDistribution', 'The specified distribution does not exist.', 404);
    }
    const config = readDistributionConfig(properties.DistributionConfig);
    checkDistribution(place, config, distribution.id);
    distribution.config = config;
    distribution.status = 'InProgress';
    distribution.modified = place.world.clock.now();
    distribution.etag = `E${place.world.identifiers.letters(13)}`;
    deploy(place, distribution, seconds.update + secondsToTheEdge);
    return made(distribution);
  },
  // CloudFront deletes only what is disabled; edges stop to answer long before the last one has heard of it.
  retire: (place, earlier) => {
    const distribution = accountOf(place.world, place.account).distributions.get(earlier.physicalId);
    if (distribution === undefined) return;
    distribution.config = { ...distribution.config, Enabled: false };
    distribution.atEdge = distribution.config;
    distribution.status = 'InProgress';
    distribution.modified = place.world.clock.now();
    distribution.etag = `E${place.world.identifiers.letters(13)}`;
    deploy(place, distribution, secondsToTheEdge);
  },
  delete: (place, earlier) => {
    const { distributions } = accountOf(place.world, place.account);
    const distribution = distributions.get(earlier.physicalId);
    if (distribution) recordCertificateUse(place.world, distribution.arn, []);
    distributions.delete(earlier.physicalId);
  },
};

function deploy(place: Place, distribution: Distribution, after: number): void {
  const { config, etag } = distribution;
  const certificate = config.ViewerCertificate?.AcmCertificateArn;
  recordCertificateUse(place.world, distribution.arn, certificate === undefined ? [] : [certificate]);
  place.world.clock.after(after, () => {
    if (distribution.etag !== etag) return;
    distribution.status = 'Deployed';
    distribution.atEdge = config;
  });
}

function made(distribution: Distribution): Made {
  return {
    physicalId: distribution.id,
    attributes: { Id: distribution.id, DomainName: distribution.domainName },
  };
}

export const originAccessControlType: ResourceType = {
  createOnly: [],
  seconds: { create: 5, update: 5, delete: 5 },
  create: (place, properties) => {
    const id = `E${place.world.identifiers.letters(13)}`;
    keepControl(place, id, properties);
    return { physicalId: id, attributes: { Id: id } };
  },
  update: (place, properties, earlier) => {
    keepControl(place, earlier.physicalId, properties);
    return earlier;
  },
  delete: (place, earlier) => {
    const account = accountOf(place.world, place.account);
    const used = [...account.distributions.values()].some((distribution) =>
      distribution.config.Origins.some((origin) => origin.OriginAccessControlId === earlier.physicalId),
    );
    if (used) {
      throw new Fault(
        'OriginAccessControlInUse',
        'Cannot delete the origin access control because it is in use by one or more distributions.',
        409,
      );
    }
    account.originAccessControls.delete(earlier.physicalId);
  },
};

function keepControl(place: Place, id: string, properties: Properties): void {
  const config = propertiesOf(properties.OriginAccessControlConfig);
  const name = textOf(config.Name);
  const controls = accountOf(place.world, place.account).originAccessControls;
  if (name.length > 64) {
    throw new Fault('InvalidArgument', 'The parameter Name is too long: at most 64 characters.');
  }
  if ([...controls.values()].some((control) => control.name === name && control.id !== id)) {
    throw new Fault(
      'OriginAccessControlAlreadyExists',
      'An origin access control with the same name already exists.',
      409,
    );
  }
  controls.set(id, { id, name, description: textOf(config.Description) });
}
