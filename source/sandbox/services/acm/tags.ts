import { isObject, type JsonInput, jsonText } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import { missing, requireValid, wrongLength, wrongPattern } from './constraints.ts';

const textPattern = '[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*';
const mostTags = 50;

/** The tags of a call; undefined: it says none. Throws `ValidationException`, `InvalidTagException`. */
export function readTags(input: JsonInput): Readonly<Record<string, string>> | undefined {
  const list = Array.isArray(input.Tags) ? input.Tags.filter(isObject) : undefined;
  requireValid(
    wrongLength('tags', list, { most: mostTags }),
    ...(list ?? []).flatMap((tag, index) => {
      const path = `tags.${index + 1}.member`;
      const [key, value] = [jsonText(tag, 'Key'), jsonText(tag, 'Value')];
      return [
        missing(`${path}.key`, key),
        wrongLength(`${path}.key`, key, { most: 128 }) ?? wrongPattern(`${path}.key`, key, textPattern),
        wrongLength(`${path}.value`, value, { least: 0, most: 256 }) ??
          wrongPattern(`${path}.value`, value, textPattern),
      ];
    }),
  );
  const tags = list?.map((tag) => [jsonText(tag, 'Key') ?? '', jsonText(tag, 'Value') ?? ''] as const);
  const reserved = tags?.flat().find((text) => text.startsWith('aws:'));
  if (reserved !== undefined) {
    throw new Fault(
      'InvalidTagException',
      `Invalid Tag Key: "${reserved}". AWS internal tags cannot be changed with this API`,
    );
  }
  return tags === undefined ? undefined : Object.fromEntries(tags);
}

/** Throws `TooManyTagsException`. */
export function joinTags(
  before: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const joined = { ...before, ...more };
  if (Object.keys(joined).length <= mostTags) return joined;
  const shown = Object.entries(joined).map(([key, value]) => `${key}=${value}`);
  throw new Fault('TooManyTagsException', `the TagSet: '{${shown.join(', ')}}' contains too many Tags`);
}
