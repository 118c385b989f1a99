import { type AwsRequest, Fault } from '../../service.ts';
import type { Bucket } from '../../world.ts';

/**
 * Conditional writes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
 * Throws `PreconditionFailed`; `NoSuchKey` where `If-Match` means an object that is not there; `NotImplemented`.
 */
export function holdConditions(bucket: Bucket, key: string, { headers }: AwsRequest): void {
  const stored = bucket.objects.get(key);
  const [noneMatch, match] = [headers['if-none-match'], headers['if-match']];
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new Fault(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      501,
    );
  }
  if (noneMatch === '*' && stored !== undefined) throw preconditionFailed();
  if (match === undefined) return;
  if (stored === undefined) throw new Fault('NoSuchKey', 'The specified key does not exist.', 404);
  if (match !== '*' && unquoted(match) !== unquoted(stored.etag)) throw preconditionFailed();
}

function preconditionFailed(): Fault {
  return new Fault(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
  );
}

export function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}
