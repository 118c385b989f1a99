/**
 * What is wrong with the name of a bucket that is to be made; undefined: nothing (AWS, "General purpose buckets naming rules").
 * A dot is allowed by S3, but not by us: the certificate of `*.s3.REGION.amazonaws.com` does not cover such a name.
 */
export function bucketNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return 'A bucket name has 3 to 63 characters.';
  if (/[A-Z]/.test(name)) return `A bucket name has no capital letters: ${name.toLowerCase()}`;
  const odd = /[^a-z0-9.-]/u.exec(name)?.[0];
  if (odd !== undefined) {
    return `A bucket name has letters, digits and hyphens only, no ${odd === ' ' ? 'space' : odd}.`;
  }
  if (/^[^a-z0-9]|[^a-z0-9]$/.test(name)) return 'A bucket name begins and ends with a letter or a digit.';
  if (name.includes('.')) {
    return `The dot keeps TLS from working with this bucket. Write ${name.replaceAll('.', '-')}.`;
  }
  const prefix = reservedPrefixes.find((reserved) => name.startsWith(reserved));
  if (prefix !== undefined) return `AWS keeps names that begin with ${prefix} for itself.`;
  const suffix = reservedSuffixes.find((reserved) => name.endsWith(reserved));
  return suffix === undefined ? undefined : `AWS keeps names that end with ${suffix} for itself.`;
}

/** The same of a bucket that is there: names of old buckets in us-east-1 were longer, with capitals and underscores. */
export function oldBucketNameProblem(name: string): string | undefined {
  if (name === '') return 'Write the name of a bucket.';
  return /^[A-Za-z0-9._-]{3,255}$/.test(name)
    ? undefined
    : 'No bucket is called so: names have letters, digits, hyphens, dots and underscores, and no path.';
}

const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '--x-s3', '--table-s3'];
