import type { AwsRequest } from '../../service.ts';

export interface S3Address {
  /** Empty: the request is about all buckets. */
  readonly bucket: string;
  /** Empty: the request is about the bucket. */
  readonly key: string;
}

/** Which bucket and object a request means: by its path, or by a host name that begins with the bucket's. */
export function addressOf({ url }: Pick<AwsRequest, 'url'>): S3Address {
  const path = decodeURIComponent(url.pathname).slice(1);
  const inHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/.exec(url.hostname)?.[1];
  if (inHost !== undefined) return { bucket: inHost, key: path };
  const slash = path.indexOf('/');
  return slash === -1
    ? { bucket: path, key: '' }
    : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
