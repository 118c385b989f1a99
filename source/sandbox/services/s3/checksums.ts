import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { type AwsRequest, Fault } from '../../service.ts';

const algorithms: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  ...('crc32' in zlib && { 'x-amz-checksum-crc32': crc32 }), // since Node.js 20.15
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest(),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest(),
};

function crc32(body: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(zlib.crc32(body));
  return sum;
}

/**
 * Compares a body with every checksum that was sent along, and gives back the one to keep.
 * Throws `BadDigest`, `InvalidDigest`, `XAmzContentSHA256Mismatch`. CRC32C, CRC64NVME and what comes in a trailer
 * are kept without a look.
 */
export function verifiedChecksum({
  headers,
  body,
}: Pick<AwsRequest, 'headers' | 'body'>): readonly [string, string] | undefined {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && Buffer.from(md5, 'base64').length !== 16) {
    throw new Fault('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) {
    throw new Fault('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const signed = headers['x-amz-content-sha256'] ?? '';
  if (/^[0-9a-f]{64}$/.test(signed) && signed !== createHash('sha256').update(body).digest('hex')) {
    throw new Fault(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  const sent = Object.entries(headers).find(([name]) =>
    /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/.test(name),
  );
  if (sent === undefined) return undefined;
  const [name, value] = sent;
  const computed = algorithms[name]?.(body).toString('base64');
  if (computed !== undefined && computed !== value) {
    const algorithm = name.slice('x-amz-checksum-'.length).toUpperCase();
    throw new Fault('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return sent;
}
