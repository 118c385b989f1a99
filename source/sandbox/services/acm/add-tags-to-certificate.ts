import type { JsonInput } from '../../protocol/index.ts';
import type { Region } from '../../world.ts';
import { missing, requireValid } from './constraints.ts';
import { namedCertificate } from './named-certificate.ts';
import { joinTags, readTags } from './tags.ts';

/** Throws `ValidationException`, `ResourceNotFoundException`, `InvalidTagException`, `TooManyTagsException`. */
export function addTagsToCertificate(region: Region, input: JsonInput) {
  const certificate = namedCertificate(region, input);
  const tags = readTags(input);
  requireValid(missing('tags', tags));
  certificate.tags = joinTags(certificate.tags, tags ?? {});
  return {};
}
