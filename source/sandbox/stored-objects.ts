import { createHash } from 'node:crypto';
import { putVersion } from './object-versions.ts';
import type { Bucket, StoredObject, World } from './world.ts';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  zip: 'application/zip',
};

export function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** Keeps an object; its ETag is the MD5 of its content, as S3's is for what comes in one piece, unless one is given. */
export function storeObject(
  world: World,
  bucket: Bucket,
  key: string,
  content: Omit<StoredObject, 'etag' | 'modified' | 'versionId'> & { readonly etag?: string },
): StoredObject {
  const etag = content.etag ?? etagOf(content.body);
  const { algorithm, keyId = 'alias/aws/s3' } = bucket.encryption ?? { algorithm: 'AES256' };
  const stored: StoredObject = {
    ...content,
    etag,
    modified: world.clock.now(),
    ...(algorithm !== 'AES256' && { keyId }),
  };
  return putVersion(world, bucket, key, stored);
}

/** Keeps an object of a scenario, with the content type that its name suggests. */
export function putFile(world: World, bucket: Bucket, key: string, body: string | Buffer): void {
  const extension = key.slice(key.lastIndexOf('.') + 1);
  const contentType = contentTypes[extension] ?? 'binary/octet-stream';
  storeObject(world, bucket, key, { body: Buffer.from(body), contentType });
}
