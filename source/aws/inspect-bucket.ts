import type { S3Client } from '@aws-sdk/client-s3';
import { abortable, type Connection, inRegion } from './connection.ts';
import { isDenied } from './denial.ts';
import { awsErrorCode } from './errors.ts';
import { type BucketPlace, findBucket } from './find-bucket.ts';
import { callS3 } from './s3-client.ts';

/** What may not be read is no error: the action that would be needed is named. */
export type Part<Value> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly action: string };

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface BucketFacts extends BucketPlace {
  readonly name: string;
  /** Undefined: it has none. */
  readonly policy: Part<string | undefined>;
  /** In S3's own judgement, Block Public Access left aside. */
  readonly publicByPolicy: Part<boolean>;
  /** Of the bucket; what the account blocks for all its buckets is not in it. */
  readonly publicAccessBlock: Part<PublicAccessBlock>;
  /** Undefined: none is set, ACLs count. With `BucketOwnerEnforced` they do not. */
  readonly ownership: Part<string | undefined>;
  /** Whether its ACL grants something to everybody. */
  readonly publicByAcl: Part<boolean>;
  /** Of new objects; `keyId` absent with KMS: the key that AWS keeps for S3. */
  readonly encryption: Part<{ readonly algorithm: string; readonly keyId?: string }>;
  /** Whether it is a website, too. */
  readonly website: Part<boolean>;
}

/**
 * Everything about a bucket that matters to a CDN before it, asked for at once. Nothing but its place is asked of another account's.
 * @throws UserError `bucket-not-found`
 */
export async function inspectBucket(
  connection: Connection,
  name: string,
  account: string,
  signal?: AbortSignal,
): Promise<BucketFacts> {
  const place = await findBucket(connection, name, account, signal);
  const there = place.region === undefined ? connection : inRegion(connection, place.region);
  const read = <Value>(part: Reading<Value>): Promise<Part<Value>> =>
    place.owner === 'another-account'
      ? Promise.resolve({ known: false, action: part.action })
      : readPart(there, name, part, signal);
  const [policy, publicByPolicy, publicAccessBlock, ownership, publicByAcl, encryption, website] =
    await Promise.all([
      read(policyReading),
      read(policyStatus),
      read(accessBlock),
      read(ownershipControls),
      read(accessControlList),
      read(defaultEncryption),
      read(websiteReading),
    ]);
  return {
    name,
    ...place,
    policy,
    publicByPolicy,
    publicAccessBlock,
    ownership,
    publicByAcl,
    encryption,
    website,
  };
}

type Commands = Parameters<Parameters<typeof callS3>[3]>[1];

interface Reading<Value> {
  readonly what: string;
  readonly action: string;
  readonly run: (
    client: S3Client,
    commands: Commands,
    bucket: { readonly Bucket: string },
    options: { readonly abortSignal?: AbortSignal },
  ) => Promise<Value>;
  /** S3's code for a bucket that has none of it, and what that means. */
  readonly none?: { readonly code: string; readonly value: Value };
}

function readPart<Value>(
  connection: Connection,
  name: string,
  { what, action, run, none }: Reading<Value>,
  signal: AbortSignal | undefined,
): Promise<Part<Value>> {
  return callS3(connection, `reading ${what} of ${name}`, action, async (client, commands) => {
    try {
      return { known: true, value: await run(client, commands, { Bucket: name }, abortable(signal)) };
    } catch (error) {
      if (none !== undefined && awsErrorCode(error) === none.code) return { known: true, value: none.value };
      if (error instanceof Error && isDenied(error)) return { known: false, action };
      throw error;
    }
  });
}

const policyReading: Reading<string | undefined> = {
  what: 'the policy',
  action: 's3:GetBucketPolicy',
  run: async (client, { GetBucketPolicyCommand }, bucket, options) =>
    (await client.send(new GetBucketPolicyCommand(bucket), options)).Policy,
  none: { code: 'NoSuchBucketPolicy', value: undefined },
};

const policyStatus: Reading<boolean> = {
  what: 'the policy status',
  action: 's3:GetBucketPolicyStatus',
  run: async (client, { GetBucketPolicyStatusCommand }, bucket, options) =>
    (await client.send(new GetBucketPolicyStatusCommand(bucket), options)).PolicyStatus?.IsPublic ?? false,
  none: { code: 'NoSuchBucketPolicy', value: false },
};

const nothingBlocked: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

const accessBlock: Reading<PublicAccessBlock> = {
  what: 'the public access block',
  action: 's3:GetBucketPublicAccessBlock',
  run: async (client, { GetPublicAccessBlockCommand }, bucket, options) => {
    const answer = await client.send(new GetPublicAccessBlockCommand(bucket), options);
    const block = answer.PublicAccessBlockConfiguration;
    return {
      blockPublicAcls: block?.BlockPublicAcls ?? false,
      ignorePublicAcls: block?.IgnorePublicAcls ?? false,
      blockPublicPolicy: block?.BlockPublicPolicy ?? false,
      restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
    };
  },
  none: { code: 'NoSuchPublicAccessBlockConfiguration', value: nothingBlocked },
};

const ownershipControls: Reading<string | undefined> = {
  what: 'the ownership controls',
  action: 's3:GetBucketOwnershipControls',
  run: async (client, { GetBucketOwnershipControlsCommand }, bucket, options) => {
    const answer = await client.send(new GetBucketOwnershipControlsCommand(bucket), options);
    return answer.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
  },
  none: { code: 'OwnershipControlsNotFoundError', value: undefined },
};

const accessControlList: Reading<boolean> = {
  what: 'the ACL',
  action: 's3:GetBucketAcl',
  run: async (client, { GetBucketAclCommand }, bucket, options) => {
    const { Grants } = await client.send(new GetBucketAclCommand(bucket), options);
    return (Grants ?? []).some(({ Grantee }) =>
      /\/global\/(AllUsers|AuthenticatedUsers)$/.test(Grantee?.URI ?? ''),
    );
  },
};

const defaultEncryption: Reading<{ readonly algorithm: string; readonly keyId?: string }> = {
  what: 'the encryption',
  action: 's3:GetEncryptionConfiguration',
  run: async (client, { GetBucketEncryptionCommand }, bucket, options) => {
    const answer = await client.send(new GetBucketEncryptionCommand(bucket), options);
    const rule = answer.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    const keyId = rule?.KMSMasterKeyID;
    return { algorithm: rule?.SSEAlgorithm ?? 'AES256', ...(keyId && { keyId }) };
  },
  // Since 2023 every bucket has one; emulators have buckets without.
  none: { code: 'ServerSideEncryptionConfigurationNotFoundError', value: { algorithm: 'AES256' } },
};

const websiteReading: Reading<boolean> = {
  what: 'the website configuration',
  action: 's3:GetBucketWebsite',
  run: async (client, { GetBucketWebsiteCommand }, bucket, options) => {
    await client.send(new GetBucketWebsiteCommand(bucket), options);
    return true;
  },
  none: { code: 'NoSuchWebsiteConfiguration', value: false },
};
