import fc from 'fast-check';
import type { PlainMap } from '../../../source/yaml/plain-value.ts';
import type { Written } from '../../yaml/documents.ts';
import type { ManifestKind } from '../manifest-edits/manifest-edit.ts';
import { environmentContents, serviceContents, staticSiteContents } from './contents.ts';
import { type Habits, habits } from './habits.ts';
import { writeLines } from './write.ts';

const contents = {
  environment: environmentContents,
  service: serviceContents,
  'static site': staticSiteContents,
} as const;

/** Some write the keys in another order than Copilot's own templates have them. */
function inSomeOrder(data: PlainMap): fc.Arbitrary<PlainMap> {
  const keys = Object.keys(data);
  const order = fc.oneof(
    { arbitrary: fc.constant(keys), weight: 3 },
    { arbitrary: fc.shuffledSubarray(keys, { minLength: keys.length }), weight: 1 },
  );
  return order.map((names) => Object.fromEntries(names.map((name) => [name, data[name] ?? null])));
}

/** Manifests as people write them, each in a style of its own. */
export function generatedManifest(kind: ManifestKind): fc.Arbitrary<Written> {
  return fc
    .record({
      data: contents[kind].chain(inSomeOrder),
      how: habits,
      isJson: fc.constantFrom(...Array.from({ length: 15 }, () => false), true),
      ending: fc.constantFrom('\n', '\n', '\n', '\r\n'),
      last: fc.constantFrom('full', 'full', 'full', 'none', 'blank', 'comment'),
      mark: fc.constantFrom('', '', '', '', '\uFEFF', '---\n', '# The manifest.\n\n'),
    })
    .map(({ data, how, isJson, ending, last, mark }) => ({
      text: (isJson ? jsonText(data, how) : yamlText(data, how, last, mark)).replaceAll('\n', ending),
      data,
    }));
}

function jsonText(data: PlainMap, { steps }: Habits): string {
  return `${JSON.stringify(data, null, steps[0])}\n`;
}

const ends = { full: '\n', none: '', blank: '\n\n\n', comment: '\n# environments:\n#   prod:\n' } as const;

function yamlText(data: PlainMap, how: Habits, last: keyof typeof ends, mark: string): string {
  return mark + writeLines(data, how).join('\n') + ends[last];
}
