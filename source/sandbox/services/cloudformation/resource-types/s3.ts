import { Fault } from '../../../service.ts';
import type { Bucket } from '../../../world.ts';
import { accountOf } from '../../../world-factory.ts';
import { optionalText, textOf } from '../value.ts';
import { generatedName, type Place, type ResourceType } from './resource-type.ts';

export const bucketType: ResourceType = {
  createOnly: ['BucketName'],
  seconds: { create: 22, update: 15, delete: 5 },
  taggable: true,
  create: (place, properties) => {
    const name = optionalText(properties.BucketName) ?? generatedName(place, 63).toLowerCase();
    if (findBucket(place, name)) throw new Fault('BucketAlreadyExists', `${name} already exists`, 409);
    accountOf(place.world, place.account).buckets.set(name, {
      name,
      region: place.region,
      created: place.world.clock.now(),
      objects: new Map(),
      tags: place.tags,
    });
    return {
      physicalId: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
      },
    };
  },
  update: (_place, _properties, earlier) => earlier,
  delete: (place, earlier) => {
    const bucket = findBucket(place, earlier.physicalId);
    if (bucket && bucket.objects.size > 0) {
      throw new Fault('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
    }
    accountOf(place.world, place.account).buckets.delete(earlier.physicalId);
  },
};

export const bucketPolicyType: ResourceType = {
  createOnly: ['Bucket'],
  seconds: { create: 3, update: 3, delete: 3 },
  create: (place, properties) => {
    const bucket = findBucket(place, textOf(properties.Bucket));
    if (!bucket) throw new Fault('NoSuchBucket', 'The specified bucket does not exist', 404);
    bucket.policy = JSON.stringify(properties.PolicyDocument);
    return { physicalId: bucket.name, attributes: {} };
  },
  update: (place, properties, earlier) => {
    const bucket = findBucket(place, earlier.physicalId);
    if (!bucket) throw new Fault('NoSuchBucket', 'The specified bucket does not exist', 404);
    bucket.policy = JSON.stringify(properties.PolicyDocument);
    return earlier;
  },
  delete: (place, earlier) => {
    const bucket = findBucket(place, earlier.physicalId);
    if (bucket) delete bucket.policy;
  },
};

function findBucket(place: Place, name: string): Bucket | undefined {
  return [...place.world.accounts.values()].flatMap(({ buckets }) => buckets.get(name) ?? [])[0];
}
