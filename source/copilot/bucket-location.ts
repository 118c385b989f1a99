/** `assets.s3.us-west-2.amazonaws.com`; the form without a region works, too. */
const bucketDomain =
  /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3(?:[.-]((?!website|accelerate|dualstack)[a-z0-9-]+))?\.amazonaws\.com(?:\.cn)?$/;

/** The domain name by which `cdn.static_assets.location` names a bucket. */
export function locationOf(bucket: string, region: string): string {
  return `${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

export interface BucketLocation {
  readonly bucket: string;
  /** Absent where the name does not say it. */
  readonly region?: string;
}

/** The bucket that a location names; undefined for what is not the domain name of a bucket. */
export function readLocation(location: string): BucketLocation | undefined {
  const [, bucket, region] = bucketDomain.exec(location) ?? [];
  if (bucket === undefined) return undefined;
  return { bucket, ...(region !== undefined && { region }) };
}

/** Copilot takes any text for it; CloudFront wants the bucket's domain name and nothing around it. */
export function locationProblem(
  location: string,
): { readonly message: string; readonly fix: string } | undefined {
  if (bucketDomain.test(location)) return undefined;
  if (/\.s3-website[.-]/.test(location)) {
    return {
      message: `${location} is the bucket's website, which answers without signatures and would have to be public.`,
      fix: `Write the bucket's own domain name: ${location.replace(/\.s3-website[.-]/, '.s3.').replace(/^\w+:\/\//, '')}`,
    };
  }
  const inside = /^(?:\w+:\/\/)?([^/]+\.amazonaws\.com(?:\.cn)?)(?:\/.*)?$/.exec(location)?.[1];
  if (inside !== undefined && bucketDomain.test(inside)) {
    return {
      message: `${location} is more than the bucket's domain name.`,
      fix: `Write only the name: ${inside}`,
    };
  }
  return {
    message: `${location} is not the domain name of a bucket. Copilot lets it pass; the deployment would fail.`,
    fix: `Write it as ${bucketIn(location) ?? 'BUCKET'}.s3.REGION.amazonaws.com.`,
  };
}

const bucketName = '[a-z0-9][a-z0-9.-]{1,61}?[a-z0-9]';

/** From `s3://assets/`, `assets` alone, or another of the bucket's domain names. */
function bucketIn(location: string): string | undefined {
  const named = new RegExp(`^(?:s3://|arn:aws[\\w-]*:s3:::)?(${bucketName})/?$`).exec(location);
  if (location.includes('.amazonaws.com'))
    return new RegExp(`^(?:\\w+://)?(${bucketName})\\.s3[.-]`).exec(location)?.[1];
  return named?.[1];
}
