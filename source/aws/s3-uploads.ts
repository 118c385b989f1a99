import type { S3Client } from '@aws-sdk/client-s3';
import { abortable, type Connection } from './connection.ts';
import { awsErrorCode, describing, isThrottling } from './errors.ts';
import { clientOf, headersIn, load } from './s3-objects-client.ts';

/** What S3 keeps with an object and every visitor gets. */
export interface ObjectHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
}

/** An attempt that failed and is made again. */
export interface FailedAttempt {
  /** S3 said that there are too many. */
  readonly throttled: boolean;
  /** AWS's or the network's code: `SlowDown`, `ECONNRESET`. */
  readonly code: string;
}

export interface UploadOptions {
  readonly signal?: AbortSignal;
  /** Told of every attempt that fails; the last one is thrown as well. */
  readonly onFailedAttempt?: (attempt: FailedAttempt) => void;
}

export interface UploadTarget {
  readonly bucket: string;
  readonly key: string;
  readonly headers: ObjectHeaders;
}

/** Content, and what S3 is to find that it is. */
export interface HashedBody {
  readonly body: Uint8Array;
  /** In hexadecimal. The SDK would compute it for the signature; it is known already. */
  readonly sha256: string;
}

/** Uploads in one piece. S3 compares the SHA-256, and a CRC32 that the SDK sends along. */
export async function putObject(
  connection: Connection,
  target: UploadTarget,
  { body, sha256 }: HashedBody,
  options: UploadOptions = {},
): Promise<void> {
  await uploading(connection, target, async (client, sdk) => {
    const command = new sdk.PutObjectCommand({ ...named(target), ...kept(target.headers), Body: body });
    await client.send(watched(hashed(command, sha256), options), abortable(options.signal));
  });
}

/** An upload in parts that was begun. */
export interface PartedUpload {
  readonly target: UploadTarget;
  readonly id: string;
}

export interface UploadedPart {
  readonly number: number;
  readonly etag: string;
  readonly crc32: string;
}

export async function beginParts(
  connection: Connection,
  target: UploadTarget,
  options: UploadOptions = {},
): Promise<PartedUpload> {
  return uploading(connection, target, async (client, sdk) => {
    const command = new sdk.CreateMultipartUploadCommand({
      ...named(target),
      ...kept(target.headers),
      ChecksumAlgorithm: 'CRC32',
    });
    const { UploadId = '' } = await client.send(watched(command, options), abortable(options.signal));
    return { target, id: UploadId };
  });
}

/** Parts count from 1. Each but the last has at least 5 MiB. */
export async function putPart(
  connection: Connection,
  { target, id }: PartedUpload,
  number: number,
  { body, sha256 }: HashedBody,
  options: UploadOptions = {},
): Promise<UploadedPart> {
  return uploading(connection, target, async (client, sdk) => {
    const command = new sdk.UploadPartCommand({
      ...named(target),
      UploadId: id,
      PartNumber: number,
      Body: body,
      ChecksumAlgorithm: 'CRC32',
    });
    const answer = await client.send(watched(hashed(command, sha256), options), abortable(options.signal));
    return { number, etag: answer.ETag ?? '', crc32: answer.ChecksumCRC32 ?? '' };
  });
}

/** Makes the object of its parts, given in any order. */
export async function completeParts(
  connection: Connection,
  { target, id }: PartedUpload,
  parts: readonly UploadedPart[],
  options: UploadOptions = {},
): Promise<void> {
  const inOrder = [...parts].sort((one, other) => one.number - other.number);
  await uploading(connection, target, async (client, sdk) => {
    const command = new sdk.CompleteMultipartUploadCommand({
      ...named(target),
      UploadId: id,
      MultipartUpload: {
        Parts: inOrder.map(({ number, etag, crc32 }) => ({
          PartNumber: number,
          ETag: etag,
          ...(crc32 !== '' && { ChecksumCRC32: crc32 }),
        })),
      },
    });
    await client.send(watched(command, options), abortable(options.signal));
  });
}

/** Parts that are not wanted any more cost until they are aborted. What is gone already is no trouble. */
export async function abortParts(connection: Connection, { target, id }: PartedUpload): Promise<void> {
  await uploading(connection, target, async (client, sdk) => {
    try {
      await client.send(new sdk.AbortMultipartUploadCommand({ ...named(target), UploadId: id }));
    } catch (error) {
      if (awsErrorCode(error) !== 'NoSuchUpload') throw error;
    }
  });
}

/** Aborts every upload in parts that was left in the bucket. */
export async function abortAllParts(
  connection: Connection,
  bucket: string,
  signal?: AbortSignal,
): Promise<void> {
  const doing = {
    ...connection,
    what: `looking for unfinished uploads in ${bucket}`,
    action: 's3:ListBucketMultipartUploads',
  };
  const left = await describing(doing, async () => {
    const { ListMultipartUploadsCommand } = await load();
    const client = await clientOf(connection);
    const found: { readonly key: string; readonly id: string }[] = [];
    for (let marker = {}; ; ) {
      const command = new ListMultipartUploadsCommand({ Bucket: bucket, ...marker });
      const page = await client.send(command, abortable(signal));
      for (const { Key = '', UploadId = '' } of page.Uploads ?? []) found.push({ key: Key, id: UploadId });
      if (!page.IsTruncated) return found;
      marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
  });
  const headers = { contentType: '', cacheControl: '' };
  for (const { key, id } of left) await abortParts(connection, { target: { bucket, key, headers }, id });
}

async function uploading<Result>(
  connection: Connection,
  { bucket, key }: UploadTarget,
  run: (client: S3Client, sdk: Awaited<ReturnType<typeof load>>) => Promise<Result>,
): Promise<Result> {
  const doing = { ...connection, what: `uploading ${key} to ${bucket}`, action: 's3:PutObject' };
  return describing(doing, async () => run(await clientOf(connection), await load()));
}

function named({ bucket, key }: UploadTarget) {
  return { Bucket: bucket, Key: key };
}

function kept(headers: ObjectHeaders) {
  return {
    ContentType: headers.contentType,
    CacheControl: headers.cacheControl,
    ...(headers.contentDisposition !== undefined && { ContentDisposition: headers.contentDisposition }),
    ...(headers.contentEncoding !== undefined && { ContentEncoding: headers.contentEncoding }),
    ...(headers.contentLanguage !== undefined && { ContentLanguage: headers.contentLanguage }),
  };
}

type Middleware<Argument> = <Given extends Argument, Result>(
  next: (given: Given) => Promise<Result>,
) => (given: Given) => Promise<Result>;

/** As much of a command as it takes to say what its body is. */
interface Hashable {
  readonly middlewareStack: {
    add(
      middleware: Middleware<{ readonly request: unknown }>,
      options: { readonly step: 'build'; readonly name: string },
    ): void;
  };
}

/** The signer takes the hash that stands there. */
function hashed<Command extends Hashable>(command: Command, sha256: string): Command {
  command.middlewareStack.add(
    (next) => (given) => {
      const headers = headersIn(given.request);
      if (headers) Object.assign(headers, { 'x-amz-content-sha256': sha256 });
      return next(given);
    },
    { step: 'build', name: 'giveHash' },
  );
  return command;
}

/** As much of a command as it takes to watch its attempts. */
interface Watchable {
  readonly middlewareStack: {
    add(
      middleware: Middleware<object>,
      options: { readonly step: 'finalizeRequest'; readonly name: string },
    ): void;
  };
}

/** Retries are the SDK's; this sits inside of them and sees each attempt. */
function watched<Command extends Watchable>(command: Command, { onFailedAttempt }: UploadOptions): Command {
  if (!onFailedAttempt) return command;
  command.middlewareStack.add(
    (next) => async (given) => {
      try {
        return await next(given);
      } catch (error) {
        onFailedAttempt({ throttled: isThrottling(error), code: awsErrorCode(error) ?? 'unknown' });
        throw error;
      }
    },
    { step: 'finalizeRequest', name: 'watchAttempts' },
  );
  return command;
}
