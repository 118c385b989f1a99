import { UserError } from '../errors.ts';
import { ownBucket } from './buckets.ts';
import { abortable, type Connection, inRegion } from './connection.ts';
import { isDenied } from './denial.ts';
import { awsErrorCode } from './errors.ts';
import { callS3 } from './s3-client.ts';

export interface BucketPlace {
  readonly owner: 'this-account' | 'another-account' | 'unknown';
  /** Absent when S3 does not tell it to this caller. */
  readonly region?: string;
}

/**
 * Whose a bucket is, and where, from its name alone. `account` is that of the caller.
 * @throws UserError `bucket-not-found`
 */
export async function findBucket(
  connection: Connection,
  name: string,
  account: string,
  signal?: AbortSignal,
): Promise<BucketPlace> {
  const head = await headBucket(connection, name, account, signal);
  switch (head.answer) {
    case 'missing':
      throw notFound(name);
    case 'ours':
      return { owner: 'this-account', ...regionIn(head) };
    case 'elsewhere': {
      const there = await headBucket(inRegion(connection, head.region), name, account, signal);
      const owner = there.answer === 'ours' ? 'this-account' : await ownerByList(connection, name, signal);
      return { owner, region: head.region };
    }
    case 'denied': {
      const own = await listed(connection, name, signal);
      if (own === 'unknown') return { owner: 'unknown', ...regionIn(head) };
      if (own === undefined) return { owner: 'another-account', ...regionIn(head) };
      return { owner: 'this-account', ...regionIn(own) };
    }
  }
}

type Head =
  | { readonly answer: 'ours' | 'denied'; readonly region?: string }
  | { readonly answer: 'elsewhere'; readonly region: string }
  | { readonly answer: 'missing' };

/** Denied is also a bucket of another account: S3 is asked for one of this. */
async function headBucket(
  connection: Connection,
  name: string,
  account: string,
  signal: AbortSignal | undefined,
): Promise<Head> {
  return callS3(connection, `looking for the bucket ${name}`, 's3:ListBucket', async (client, commands) => {
    const command = new commands.HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: account });
    try {
      const { BucketRegion = connection.region } = await client.send(command, abortable(signal));
      return { answer: 'ours', region: BucketRegion };
    } catch (error) {
      const region = headerOf(error, 'x-amz-bucket-region');
      if (awsErrorCode(error) === 'NotFound') return { answer: 'missing' };
      if (region !== undefined && region !== connection.region) return { answer: 'elsewhere', region };
      if (!(error instanceof Error) || !isDenied(error)) throw error;
      return { answer: 'denied', ...(region !== undefined && { region }) };
    }
  });
}

function regionIn({ region }: { readonly region?: string }): { region?: string } {
  return region === undefined ? {} : { region };
}

async function ownerByList(
  connection: Connection,
  name: string,
  signal: AbortSignal | undefined,
): Promise<BucketPlace['owner']> {
  const own = await listed(connection, name, signal);
  if (own === 'unknown') return 'unknown';
  return own === undefined ? 'another-account' : 'this-account';
}

/** The bucket in the account's own list; `unknown` when that may not be read. */
async function listed(connection: Connection, name: string, signal: AbortSignal | undefined) {
  try {
    return await ownBucket(connection, name, signal);
  } catch (error) {
    if (error instanceof UserError && error.code === 'access-denied') return 'unknown';
    throw error;
  }
}

/** A header of the answer that an error came from: the SDK hangs the answer on it. */
function headerOf(error: unknown, name: string): string | undefined {
  if (!(error instanceof Error) || !('$response' in error)) return undefined;
  const response = error.$response;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const headers = new Map(Object.entries(response.headers ?? {}));
  const value: unknown = headers.get(name);
  return typeof value === 'string' ? value : undefined;
}

function notFound(name: string): UserError {
  return new UserError({
    code: 'bucket-not-found',
    message: `There is no bucket ${name}.`,
    next: ['See which there are: aws s3 ls', 'Or have one made'],
  });
}
