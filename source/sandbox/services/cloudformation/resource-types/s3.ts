import { allVersions } from '../../../object-versions.ts';
import { Fault } from '../../../service.ts';
import type { Bucket } from '../../../world.ts';
import { accountOf } from '../../../world-factory.ts';
import { optionalText, textOf } from '../value.ts';
import { bucketSettings } from './bucket-settings.ts';
import { generatedName, type Place, type ResourceType } from './resource-type.ts';

export const bucketType: ResourceType = {
  createOnly: ['BucketName'],
  seconds: { create: 22, update: 15, delete: 5 },
  taggable: true,
  create: (place, properties) => {
    const name = optionalText(properties.BucketName) ?? generatedName(place, 63).toLowerCase();
    if (findBucket(place, name)) throw new Fault('BucketAlreadyExists', `${name} already exists`, 409);
    const bucket: Bucket = {
      name,
      region: place.region,
      created: place.world.clock.now(),
      objects: new Map(),
      tags: place.tags,
      ...bucketSettings(properties),
    };
    accountOf(place.world, place.account).buckets.set(name, bucket);
    return {
      physicalId: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
      },
    };
  },
  update: (place, properties, earlier) => {
    const bucket = findBucket(place, earlier.physicalId);
    if (bucket) Object.assign(bucket, bucketSettings(properties));
    return earlier;
  },
  delete: (place, earlier) => {
    const bucket = findBucket(place, earlier.physicalId);
    if (bucket && allVersions(bucket).length > 0) {
      const more = bucket.versioning === undefined ? '' : '. You must delete all versions in the bucket.';
      throw new Fault('BucketNotEmpty', `The bucket you tried to delete is not empty${more}`, 409);
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
