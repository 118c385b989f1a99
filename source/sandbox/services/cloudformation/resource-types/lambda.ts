import { Fault } from '../../../service.ts';
import { regionOf } from '../../../world-factory.ts';
import { optionalText, type Properties, propertiesOf, sameValue, textOf } from '../value.ts';
import { regionalArn } from './identifiers.ts';
import { generatedName, type Made, type Place, type ResourceType } from './resource-type.ts';

/** From when on Lambda refuses to create and to update functions on a runtime (AWS's table of runtimes). */
const closings: Readonly<Record<string, { readonly create: string; readonly update: string }>> = {
  'nodejs12.x': { create: '2024-01-08', update: '2024-02-08' },
  'nodejs14.x': { create: '2025-01-09', update: '2025-02-10' },
  'nodejs16.x': { create: '2025-09-01', update: '2025-10-01' },
  'nodejs18.x': { create: '2026-02-03', update: '2026-03-09' },
  'nodejs20.x': { create: '2026-08-31', update: '2026-09-30' },
};

export const functionType: ResourceType = {
  createOnly: ['FunctionName', 'PackageType'],
  seconds: { create: 12, update: 12, delete: 5 },
  taggable: true,
  create: (place, properties) => {
    checkRuntime(place, textOf(properties.Runtime), 'create');
    return keep(place, optionalText(properties.FunctionName) ?? generatedName(place), properties);
  },
  update: (place, properties, earlier) => {
    const { Tags: _, ...before } = earlier.properties;
    const { Tags: __, ...after } = properties;
    if (!sameValue(before, after)) checkRuntime(place, textOf(properties.Runtime), 'update');
    return keep(place, earlier.physicalId, properties);
  },
  delete: (place, earlier) => {
    regionOf(place.world, place.account, place.region).functions.delete(earlier.physicalId);
  },
};

function keep(place: Place, name: string, properties: Properties): Made {
  const arn = regionalArn(place, 'lambda', `function:${name}`);
  const code = propertiesOf(properties.Code);
  const zipFile = optionalText(code.ZipFile);
  const bucket = textOf(code.S3Bucket);
  const key = textOf(code.S3Key);
  if (zipFile === undefined) checkCode(place, bucket, key);
  regionOf(place.world, place.account, place.region).functions.set(name, {
    name,
    arn,
    runtime: textOf(properties.Runtime),
    code: zipFile === undefined ? { bucket, key } : { zipFile },
  });
  return { physicalId: name, attributes: { Arn: arn } };
}

function checkRuntime(place: Place, runtime: string, doing: 'create' | 'update'): void {
  const closing = closings[runtime]?.[doing];
  if (closing === undefined || place.world.clock.now() < new Date(`${closing}T00:00:00Z`)) return;
  throw new Fault(
    'InvalidParameterValueException',
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
}

function checkCode(place: Place, bucketName: string, key: string): void {
  const bucket = [...place.world.accounts.values()].flatMap(
    ({ buckets }) => buckets.get(bucketName) ?? [],
  )[0];
  if (bucket?.objects.has(key)) return;
  const [code, text] = bucket
    ? ['NoSuchKey', 'The specified key does not exist.']
    : ['NoSuchBucket', 'The specified bucket does not exist'];
  throw new Fault(
    'InvalidParameterValueException',
    `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${text}`,
  );
}
