import { abortable, type Connection } from './connection.ts';
import { callS3 } from './s3-client.ts';

export interface BucketSummary {
  readonly name: string;
  /** Absent where it is not told: S3 does, emulators may not. `findBucket` asks for it. */
  readonly region?: string;
  readonly created?: Date;
}

/** S3 tells the regions only of what is asked for page by page, or by a prefix. */
const pageSize = 1_000;

/** Every bucket of the account, wherever it is, by name; page by page as they arrive, one call for a thousand. */
export async function* bucketPages(
  connection: Connection,
  signal?: AbortSignal,
): AsyncGenerator<readonly BucketSummary[]> {
  let token: string | undefined;
  do {
    const page = await listPage(
      connection,
      { ...(token !== undefined && { ContinuationToken: token }) },
      signal,
    );
    yield page.buckets;
    token = page.next;
  } while (token !== undefined);
}

/** The account's own bucket of that name; undefined: the account has none. */
export async function ownBucket(
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<BucketSummary | undefined> {
  // Of all names that begin so, the name itself comes first.
  const { buckets } = await listPage(connection, { Prefix: name }, signal);
  return buckets.find((bucket) => bucket.name === name);
}

async function listPage(
  connection: Connection,
  part: { readonly ContinuationToken?: string; readonly Prefix?: string },
  signal: AbortSignal | undefined,
): Promise<{ readonly buckets: readonly BucketSummary[]; readonly next: string | undefined }> {
  const what = 'listing the buckets of the account';
  return callS3(connection, what, 's3:ListAllMyBuckets', async (client, { ListBucketsCommand }) => {
    const command = new ListBucketsCommand({ MaxBuckets: pageSize, ...part });
    const page = await client.send(command, abortable(signal));
    const buckets = (page.Buckets ?? []).flatMap(({ Name, BucketRegion, CreationDate }) =>
      Name
        ? [
            {
              name: Name,
              ...(BucketRegion && { region: BucketRegion }),
              ...(CreationDate && { created: CreationDate }),
            },
          ]
        : [],
    );
    return { buckets, next: page.ContinuationToken };
  });
}
