import { abortable, type Connection } from './connection.ts';
import { awsErrorCode, describing } from './errors.ts';
import { clientOf, headersIn, load } from './s3-objects-client.ts';
import type { ObjectHeaders } from './s3-uploads.ts';

/** An object with its content, and what S3 said when. */
export interface ReadObject {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly modified: Date;
  /** S3's own clock when it answered, to compare `modified` with. */
  readonly answered: Date;
}

/** The whole object in memory: for small ones. Undefined: there is none. */
export async function readObject(
  connection: Connection,
  bucket: string,
  key: string,
  signal?: AbortSignal,
): Promise<ReadObject | undefined> {
  const doing = { ...connection, what: `reading ${key} in ${bucket}`, action: 's3:GetObject' };
  return describing(doing, async () => {
    const { GetObjectCommand } = await load();
    const client = await clientOf(connection);
    const command = new GetObjectCommand({ Bucket: bucket, Key: key });
    let answered: Date | undefined;
    command.middlewareStack.add(
      (next) => async (given) => {
        const result = await next(given);
        answered = dateIn(result.response);
        return result;
      },
      { step: 'deserialize', name: 'readDate', priority: 'low' },
    );
    try {
      const { Body, ETag, LastModified } = await client.send(command, abortable(signal));
      const body = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const modified = LastModified ?? new Date(0);
      return { body, etag: ETag ?? '', modified, answered: answered ?? new Date() };
    } catch (error) {
      // 403 where the caller may not list the bucket: what the difference is, only S3 knows.
      if (awsErrorCode(error) === 'NoSuchKey') return undefined;
      throw error;
    }
  });
}

function dateIn(response: unknown): Date | undefined {
  const headers = headersIn(response);
  if (headers === undefined || !('date' in headers)) return undefined;
  const date = new Date(String(headers.date));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** What must hold for a write to happen: that the object is the one that was read, or that there is none. */
export type WriteCondition = { readonly ifMatch: string } | 'if-absent';

export interface SmallObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly contentEncoding?: string;
}

/**
 * Writes an object if the condition holds, and gives its ETag; undefined: it does not hold, somebody else wrote it
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). An answer that got lost on the way makes the
 * second attempt fail: look at what is there before blaming somebody else.
 */
export async function writeObjectIf(
  connection: Connection,
  bucket: string,
  condition: WriteCondition,
  { key, body, contentType, contentEncoding }: SmallObject,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const doing = { ...connection, what: `writing ${key} in ${bucket}`, action: 's3:PutObject' };
  return describing(doing, async () => {
    const { PutObjectCommand } = await load();
    const client = await clientOf(connection);
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: contentType,
      CacheControl: 'no-store',
      ...(contentEncoding !== undefined && { ContentEncoding: contentEncoding }),
      ...(condition === 'if-absent' ? { IfNoneMatch: '*' } : { IfMatch: condition.ifMatch }),
    });
    return unlessRefused(async () => (await client.send(command, abortable(signal))).ETag ?? '');
  });
}

/** Deletes an object if it is still the one that was read; false: it is another one, or none. */
export async function deleteObjectIf(
  connection: Connection,
  bucket: string,
  key: string,
  etag: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const doing = { ...connection, what: `deleting ${key} in ${bucket}`, action: 's3:DeleteObject' };
  return describing(doing, async () => {
    const { DeleteObjectCommand } = await load();
    const client = await clientOf(connection);
    const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag });
    const deleted = await unlessRefused(() => client.send(command, abortable(signal)));
    return deleted !== undefined;
  });
}

async function unlessRefused<Result>(write: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await write();
  } catch (error) {
    const code = awsErrorCode(error) ?? '';
    // A missing object is another one too; a conflict is a write of somebody else at the same moment.
    if (['PreconditionFailed', 'NoSuchKey', 'ConditionalRequestConflict'].includes(code)) return undefined;
    throw error;
  }
}

/** How many keys S3 deletes in one call. */
const keysPerDeletion = 1000;

/** Deletes keys, a thousand a call; those that are not there are no trouble. */
export async function deleteKeys(
  connection: Connection,
  bucket: string,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const doing = {
    ...connection,
    what: `deleting ${keys.length} keys in ${bucket}`,
    action: 's3:DeleteObject',
  };
  await describing(doing, async () => {
    const { DeleteObjectsCommand } = await load();
    const client = await clientOf(connection);
    for (let from = 0; from < keys.length; from += keysPerDeletion) {
      const Objects = keys.slice(from, from + keysPerDeletion).map((Key) => ({ Key }));
      const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
      const { Errors = [] } = await client.send(command, abortable(signal));
      const [first] = Errors;
      if (first)
        throw Object.assign(new Error(`${first.Key}: ${first.Message}`), { name: first.Code, $metadata: {} });
    }
  });
}

export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Of what came in one piece and is not encrypted with KMS: the MD5 of the content, in quotes. */
  readonly etag: string;
  readonly modified: Date;
}

/** Every object of the bucket, a page of a thousand at a time, in the order of keys. */
export async function* objectPages(
  connection: Connection,
  bucket: string,
  signal?: AbortSignal,
): AsyncGenerator<readonly ListedObject[]> {
  const doing = { ...connection, what: `listing ${bucket}`, action: 's3:ListBucket' };
  const { paginateListObjectsV2 } = await load();
  const client = await clientOf(connection);
  // XML cannot hold every character that a key may have.
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, EncodingType: 'url' }, abortable(signal));
  for (;;) {
    const { value, done } = await describing(doing, () => pages.next());
    if (done) return;
    yield (value.Contents ?? []).map(({ Key = '', Size = 0, ETag = '', LastModified = new Date(0) }) => ({
      key: decodeURIComponent(Key.replaceAll('+', ' ')),
      size: Size,
      etag: ETag,
      modified: LastModified,
    }));
  }
}

/** What S3 says of an object without its content. */
export interface ObjectHead {
  readonly etag: string;
  readonly headers: ObjectHeaders;
}

/** Undefined: there is no such object. */
export async function readHead(
  connection: Connection,
  bucket: string,
  key: string,
  signal?: AbortSignal,
): Promise<ObjectHead | undefined> {
  const doing = { ...connection, what: `looking at ${key} in ${bucket}`, action: 's3:GetObject' };
  return describing(doing, async () => {
    const { HeadObjectCommand } = await load();
    const client = await clientOf(connection);
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), abortable(signal));
      const headers = {
        contentType: head.ContentType ?? '',
        cacheControl: head.CacheControl ?? '',
        ...(head.ContentDisposition !== undefined && { contentDisposition: head.ContentDisposition }),
        ...(head.ContentEncoding !== undefined && { contentEncoding: head.ContentEncoding }),
        ...(head.ContentLanguage !== undefined && { contentLanguage: head.ContentLanguage }),
      };
      return { etag: head.ETag ?? '', headers };
    } catch (error) {
      if (awsErrorCode(error) === 'NotFound') return undefined;
      throw error;
    }
  });
}
