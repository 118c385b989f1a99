import { type ListedObject, objectPages, readHeaders } from '../../aws/s3-objects.ts';
import type { DeployedFile } from '../deployed.ts';
import { hashFile } from '../disk/read-file.ts';
import { headersHash } from '../headers.ts';
import { ownPrefix } from '../keys.ts';
import type { SiteFile } from '../site-file.ts';
import { inParallel } from './in-parallel.ts';
import type { SiteBucket } from './site-bucket.ts';

/** Files that are read, or objects that are looked at, at once. */
const atOnce = 16;

/**
 * What is in a bucket whose list is missing, as the bucket itself tells: Copilot's own deploys leave none. A file whose MD5 is the
 * object's ETag is the same (not so for uploads in parts, nor with KMS); its headers take a request each. Everything else is there, and
 * not known.
 */
export async function recognise(
  site: SiteBucket,
  files: ReadonlyMap<string, SiteFile>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, DeployedFile>> {
  const found = new Map<string, DeployedFile>();
  const alike: (readonly [ListedObject, SiteFile])[] = [];
  for await (const page of objectPages(site.connection, site.bucket, signal)) {
    for (const object of page) {
      if (object.key.startsWith(ownPrefix)) continue;
      const { size, modified } = object;
      const seconds = Math.floor(modified.getTime() / 1000);
      found.set(object.key, { size, modified: seconds, hash: undefined, headers: '' });
      const file = files.get(object.key);
      if (file !== undefined && file.size === size && /^"[0-9a-f]{32}"$/.test(object.etag))
        alike.push([object, file]);
    }
  }
  await inParallel(
    alike,
    () => atOnce,
    async ([{ key, etag }, file]) => {
      signal?.throwIfAborted();
      const { hash, md5 } = await hashFile(file.path, { md5: true });
      if (etag !== `"${md5}"`) return;
      const headers = await readHeaders(site.connection, site.bucket, key, signal);
      const modified = Math.floor(file.modified / 1000);
      if (headers) found.set(key, { size: file.size, modified, hash, headers: headersHash(headers) });
    },
  );
  return found;
}
