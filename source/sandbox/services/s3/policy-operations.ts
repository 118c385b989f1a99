import { isPublic } from '../../bucket-policy.ts';
import { restXmlResponse } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Bucket } from '../../world.ts';
import { type BucketOperation, namespace, notFound, nothing } from './call.ts';
import { readPolicyDocument } from './policy-document.ts';

/** Operations on a bucket's policy, by method and subresource. */
export const policyOperations: Readonly<Record<string, BucketOperation>> = {
  'GET policy': {
    name: 'GetBucketPolicy',
    run: ({ bucket }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: policyOf(bucket),
    }),
  },
  'GET policyStatus': {
    name: 'GetBucketPolicyStatus',
    run: ({ bucket }) => restXmlResponse('PolicyStatus', namespace, { IsPublic: isPublic(policyOf(bucket)) }),
  },
  'PUT policy': {
    name: 'PutBucketPolicy',
    write: true,
    run: ({ bucket, request }) => {
      const policy = readPolicyDocument(request.body.toString('utf8'), bucket.name);
      if (bucket.publicAccessBlock?.blockPublicPolicy === true && isPublic(policy)) {
        throw new Fault(
          'AccessDenied',
          `User: ${request.credential.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" ` +
            'because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
          403,
        );
      }
      bucket.policy = policy;
      return nothing(204);
    },
  },
  'DELETE policy': {
    name: 'DeleteBucketPolicy',
    write: true,
    run: ({ bucket }) => {
      delete bucket.policy;
      return nothing(204);
    },
  },
};

function policyOf({ policy }: Bucket): string {
  if (policy === undefined) throw notFound('NoSuchBucketPolicy', 'The bucket policy does not exist');
  return policy;
}
