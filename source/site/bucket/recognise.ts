import { type ListedObject, objectPages, readHead } from '../../aws/s3-objects.ts';
import type { DeployedFile } from '../deployed.ts';
import { hashFile } from '../disk/read-file.ts';
import { headersHash } from '../headers.ts';
import { ownPrefix } from '../keys.ts';
import type { SiteFile } from '../site-file.ts';
import { inParallel } from './in-parallel.ts';
import type { SiteBucket } from './site-bucket.ts';

/** Files that are read, or objects that are looked at, at once. */
const atOnce = 16;

/** What the list says, and until when it is to be believed. */
export interface Told {
  readonly files: ReadonlyMap<string, DeployedFile>;
  /** What was written from this second on, another deploy may have written. By S3's clock, in milliseconds since 1970. */
  readonly since: number;
}

export interface Recognised {
  readonly files: ReadonlyMap<string, DeployedFile>;
  /** Keys that the list knows and that were written since. */
  readonly overwritten: readonly string[];
}

/**
 * What is in a bucket, as the bucket itself tells where its list does not: Copilot's own deploys leave none, and an interrupted one did
 * not come to it. What is older is believed. Of the rest a file whose ETag is the object's is the same (with KMS none is); its headers
 * take a request each. Everything else is there, and not known.
 */
export async function recognise(
  site: SiteBucket,
  told: Told,
  files: ReadonlyMap<string, SiteFile>,
  signal?: AbortSignal,
): Promise<Recognised> {
  const found = new Map<string, DeployedFile>();
  const overwritten: string[] = [];
  const alike: (readonly [ListedObject, SiteFile])[] = [];
  for await (const page of objectPages(site.connection, site.bucket, signal)) {
    for (const object of page) {
      const { key, size, modified } = object;
      if (key.startsWith(ownPrefix)) continue;
      const believed = told.files.get(key);
      const isOlder = modified.getTime() < Math.floor(told.since / 1000) * 1000;
      if (believed !== undefined && believed.size === size && isOlder) {
        found.set(key, believed);
        continue;
      }
      if (believed !== undefined) overwritten.push(key);
      const seconds = Math.floor(modified.getTime() / 1000);
      found.set(key, { size, modified: seconds, hash: undefined, headers: '', ...goneOf(believed) });
      const file = files.get(key);
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
      const head = await readHead(site.connection, site.bucket, key, signal);
      const modified = Math.floor(file.modified / 1000);
      if (head) found.set(key, { size: file.size, modified, hash, headers: headersHash(head.headers) });
    },
  );
  return { files: found, overwritten };
}

function goneOf(file: DeployedFile | undefined): Pick<DeployedFile, 'gone'> {
  return file?.gone === undefined ? {} : { gone: file.gone };
}
