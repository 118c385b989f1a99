import type { Bucket } from '../../../world.ts';
import { listOf, type Properties, propertiesOf, textOf, truthOf } from '../value.ts';

type Settings = Pick<Bucket, 'versioning' | 'publicAccessBlock' | 'ownership' | 'encryption'>;

/** What a bucket's properties say of what the sandbox models. What they leave out stays as it is. */
export function bucketSettings(properties: Properties): Settings {
  const versioning = textOf(propertiesOf(properties.VersioningConfiguration).Status);
  const [ownership] = listOf(propertiesOf(properties.OwnershipControls).Rules).map((rule) =>
    textOf(propertiesOf(rule).ObjectOwnership),
  );
  return {
    ...((versioning === 'Enabled' || versioning === 'Suspended') && { versioning }),
    ...(ownership === 'BucketOwnerEnforced' && { ownership }),
    ...publicAccess(properties),
    ...encryption(properties),
  };
}

function publicAccess(properties: Properties): Settings {
  if (properties.PublicAccessBlockConfiguration === undefined) return {};
  const block = propertiesOf(properties.PublicAccessBlockConfiguration);
  return {
    publicAccessBlock: {
      blockPublicAcls: truthOf(block.BlockPublicAcls),
      ignorePublicAcls: truthOf(block.IgnorePublicAcls),
      blockPublicPolicy: truthOf(block.BlockPublicPolicy),
      restrictPublicBuckets: truthOf(block.RestrictPublicBuckets),
    },
  };
}

function encryption(properties: Properties): Settings {
  const [rule] = listOf(propertiesOf(properties.BucketEncryption).ServerSideEncryptionConfiguration);
  const byDefault = propertiesOf(propertiesOf(rule).ServerSideEncryptionByDefault);
  const algorithm = textOf(byDefault.SSEAlgorithm);
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') return {};
  const keyId = textOf(byDefault.KMSMasterKeyID);
  return { encryption: { algorithm, ...(keyId !== '' && { keyId }) } };
}
