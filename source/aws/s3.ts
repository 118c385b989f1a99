import { abortable, type Connection } from './connection.ts';
import { awsErrorCode } from './errors.ts';
import { callS3 } from './s3-client.ts';

export interface StoredObject {
  readonly key: string;
  readonly modified: Date;
  /** Bytes. */
  readonly size: number;
}

/**
 * Uploads a template to the application's artifact bucket as Copilot does: the bucket's owner may read it, and no encryption is
 * named, because the bucket's policy refuses every name but `aws:kms` and its default does the rest (docs/copilot.md, 3).
 */
export async function putTemplate(
  connection: Connection,
  bucket: string,
  key: string,
  body: string,
  signal?: AbortSignal,
): Promise<void> {
  const what = `uploading the template to ${bucket}`;
  await callS3(connection, what, 's3:PutObject', async (client, { PutObjectCommand }) => {
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ACL: 'bucket-owner-full-control',
      ContentType: 'application/yaml',
    });
    await client.send(command, abortable(signal));
  });
}

export async function objectExists(
  connection: Connection,
  bucket: string,
  key: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const what = `looking for ${key} in ${bucket}`;
  return callS3(connection, what, 's3:GetObject', async (client, { HeadObjectCommand }) => {
    try {
      await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), abortable(signal));
      return true;
    } catch (error) {
      if (awsErrorCode(error) === 'NotFound') return false;
      throw error;
    }
  });
}

/** Every object whose key starts with the prefix, all pages, in key order. */
export async function keysUnder(
  connection: Connection,
  bucket: string,
  prefix: string,
  signal?: AbortSignal,
): Promise<readonly StoredObject[]> {
  const what = `listing ${prefix} in ${bucket}`;
  return callS3(connection, what, 's3:ListBucket', async (client, { paginateListObjectsV2 }) => {
    const found: StoredObject[] = [];
    const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }, abortable(signal));
    for await (const page of pages) found.push(...(page.Contents ?? []).flatMap(storedObject));
    return found;
  });
}

/** An object as S3 lists it. */
export function storedObject({
  Key,
  LastModified,
  Size,
}: {
  readonly Key?: string | undefined;
  readonly LastModified?: Date | undefined;
  readonly Size?: number | undefined;
}): readonly StoredObject[] {
  return Key && LastModified ? [{ key: Key, modified: LastModified, size: Size ?? 0 }] : [];
}
