import { Fault } from '../../../service.ts';
import { accountOf } from '../../../world-factory.ts';
import { type Properties, propertiesOf, textOf } from '../value.ts';
import type { Made, Place, ResourceType } from './resource-type.ts';

/** CloudFront's quota, in bytes. */
const largestCode = 10_240;

/** A function of CloudFront's own, published at once. */
export const edgeFunctionType: ResourceType = {
  createOnly: ['Name'],
  seconds: { create: 6, update: 6, delete: 4 },
  create: (place, properties) => {
    const { edgeFunctions } = accountOf(place.world, place.account);
    const arn = `arn:aws:cloudfront::${place.account}:function/${textOf(properties.Name)}`;
    if (edgeFunctions.has(arn)) {
      throw new Fault('FunctionAlreadyExists', 'A function with the same name already exists.', 409);
    }
    return keep(place, arn, properties);
  },
  update: (place, properties, earlier) => keep(place, earlier.physicalId, properties),
  delete: (place, earlier) => {
    const { distributions, edgeFunctions } = accountOf(place.world, place.account);
    const isUsed = [...distributions.values()].some(({ config }) =>
      [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])].some((behavior) =>
        behavior.FunctionAssociations?.some(({ FunctionARN }) => FunctionARN === earlier.physicalId),
      ),
    );
    if (isUsed) {
      throw new Fault('FunctionInUse', 'Cannot delete function, it is in use by 1 distributions.', 409);
    }
    edgeFunctions.delete(earlier.physicalId);
  },
};

function keep(place: Place, arn: string, properties: Properties): Made {
  const name = textOf(properties.Name);
  const code = textOf(properties.FunctionCode);
  const runtime = textOf(propertiesOf(properties.FunctionConfig).Runtime);
  if (!/^[\w-]{1,64}$/.test(name)) throw new Fault('InvalidArgument', `Invalid function name: ${name}`);
  if (!/^cloudfront-js-[12]\.0$/.test(runtime))
    throw new Fault('InvalidArgument', `Unknown runtime: ${runtime}`);
  if (Buffer.byteLength(code) > largestCode) {
    throw new Fault('FunctionSizeLimitExceeded', 'Function code size exceeds the limit of 10240 bytes.', 413);
  }
  accountOf(place.world, place.account).edgeFunctions.set(arn, { name, arn, runtime, code });
  return {
    physicalId: arn,
    attributes: { FunctionARN: arn, Stage: 'LIVE', FunctionMetadata: { FunctionARN: arn } },
  };
}
