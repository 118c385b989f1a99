import { createHash } from 'node:crypto';
import { memberList, memberText, parseXml, restXmlResponse } from '../../protocol/index.ts';
import { type AwsRequest, type AwsResponse, Fault } from '../../service.ts';
import { etagOf, storeObject } from '../../stored-objects.ts';
import type { Bucket, MultipartUpload, World } from '../../world.ts';
import { verifiedChecksum } from './checksums.ts';
import { holdConditions, unquoted } from './conditions.ts';
import { headersToKeep } from './object-headers.ts';
import { refuseLongKey } from './objects.ts';

/** Bytes; the last part may be smaller. */
const smallestPart = 5 * 1024 * 1024;

/** Throws `KeyTooLongError`. */
export function createUpload(
  world: World,
  bucket: Bucket,
  key: string,
  request: AwsRequest,
  namespace: string,
): AwsResponse {
  refuseLongKey(key);
  const id = world.identifiers.letters(64);
  bucket.uploads ??= new Map();
  bucket.uploads.set(id, {
    id,
    key,
    initiated: world.clock.now(),
    ...headersToKeep(request),
    parts: new Map(),
  });
  return restXmlResponse('InitiateMultipartUploadResult', namespace, {
    Bucket: bucket.name,
    Key: key,
    UploadId: id,
  });
}

/** Throws `NoSuchUpload`, `InvalidArgument`, and what checksums throw. */
export function uploadPart(world: World, bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  const upload = uploadOf(bucket, key, request);
  const number = Number(request.url.searchParams.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new Fault('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  const checksum = verifiedChecksum(request);
  const etag = etagOf(request.body);
  upload.parts.set(number, { body: request.body, etag, modified: world.clock.now() });
  const headers = { etag, ...(checksum === undefined ? {} : { [checksum[0]]: checksum[1] }) };
  return { status: 200, headers, body: '' };
}

/** Throws `NoSuchUpload`, `MalformedXML`, `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall`, and what conditions throw. */
export function completeUpload(
  world: World,
  bucket: Bucket,
  key: string,
  request: AwsRequest,
  namespace: string,
): AwsResponse {
  const upload = uploadOf(bucket, key, request);
  const parts = partsNamed(upload, request);
  holdConditions(bucket, key, request);
  const digests = parts.map(({ body }) => createHash('md5').update(body).digest());
  const digest = createHash('md5').update(Buffer.concat(digests)).digest('hex');
  const { contentType, headers } = upload;
  const { etag } = storeObject(world, bucket, key, {
    body: Buffer.concat(parts.map(({ body }) => body)),
    contentType,
    headers,
    etag: `"${digest}-${parts.length}"`,
  });
  bucket.uploads?.delete(upload.id);
  return restXmlResponse('CompleteMultipartUploadResult', namespace, {
    Location: `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${key}`,
    Bucket: bucket.name,
    Key: key,
    ETag: etag,
  });
}

/** Throws `NoSuchUpload`. */
export function abortUpload(bucket: Bucket, key: string, request: AwsRequest): AwsResponse {
  bucket.uploads?.delete(uploadOf(bucket, key, request).id);
  return { status: 204, headers: {}, body: '' };
}

/** All on one page. */
export function listUploads(bucket: Bucket, request: AwsRequest, namespace: string): AwsResponse {
  const prefix = request.url.searchParams.get('prefix') ?? '';
  const uploads = [...(bucket.uploads?.values() ?? [])].filter(({ key }) => key.startsWith(prefix));
  return restXmlResponse('ListMultipartUploadsResult', namespace, {
    Bucket: bucket.name,
    MaxUploads: 1000,
    IsTruncated: false,
    Upload: uploads.map(({ id, key, initiated }) => ({ Key: key, UploadId: id, Initiated: initiated })),
  });
}

function uploadOf(bucket: Bucket, key: string, request: AwsRequest): MultipartUpload {
  const upload = bucket.uploads?.get(request.url.searchParams.get('uploadId') ?? '');
  if (upload !== undefined && upload.key === key) return upload;
  throw new Fault(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  );
}

function partsNamed(upload: MultipartUpload, request: AwsRequest) {
  const named = memberList(
    parseXml(request.body.toString(), ['Part']),
    'CompleteMultipartUpload',
    'Part',
  ).map((part) => ({
    number: Number(memberText(part, 'PartNumber')),
    etag: memberText(part, 'ETag') ?? '',
  }));
  if (named.length === 0) {
    throw new Fault('MalformedXML', 'You must specify at least one part');
  }
  if (named.some(({ number }, index) => number <= (named[index - 1]?.number ?? 0))) {
    throw new Fault('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = named.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part !== undefined && unquoted(part.etag) === unquoted(etag)) return part;
    throw new Fault(
      'InvalidPart',
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    );
  });
  if (parts.slice(0, -1).some(({ body }) => body.length < smallestPart)) {
    throw new Fault('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return parts;
}
