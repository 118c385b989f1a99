import { regionOf } from '../../../world-factory.ts';
import { textOf, textsOf } from '../value.ts';
import { regionalArn } from './identifiers.ts';
import type { ResourceType } from './resource-type.ts';

/** AWS::CertificateManager::Certificate: it is issued once the resource is made, whoever owns the names. */
export const certificateType: ResourceType = {
  createOnly: [
    'CertificateAuthorityArn',
    'DomainName',
    'KeyAlgorithm',
    'SubjectAlternativeNames',
    'ValidationMethod',
  ],
  seconds: { create: 60, update: 5, delete: 10 },
  taggable: true,
  actsLast: true,
  create: (place, properties) => {
    const arn = regionalArn(place, 'acm', `certificate/${place.world.identifiers.uuid()}`);
    const domainName = textOf(properties.DomainName);
    const now = place.world.clock.now();
    regionOf(place.world, place.account, place.region).certificates.set(arn, {
      arn,
      domainName,
      names: [...new Set([domainName, ...textsOf(properties.SubjectAlternativeNames)])],
      status: 'ISSUED',
      keyAlgorithm: 'RSA_2048',
      type: 'AMAZON_ISSUED',
      created: now,
      notBefore: now,
      inUseBy: new Set(),
      tags: place.tags,
    });
    return { physicalId: arn, attributes: {} };
  },
  update: (_place, _properties, earlier) => earlier,
  delete: (place, earlier) => {
    regionOf(place.world, place.account, place.region).certificates.delete(earlier.physicalId);
  },
};
