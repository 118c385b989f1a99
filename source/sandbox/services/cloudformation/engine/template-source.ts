import { Fault } from '../../../service.ts';
import type { World } from '../../../world.ts';

const inlineLimit = 51_200;
const storedLimit = 1_000_000;

/** The text of a template that came with the request. Throws `ValidationError` beyond 51,200 bytes. */
export function inlineTemplate(text: string): string {
  if (text === '') {
    throw new Fault(
      'ValidationError',
      "1 validation error detected: Value '' at 'templateBody' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  if (Buffer.byteLength(text) <= inlineLimit) return text;
  throw new Fault(
    'ValidationError',
    `1 validation error detected: Value '${text.slice(0, 1000)}...' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${inlineLimit}`,
  );
}

/** The text of a template that lies in a bucket of the sandbox. */
export function storedTemplate(world: World, url: string): string {
  const place = placeInBucket(url);
  const objects = [...world.accounts.values()].flatMap(({ buckets }) => {
    const found = buckets.get(place.bucket)?.objects.get(place.key);
    return found ? [found] : [];
  });
  const object = objects[0];
  if (!object) {
    throw new Fault(
      'ValidationError',
      'S3 error: Access Denied\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    );
  }
  if (object.body.byteLength > storedLimit) {
    throw new Fault('ValidationError', `Template may not exceed ${storedLimit} bytes in size.`);
  }
  return object.body.toString('utf8');
}

/** Virtual-hosted and path style, with the region or without. */
function placeInBucket(text: string): { readonly bucket: string; readonly key: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const host = url && /^(?:(.+)\.)?s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(url.hostname);
  if (url?.protocol !== 'https:' || !host) {
    throw new Fault('ValidationError', 'TemplateURL must be a supported URL.');
  }
  const path = decodeURIComponent(url.pathname.slice(1));
  if (host[1] !== undefined) return { bucket: host[1], key: path };
  const slash = path.indexOf('/');
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
