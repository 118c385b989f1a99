import { abortable, type Connection, clients } from './connection.ts';
import { awsErrorCode, describing } from './errors.ts';

const load = () => import('./sdk/s3.ts');
const s3 = clients('s3', async (settings) => new (await load()).S3Client(settings));

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
  const doing = { ...connection, what: `uploading the template to ${bucket}`, action: 's3:PutObject' };
  await describing(doing, async () => {
    const { PutObjectCommand } = await load();
    const client = await s3(connection);
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
  const doing = { ...connection, what: `looking for ${key} in ${bucket}`, action: 's3:GetObject' };
  return describing(doing, async () => {
    const { HeadObjectCommand } = await load();
    const client = await s3(connection);
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
  const doing = { ...connection, what: `listing ${prefix} in ${bucket}`, action: 's3:ListBucket' };
  return describing(doing, async () => {
    const { paginateListObjectsV2 } = await load();
    const client = await s3(connection);
    const found: StoredObject[] = [];
    const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }, abortable(signal));
    for await (const page of pages) {
      for (const { Key, LastModified, Size } of page.Contents ?? []) {
        if (Key && LastModified) found.push({ key: Key, modified: LastModified, size: Size ?? 0 });
      }
    }
    return found;
  });
}
