import { isPublic, keyVerdict, policyVerdict } from '../bucket-policy.ts';
import type { Bucket, Distribution, Origin, StoredObject, World } from '../world.ts';
import type { EdgeAnswer } from './edge-answer.ts';
import type { Visitor } from './visitor.ts';

/** What the edge gets from a bucket: its policy, and the policy of a KMS key, decide about every request. */
export function askBucket(
  world: World,
  distribution: Distribution,
  origin: Origin,
  visitor: Visitor,
): EdgeAnswer {
  const name = /^(.+?)\.s3[.-]/.exec(origin.DomainName)?.[1];
  const bucket = [...world.accounts.values()]
    .flatMap((account) => [...account.buckets.values()])
    .find((candidate) => candidate.name === name);
  if (bucket === undefined) return bucketError(404, 'NoSuchBucket', 'The specified bucket does not exist');
  const asked = /\.s3[.-]([a-z0-9-]+)\.amazonaws/.exec(origin.DomainName)?.[1];
  if (asked !== undefined && asked !== bucket.region) return elsewhere();
  const path = visitor.path === '/' ? `/${distribution.atEdge?.DefaultRootObject ?? ''}` : visitor.path;
  const key = decoded(`${origin.OriginPath ?? ''}${path}`.slice(1));
  if (key === undefined) return bucketError(400, 'InvalidURI', "Couldn't parse the specified URI.");
  const reader = readerOf(distribution, origin, visitor);
  if (key === '' && may(bucket, reader, 's3:ListBucket', '')) return listing(bucket);
  if (!may(bucket, reader, 's3:GetObject', key)) return accessDenied('Access Denied');
  const stored = bucket.objects.get(key);
  // S3 tells only those who may list the bucket that a key is not there.
  if (stored === undefined) {
    return may(bucket, reader, 's3:ListBucket', '')
      ? bucketError(404, 'NoSuchKey', 'The specified key does not exist.')
      : accessDenied('Access Denied');
  }
  return objectAnswer(world, bucket, key, stored, reader);
}

/** What a request without a key gets from a bucket that lets it list. */
function listing(bucket: Bucket): EdgeAnswer {
  const keys = [...bucket.objects.keys()].sort().map((key) => `<Contents><Key>${key}</Key></Contents>`);
  return {
    status: 200,
    headers: { server: 'AmazonS3', 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>${bucket.name}</Name>${keys.join('')}</ListBucketResult>`,
    why: `list of bucket ${bucket.name}`,
  };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

interface Reader {
  readonly principal: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Without an origin access control the edge asks as nobody. It asks a bucket by the scheme that the visitor came by. */
function readerOf(distribution: Distribution, origin: Origin, visitor: Visitor): Reader {
  const signs = (origin.OriginAccessControlId ?? '') !== '';
  return {
    principal: signs ? 'Service:cloudfront.amazonaws.com' : '*',
    context: {
      'aws:securetransport': String(visitor.scheme === 'https'),
      'aws:sourceip': edgeAddress,
      'aws:principalisawsservice': String(signs),
      ...(signs && {
        'aws:sourcearn': distribution.arn,
        'aws:sourceaccount': distribution.arn.split(':')[4] ?? '',
      }),
    },
  };
}

/** One of CloudFront's own, towards origins. */
const edgeAddress = '130.176.0.1';

function may(bucket: Bucket, { principal, context }: Reader, action: string, key: string): boolean {
  const closed = bucket.publicAccessBlock?.restrictPublicBuckets === true && isPublic(bucket.policy ?? '{}');
  if (principal === '*' && closed) return false;
  return policyVerdict(bucket, { principal, action, key, context }) === 'allow';
}

function objectAnswer(
  world: World,
  bucket: Bucket,
  key: string,
  stored: StoredObject,
  { principal, context }: Reader,
): EdgeAnswer {
  if (stored.keyId !== undefined) {
    if (context['aws:securetransport'] !== 'true') return insecure();
    const policy = world.knobs.keyPolicies.get(stored.keyId);
    if (keyVerdict(policy, { principal, action: 'kms:Decrypt', context }) !== 'allow') {
      return accessDenied(undecryptable);
    }
  }
  const headers = {
    server: 'AmazonS3',
    'content-type': stored.contentType,
    etag: stored.etag,
    'last-modified': stored.modified.toUTCString(),
    ...stored.headers,
    'x-amz-server-side-encryption': stored.keyId === undefined ? 'AES256' : 'aws:kms',
  };
  return { status: 200, headers, body: stored.body, why: `object ${key} of bucket ${bucket.name}` };
}

/** As KMS has it: CloudFront asks by a role of its own. */
const undecryptable =
  'User: arn:aws:sts::856369053181:assumed-role/OriginAccessControlRole/EdgeCredentialsProxy+EdgeHostAuthenticationClient is not ' +
  'authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this ' +
  'Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

function insecure(): EdgeAnswer {
  return bucketError(
    400,
    'InvalidArgument',
    'Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.',
  );
}

function elsewhere(): EdgeAnswer {
  return bucketError(
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
  );
}

function accessDenied(message: string): EdgeAnswer {
  return bucketError(403, 'AccessDenied', message);
}

function bucketError(status: number, code: string, message: string): EdgeAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    headers: { server: 'AmazonS3', 'content-type': 'application/xml' },
    body,
    why: `bucket: ${code}`,
  };
}
