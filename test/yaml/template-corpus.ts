// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import fc from 'fast-check';
import { type EnvironmentCdnSettings, patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { basic, generations, imported, manifest, off, staticAssets } from '../cdn/settings-product.ts';
import { withResourcesOfTheTeam } from '../cdn/templates.ts';

const settings: readonly EnvironmentCdnSettings[] = [
  off,
  { ...off, hasDomain: true, cdn: basic, restrictIngress: { prefixListId: 'pl-1' } },
  { ...off, cdn: { ...imported, terminateTls: true, staticAssets }, sourceIps: ['203.0.113.0/24'] },
];

/** Templates of all generations, as they are deployed and as they are patched. */
export const templates: readonly string[] = generations.flatMap((version) => {
  const template = environmentTemplate({ version, manifest });
  return [template, withResourcesOfTheTeam(template)].flatMap((each) =>
    settings.map((wanted) => patchEnvironmentTemplate(each, wanted).template),
  );
});

/** What is allowed, and nearly nobody writes. */
const rareWays = `Rare:
  Below: !If
  - Condition
  - !Sub
    - 'a \${B}' # why
    - { B: !Ref C, "D": [1, 'it''s', "\\"x\\""] }
  - |-
    kept

      deeper
  Own:
    !Select [ 0, !GetAZs '' ]
  'Quoted: key' : "a\\nb"
  Fn::Transform: !Cidr {
    A: [
      b, # c
      d
    ],

    E: { f: 0x1f, g: 012 }
  }
  Literal: !Base64 |

    # no comment
    {"a": 1}

  Number: !Ref 012
  Words: !Sub true
  Date: 2012-10-17
  - -
    a: []
  Folded: >
    a
    b
`;

const lines = [...new Set(templates)].map((text) => text.split('\n'));

/** Some lines of a template, from the margin on. */
const part = fc
  .tuple(
    fc.constantFrom(...lines, ...Array.from({ length: 10 }, () => rareWays.split('\n'))),
    fc.nat(),
    fc.integer({ min: 1, max: 14 }),
  )
  .map(([all, place, count]) => {
    const start = place % all.length;
    const chosen = all.slice(start, start + count);
    const margin = Math.min(...chosen.filter((line) => line !== '').map((line) => line.search(/[^ ]|$/)));
    return chosen.map((line) => line.slice(margin));
  });

const odd = fc.constantFrom(
  ...'\'"#:!&*[]{},|>-?%@`~=.$/\\ 0a\n\t',
  ': ',
  ' #',
  '- ',
  '!Ref ',
  '!Sub',
  '|',
  '|-',
  '[]',
  '{ }',
  '---',
  '...',
  '    ',
  '1.0',
  'null',
  '<<',
);

type Mutation = (lines: readonly string[]) => string[];

/** Something that an editor, a merge or a slip of a finger does to a line. */
const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(
    fc.nat(),
    fc.nat(),
    odd,
    fc.constantFrom(
      'delete',
      'duplicate',
      'deeper',
      'outwards',
      'insert',
      'replace',
      'behind',
      'move',
      'join',
    ),
  )
  .map(([place, column, text, what]) => (all) => {
    const index = place % Math.max(1, all.length);
    const line = all[index] ?? '';
    const at = column % (line.length + 1);
    switch (what) {
      case 'delete':
        return all.toSpliced(index, 1);
      case 'duplicate':
        return all.toSpliced(index, 0, line);
      case 'deeper':
        return all.with(index, ' '.repeat(1 + (column % 3)) + line);
      case 'outwards':
        return all.with(index, line.replace(/^ {1,2}/, ''));
      case 'insert':
        return all.with(index, line.slice(0, at) + text + line.slice(at));
      case 'replace':
        return all.with(index, line.slice(0, at) + text + line.slice(at + 1));
      case 'behind':
        return all.with(index, line + text);
      case 'move':
        return all.toSpliced(index, 1).toSpliced(column % all.length, 0, line);
      default:
        return all.toSpliced(index, 2, line + (all[index + 1] ?? ''));
    }
  });

/** Some lines of a template, from the margin on, in which up to three things went wrong. */
export const brokenPart: fc.Arbitrary<string> = fc
  .tuple(part, fc.array(mutation, { maxLength: 3 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([all, mutations, ending, isClosed]) => {
    const changed = mutations.reduce((result, each) => each(result.length === 0 ? [''] : result), [...all]);
    return changed.join(ending) + (isClosed ? ending : '');
  });

/** What the library reads, without the simple way: it takes no tab, not even in a comment. Offsets are the same. */
export function forTheLibrary(text: string): string {
  return `${text}\n#\t`;
}
