import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import type { Bucket, World } from '../../world.ts';

export const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A request about a bucket or an object, with the bucket it is about. */
export interface BucketCall {
  readonly world: World;
  readonly request: AwsRequest;
  readonly bucket: Bucket;
  readonly key: string;
}

export interface BucketOperation {
  readonly name: string;
  /** The IAM action, when it is not `s3:Name`. */
  readonly action?: string | ((request: AwsRequest) => string);
  /** Of a request about a bucket: what is allowed on its objects, not on itself, counts. */
  readonly on?: 'objects';
  readonly write?: true;
  readonly run: (call: BucketCall) => AwsResponse;
}

export function nothing(status: 200 | 204): AwsResponse {
  return { status, headers: {}, body: '' };
}

export function notFound(code: string, message: string): Fault {
  return new Fault(code, message, 404);
}

export function malformedXml(): Fault {
  return new Fault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
