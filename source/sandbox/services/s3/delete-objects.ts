import { memberList, memberText, parseXml, restXmlResponse } from '../../protocol/index.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import type { Bucket } from '../../world.ts';
import { verifiedChecksum } from './checksums.ts';

const mostKeys = 1000;

/** Deletes up to a thousand keys; those that are not there too. Throws `MalformedXML`, `InvalidRequest`, `BadDigest`. */
export function deleteObjects(bucket: Bucket, request: AwsRequest, namespace: string): AwsResponse {
  const checksum = verifiedChecksum(request);
  if (checksum === undefined && request.headers['content-md5'] === undefined) {
    throw new Fault('InvalidRequest', 'Missing required header for this request: Content-MD5');
  }
  const body = parseXml(request.body.toString(), ['Object']);
  const keys = memberList(body, 'Delete', 'Object').map((one) => memberText(one, 'Key') ?? '');
  if (keys.length === 0 || keys.length > mostKeys) {
    throw new Fault(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  for (const key of keys) bucket.objects.delete(key);
  return restXmlResponse('DeleteResult', namespace, { Deleted: keys.map((Key) => ({ Key })) });
}
