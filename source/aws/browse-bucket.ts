import { abortable, type Connection } from './connection.ts';
import { type StoredObject, storedObject } from './s3.ts';
import { callS3 } from './s3-client.ts';

/** What lies directly under a prefix: one page of it. */
export interface FolderPage {
  /** Whole prefixes, the last slash included: `static/img/`. */
  readonly folders: readonly string[];
  readonly objects: readonly StoredObject[];
  /** For the next page; absent on the last one. */
  readonly next?: string;
}

/** Looks into a folder, a thousand entries at a time. The connection must be in the bucket's region. */
export async function lookInto(
  connection: Connection,
  bucket: string,
  prefix: string,
  options: { readonly continuation?: string; readonly signal?: AbortSignal } = {},
): Promise<FolderPage> {
  const what = `looking into ${bucket}/${prefix}`;
  return callS3(connection, what, 's3:ListBucket', async (client, { ListObjectsV2Command }) => {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: '/',
      ...(options.continuation !== undefined && { ContinuationToken: options.continuation }),
    });
    const page = await client.send(command, abortable(options.signal));
    return {
      folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      // The object that some tools make to stand for the folder itself.
      objects: (page.Contents ?? []).flatMap(storedObject).filter(({ key }) => key !== prefix),
      ...(page.NextContinuationToken !== undefined && { next: page.NextContinuationToken }),
    };
  });
}

export interface KeysWanted {
  /** All of them begin with it; empty: any key may be one. */
  readonly prefix: string;
  readonly matches: (key: string) => boolean;
}

export interface ObjectCount {
  readonly objects: number;
  readonly bytes: number;
  /** False: there are more keys than were looked at, so the numbers are the least there is. */
  readonly complete: boolean;
  /** One of them, for a try: the smallest that was seen, of those that are not empty. */
  readonly example?: StoredObject;
}

/** Calls that a count takes at most: ten thousand keys. */
const mostPages = 10;

/** How many objects, and how many bytes, are wanted: looked at from the first key on, in `pages` calls at most. */
export async function countObjects(
  connection: Connection,
  bucket: string,
  { prefix, matches }: KeysWanted,
  options: { readonly pages?: number; readonly signal?: AbortSignal } = {},
): Promise<ObjectCount> {
  const what = `counting the objects under ${bucket}/${prefix}`;
  return callS3(connection, what, 's3:ListBucket', async (client, { ListObjectsV2Command }) => {
    let count: ObjectCount = { objects: 0, bytes: 0, complete: false };
    let token: string | undefined;
    for (let page = 0; page < (options.pages ?? mostPages); page += 1) {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token !== undefined && { ContinuationToken: token }),
      });
      const answer = await client.send(command, abortable(options.signal));
      const wanted = (answer.Contents ?? []).flatMap(storedObject).filter(({ key }) => matches(key));
      count = wanted.reduce(withObject, count);
      token = answer.NextContinuationToken;
      if (token === undefined) return { ...count, complete: true };
    }
    return count;
  });
}

function withObject(count: ObjectCount, found: StoredObject): ObjectCount {
  // A key with a slash at its end stands for a folder in some tools.
  const isExample = found.size > 0 && !found.key.endsWith('/');
  const example = isExample && found.size < (count.example?.size ?? Infinity) ? found : count.example;
  return {
    ...count,
    objects: count.objects + 1,
    bytes: count.bytes + found.size,
    ...(example !== undefined && { example }),
  };
}
