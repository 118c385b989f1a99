import { deleteKey, deleteVersion } from '../../object-versions.ts';
import { memberList, memberText, parseXml, restXmlResponse } from '../../protocol/index.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import type { Bucket, World } from '../../world.ts';
import { verifiedChecksum } from './checksums.ts';

const mostKeys = 1000;

/** Deletes up to a thousand keys; those that are not there too. Throws `MalformedXML`, `InvalidRequest`, `BadDigest`. */
export function deleteObjects(
  world: World,
  bucket: Bucket,
  request: AwsRequest,
  namespace: string,
): AwsResponse {
  const checksum = verifiedChecksum(request);
  if (checksum === undefined && request.headers['content-md5'] === undefined) {
    throw new Fault('InvalidRequest', 'Missing required header for this request: Content-MD5');
  }
  const body = parseXml(request.body.toString(), ['Object']);
  const wanted = memberList(body, 'Delete', 'Object').map((one) => ({
    key: memberText(one, 'Key') ?? '',
    versionId: memberText(one, 'VersionId'),
  }));
  if (wanted.length === 0 || wanted.length > mostKeys) {
    throw new Fault(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const deleted = wanted.map(({ key, versionId }) => deleteOne(world, bucket, key, versionId));
  // Quiet: only what went wrong is told.
  const isQuiet = memberText(body, 'Delete', 'Quiet') === 'true';
  return restXmlResponse('DeleteResult', namespace, { Deleted: isQuiet ? [] : deleted });
}

function deleteOne(world: World, bucket: Bucket, key: string, versionId: string | undefined) {
  if (versionId === undefined) {
    const marker = deleteKey(world, bucket, key);
    return { Key: key, ...(marker !== undefined && { DeleteMarker: true, DeleteMarkerVersionId: marker }) };
  }
  const isMarker = deleteVersion(bucket, key, versionId) === 'marker';
  return {
    Key: key,
    VersionId: versionId,
    ...(isMarker && { DeleteMarker: true, DeleteMarkerVersionId: versionId }),
  };
}
