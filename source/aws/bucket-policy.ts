import { setTimeout as wait } from 'node:timers/promises';
import { exitCode, UserError } from '../errors.ts';
import { abortable, type Connection } from './connection.ts';
import { awsErrorCode, awsErrorMessage } from './errors.ts';
import { callS3 } from './s3-client.ts';
import { isSamePolicy } from './same-policy.ts';

/** The text of a bucket's policy; undefined: it has none. The connection must be in the bucket's region. */
export async function readBucketPolicy(
  connection: Connection,
  bucket: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const what = `reading the policy of ${bucket}`;
  return callS3(connection, what, 's3:GetBucketPolicy', async (client, { GetBucketPolicyCommand }) => {
    try {
      return (await client.send(new GetBucketPolicyCommand({ Bucket: bucket }), abortable(signal))).Policy;
    } catch (error) {
      if (awsErrorCode(error) === 'NoSuchBucketPolicy') return undefined;
      throw error;
    }
  });
}

export interface PolicyReplacement {
  /** The policy that the wanted one was made from; undefined: there was none. */
  readonly read: string | undefined;
  /** Undefined: the bucket is to have none. */
  readonly wanted: string | undefined;
}

/** S3 needs a moment until everybody reads a new policy: pauses between looks, in milliseconds. */
const pauses = [0, 250, 500, 1_000, 2_000, 4_000];

/**
 * Writes a bucket's policy if it is still the one that was read, and reads it again afterwards. S3 knows no condition for this, so
 * whoever writes in the very moment between the two is found out only afterwards, and told.
 * @throws UserError `bucket-policy-changed` before anything is written, `bucket-policy-public` where Block Public Access does not take
 *   it, `bucket-policy-principal-gone`, `bucket-policy-not-kept` when another one is there afterwards
 */
export async function replaceBucketPolicy(
  connection: Connection,
  bucket: string,
  { read, wanted }: PolicyReplacement,
  signal?: AbortSignal,
): Promise<void> {
  const now = await readBucketPolicy(connection, bucket, signal);
  if (!isSamePolicy(now, read)) throw changed(bucket);
  await (wanted === undefined
    ? deletePolicy(connection, bucket, signal)
    : putPolicy(connection, bucket, wanted, signal));
  for (const pause of pauses) {
    if (pause > 0) await wait(pause, undefined, signal && { signal });
    const after = await readBucketPolicy(connection, bucket, signal);
    if (isSamePolicy(after, wanted)) return;
    // What was there before is an old answer; anything else was written by somebody.
    if (!isSamePolicy(after, read)) break;
  }
  throw notKept(bucket);
}

async function putPolicy(
  connection: Connection,
  bucket: string,
  policy: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const what = `writing the policy of ${bucket}`;
  await callS3(connection, what, 's3:PutBucketPolicy', async (client, { PutBucketPolicyCommand }) => {
    try {
      await client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }), abortable(signal));
    } catch (error) {
      throw refusal(bucket, policy, error);
    }
  });
}

async function deletePolicy(
  connection: Connection,
  bucket: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const what = `deleting the policy of ${bucket}`;
  await callS3(connection, what, 's3:DeleteBucketPolicy', async (client, { DeleteBucketPolicyCommand }) => {
    await client.send(new DeleteBucketPolicyCommand({ Bucket: bucket }), abortable(signal));
  });
}

function changed(bucket: string): UserError {
  return new UserError({
    code: 'bucket-policy-changed',
    message: `The policy of ${bucket} is not the one any more that was read and shown. Nothing was written to it.`,
    next: ['Run the same command again: it reads the policy as it is now, and shows what it would change'],
  });
}

function notKept(bucket: string): UserError {
  return new UserError({
    code: 'bucket-policy-not-kept',
    message: `The policy of ${bucket} was written, and another one is there now: somebody else writes it, too.`,
    next: [
      `Look at it: aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text`,
      'Find out who writes it (a pipeline, Terraform), then run the same command again',
    ],
    exitCode: exitCode.failed,
  });
}

function refusal(bucket: string, policy: string, error: unknown): unknown {
  const message = awsErrorMessage(error);
  if (/BlockPublicPolicy/.test(message)) return isPublic(bucket, error);
  const gone = /\bA(?:RO|ID|GP)A[A-Z0-9]{12,}/.exec(policy)?.[0];
  return /invalid principal/i.test(message) && gone !== undefined
    ? principalGone(bucket, gone, error)
    : error;
}

/** S3 keeps identities by their ids, gives the id back when one was deleted, and does not take that id again. */
function principalGone(bucket: string, id: string, cause: unknown): UserError {
  return new UserError({
    code: 'bucket-policy-principal-gone',
    message: `The policy of ${bucket} names a user or role that was deleted (${id}), and S3 takes no policy with such a name. Nothing was written to it.`,
    next: [
      `Take ${id} out of the policy, in the S3 console under Permissions: it has no effect any more`,
      'Then run the same command again',
    ],
    cause,
  });
}

function isPublic(bucket: string, cause: unknown): UserError {
  return new UserError({
    code: 'bucket-policy-public',
    message: `The policy of ${bucket} lets everybody in, and Block Public Access takes no change to such a policy. What CloudFront needs is not public; what stands beside it is.`,
    next: [
      'Take the statement with the Principal "*" out of the policy: CloudFront does not need it',
      'Then run the same command again',
    ],
    cause,
  });
}
