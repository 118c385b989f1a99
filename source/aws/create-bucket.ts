import { exitCode, UserError } from '../errors.ts';
import { abortable, type Connection } from './connection.ts';
import { awsErrorCode, awsErrorMessage } from './errors.ts';
import { callS3 } from './s3-client.ts';

/**
 * Makes a bucket in the connection's region: closed to the public, owned by its owner alone, versioned, encrypted with AES256.
 * @throws UserError `bucket-name-taken`, `bucket-already-yours`, `bucket-name-invalid`; `bucket-half-made` when it is there and a
 *   setting is not
 */
export async function createPrivateBucket(
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  await create(connection, name, signal);
  try {
    await closeBucket(connection, name, signal);
    await encrypt(connection, name, signal);
    await version(connection, name, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new UserError({
      code: 'bucket-half-made',
      message: `The bucket ${name} is there, but not all of its settings. ${cause instanceof Error ? cause.message : cause}`,
      next: [
        `Choose ${name} from the list: it is private, and works without the rest`,
        `Or delete it, and have it made again: aws s3 rb s3://${name}`,
      ],
      exitCode: exitCode.failed,
      cause,
    });
  }
}

/** Blocks all public access to a bucket. Grants to identities, to services and to CloudFront go on. */
export async function closeBucket(
  connection: Connection,
  bucket: string,
  signal?: AbortSignal,
): Promise<void> {
  const what = `blocking public access to ${bucket}`;
  await callS3(connection, what, 's3:PutBucketPublicAccessBlock', async (client, commands) => {
    const command = new commands.PutPublicAccessBlockCommand({
      Bucket: bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    });
    await client.send(command, abortable(signal));
  });
}

async function create(connection: Connection, name: string, signal: AbortSignal | undefined): Promise<void> {
  await callS3(connection, `making the bucket ${name}`, 's3:CreateBucket', async (client, commands) => {
    // In us-east-1 making one's own bucket again is no error, and resets its ACLs: it is looked for before.
    const isThere = async () => {
      try {
        await client.send(new commands.HeadBucketCommand({ Bucket: name }), abortable(signal));
        return true;
      } catch {
        signal?.throwIfAborted();
        // Not there, or not ours: making it will tell.
        return false;
      }
    };
    if (connection.region === 'us-east-1' && (await isThere())) throw alreadyYours(name);
    // The SDK names the region as location, and none for us-east-1, as S3 wants it.
    const command = new commands.CreateBucketCommand({
      Bucket: name,
      ObjectOwnership: 'BucketOwnerEnforced',
    });
    try {
      await client.send(command, abortable(signal));
    } catch (error) {
      throw refusal(name, error);
    }
  });
}

async function encrypt(
  connection: Connection,
  bucket: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const what = `setting the encryption of ${bucket}`;
  await callS3(connection, what, 's3:PutEncryptionConfiguration', async (client, commands) => {
    const command = new commands.PutBucketEncryptionCommand({
      Bucket: bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
    await client.send(command, abortable(signal));
  });
}

async function version(
  connection: Connection,
  bucket: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const what = `turning versioning on for ${bucket}`;
  await callS3(connection, what, 's3:PutBucketVersioning', async (client, commands) => {
    const command = new commands.PutBucketVersioningCommand({
      Bucket: bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    });
    await client.send(command, abortable(signal));
  });
}

function refusal(name: string, error: unknown): unknown {
  switch (awsErrorCode(error)) {
    case 'BucketAlreadyOwnedByYou':
      return alreadyYours(name, error);
    case 'BucketAlreadyExists':
      return new UserError({
        code: 'bucket-name-taken',
        message: `The name ${name} is taken: names of buckets are shared by all accounts of AWS.`,
        next: ['Choose another name, with the name of your company or of the account in it'],
        cause: error,
      });
    case 'InvalidBucketName':
      return new UserError({
        code: 'bucket-name-invalid',
        message: `S3 does not take ${name} as the name of a bucket: ${awsErrorMessage(error)}`,
        next: ['Choose a name of 3 to 63 lower-case letters, digits and hyphens'],
        cause: error,
      });
    default:
      return error;
  }
}

function alreadyYours(name: string, cause?: unknown): UserError {
  return new UserError({
    code: 'bucket-already-yours',
    message: `The bucket ${name} is there already, in your own account.`,
    next: [`Choose ${name} from the list of buckets, or another name for the new one`],
    cause,
  });
}
