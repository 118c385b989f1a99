import type { JsonInput } from '../../protocol/index.ts';
import type { Region } from '../../world.ts';
import { namedCertificate } from './named-certificate.ts';

/** Throws `ValidationException`, `ResourceNotFoundException`. */
export function listTagsForCertificate(region: Region, input: JsonInput) {
  const { tags } = namedCertificate(region, input);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
