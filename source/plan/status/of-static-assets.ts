import type { BucketFacts } from '../../aws/inspect-bucket.ts';
import { publicBy } from '../../cdn/bucket-concerns.ts';
import { denialsFor, type EdgeReader, withDistribution } from '../../cdn/bucket-policy/index.ts';
import { ifKnown, liveDistribution, type StaticAssetsSeen, type StatusFacts } from './facts.ts';
import { note, problem, type StatusFinding, warning } from './finding.ts';

/** The bucket behind the CDN: there, readable for this distribution, not for everybody, and one object of it really served. */
export function ofStaticAssets(facts: StatusFacts): readonly StatusFinding[] {
  const assets = ifKnown(facts.staticAssets);
  const live = liveDistribution(facts);
  if (assets === undefined || live === undefined) return [];
  const { bucket, location, path, seen } = assets;
  if (bucket === undefined)
    return [
      problem(
        'location-not-a-bucket',
        'static-assets',
        `${path} is served from ${location}, which is not the domain name of a bucket.`,
        `Write the location as BUCKET.s3.REGION.amazonaws.com in the manifest, then: copilot env deploy --name ${facts.environment.name}`,
      ),
    ];
  if (seen === 'gone')
    return [
      problem(
        'bucket-gone',
        'static-assets',
        `${path} is served from the bucket ${bucket}, which does not exist.`,
        `Make it again: aws s3 mb s3://${bucket} --region ${facts.environment.region}, and upload what it held`,
        'Or name another in cdn.static_assets.location',
      ),
    ];
  const reader = { bucket, distributionArn: live.arn, pathPattern: path };
  const ofAccess = ofPolicy(seen, reader, facts.environment.name);
  return [...ofAccess, ...ofPublic(seen), ...ofSample(assets, bucket, ofAccess)];
}

function ofPolicy(
  { policy }: BucketFacts,
  reader: EdgeReader,
  environment: string,
): readonly StatusFinding[] {
  if (!policy.known)
    return [
      warning(
        'bucket-policy-unknown',
        'static-assets',
        `Whether ${reader.bucket} lets this distribution read its objects is not known.`,
        `Have ${policy.action} allowed to your credentials`,
      ),
    ];
  const merged = withDistribution(policy.value, reader);
  if (merged.kind !== 'unchanged')
    return [
      problem(
        'bucket-policy-missing',
        'static-assets',
        `Nothing in the policy of ${reader.bucket} lets this distribution read its objects.`,
        `copilot-cdn setup --env ${environment}`,
      ),
    ];
  const denials = policy.value === undefined ? [] : denialsFor(policy.value, reader);
  return denials
    .filter(({ effect }) => effect === 'wins')
    .map(({ says, next }) =>
      problem(
        'bucket-policy-denies',
        'static-assets',
        `The policy of ${reader.bucket} denies its objects to CloudFront: ${says}`,
        ...(next === undefined ? [] : [next]),
      ),
    );
}

function ofPublic(seen: BucketFacts): readonly StatusFinding[] {
  const by = publicBy(seen);
  if (by !== 'policy' && by !== 'acl') return [];
  return [
    warning(
      'bucket-public',
      'static-assets',
      `${seen.name} is public by its ${by === 'acl' ? 'ACL' : 'policy'}: everybody reads it past the CDN, which does not need that.`,
      `aws s3api put-public-access-block --bucket ${seen.name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
    ),
  ];
}

/** What is explained already is not said again. */
function ofSample(
  { sample, path }: StaticAssetsSeen,
  bucket: string,
  explained: readonly StatusFinding[],
): readonly StatusFinding[] {
  if (!sample.known) return [];
  if (sample.value === undefined)
    return [
      note(
        'static-assets-empty',
        'static-assets',
        `${bucket} holds no object that ${path} serves.`,
        `The key of an object is its whole path: aws s3 cp FILE s3://${bucket}${path.startsWith('/') ? path : `/${path}`}`,
      ),
    ];
  const { diagnosis, key } = sample.value;
  if (diagnosis === undefined || diagnosis.cause === 'served' || diagnosis.cause === 'propagating') return [];
  if (explained.some(({ severity }) => severity === 'problem')) return [];
  return [
    problem(
      'object-not-served',
      'static-assets',
      `The distribution does not serve ${key}. ${diagnosis.says}`,
      ...diagnosis.next,
    ),
  ];
}
