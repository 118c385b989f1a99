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
 * What is in a bucket, as the bucket itself tells where its list does not: Copilot's own deploys leave none, and an interrupted one did
 * not come to it. What is `told` and there is believed. Of the rest a file whose ETag is the object's is the same (with KMS none is); its
 * headers take a request each. Everything else is there, and not known.
 */
export async function recognise(
  site: SiteBucket,
  told: ReadonlyMap<string, DeployedFile>,
  files: ReadonlyMap<string, SiteFile>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, DeployedFile>> {
  const found = new Map<string, DeployedFile>();
  const alike: (readonly [ListedObject, SiteFile])[] = [];
  for await (const page of objectPages(site.connection, site.bucket, signal)) {
    for (const object of page) {
      const { key, size, modified } = object;
      if (key.startsWith(ownPrefix)) continue;
      const believed = told.get(key);
      const file = files.get(key);
      if (believed?.hash !== undefined && believed.size === size) {
        found.set(key, believed);
        continue;
      }
      const seconds = Math.floor(modified.getTime() / 1000);
      found.set(key, { size, modified: seconds, hash: undefined, headers: '', ...goneOf(believed) });
      if (file?.size === size) alike.push([object, file]);
    }
  }
  await inParallel(
    alike,
    () => atOnce,
    async ([{ key, etag: expected }, file]) => {
      signal?.throwIfAborted();
      const { hash, etag } = await hashFile(file.path, { etag: true });
      if (etag !== expected) return;
      const headers = await readHeaders(site.connection, site.bucket, key, signal);
      const modified = Math.floor(file.modified / 1000);
      if (headers) found.set(key, { size: file.size, modified, hash, headers: headersHash(headers) });
    },
  );
  return found;
}

function goneOf(file: DeployedFile | undefined): Pick<DeployedFile, 'gone'> {
  return file?.gone === undefined ? {} : { gone: file.gone };
}
