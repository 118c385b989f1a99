import { abortable, type Connection } from './connection.ts';
import { describing } from './errors.ts';
import { clientOf, load } from './s3-objects-client.ts';

/** One version of an object, or the mark that it was deleted. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
}

/** Versions of objects in a bucket, delete markers among them: the first thousand; none are left when it is empty. */
export async function firstVersions(
  connection: Connection,
  bucket: string,
  signal?: AbortSignal,
): Promise<readonly ObjectVersion[]> {
  const doing = {
    ...connection,
    what: `listing all versions in ${bucket}`,
    action: 's3:ListBucketVersions',
  };
  return describing(doing, async () => {
    const { ListObjectVersionsCommand } = await load();
    const client = await clientOf(connection);
    const command = new ListObjectVersionsCommand({ Bucket: bucket, EncodingType: 'url' });
    const { Versions = [], DeleteMarkers = [] } = await client.send(command, abortable(signal));
    return [...Versions, ...DeleteMarkers].map(({ Key = '', VersionId = '' }) => ({
      key: decodeURIComponent(Key.replaceAll('+', ' ')),
      versionId: VersionId,
    }));
  });
}

/** Deletes these versions for good, up to a thousand. */
export async function deleteVersions(
  connection: Connection,
  bucket: string,
  versions: readonly ObjectVersion[],
  signal?: AbortSignal,
): Promise<void> {
  const what = `deleting ${versions.length} versions in ${bucket}`;
  await describing({ ...connection, what, action: 's3:DeleteObjectVersion' }, async () => {
    const { DeleteObjectsCommand } = await load();
    const client = await clientOf(connection);
    const Objects = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    const { Errors = [] } = await client.send(command, abortable(signal));
    const [first] = Errors;
    if (first)
      throw Object.assign(new Error(`${first.Key}: ${first.Message}`), { name: first.Code, $metadata: {} });
  });
}
