import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSource, type SourceEdit } from '../../source/yaml/edit.ts';
import { shorten } from '../../source/yaml/shorten.ts';
import { propertyRuns } from '../support/property-runs.ts';

const keys = ['network', 'variables', 'http', 'cdn', 'environments'] as const;

/** A part of a document: a few lines, or some hundreds. */
const part = fc.record({
  entries: fc.constantFrom(1, 3, 60, 400),
  form: fc.constantFrom('list', 'list of maps', 'map', 'map of maps', 'nested list'),
  comments: fc.boolean(),
});

function linesOf(
  key: string,
  { entries, form, comments }: { entries: number; form: string; comments: boolean },
): string[] {
  const entry = (index: number): string[] => {
    const comment = comments ? [`${' '.repeat(index % 5)}# about ${index}`] : [];
    switch (form) {
      case 'list':
        return [...comment, `  - item-${index}`];
      case 'list of maps':
        return [...comment, `  - cidr: 10.0.${index}.0/24`, '    ports:', `      - ${index}`];
      case 'map':
        return [...comment, `  KEY_${index}: value-${index}`];
      case 'map of maps':
        return [...comment, `  key-${index}:`, `    a: ${index}`, '', '    b: true'];
      default:
        return [...comment, index === 0 ? '  deep:\n    er:' : '', `      - x: ${index}`];
    }
  };
  return [`${key}:`, ...Array.from({ length: entries }, (_, index) => entry(index)).flat()];
}

const edits: readonly SourceEdit[][] = [
  [{ op: 'set', path: ['cdn', 'certificate'], value: 'arn:x' }],
  [
    { op: 'set', path: ['http', 'public', 'ingress', 'cdn'], value: true },
    { op: 'set', path: ['cdn'], value: true, after: 'http' },
  ],
  [{ op: 'set', path: ['fresh'], value: { a: [1, 'b'] }, before: 'variables' }],
  [{ op: 'remove', path: ['http'] }],
  [{ op: 'remove', path: ['environments'], prune: true }],
  [{ op: 'set', path: ['environments', 'prod', 'http', 'redirect_to_https'], value: false }],
];

/** The same without shortening: a byte-order mark is nothing that the short way takes. */
function editedWhole(text: string, each: readonly SourceEdit[]): string {
  return editSource(`\uFEFF${text}`, each).slice(1);
}

function outcome(edit: () => string): string {
  try {
    return edit();
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : ''}`;
  }
}

describe('an edit of a long document', () => {
  it('writes what it writes when it reads all of it', () => {
    const runs = propertyRuns(60);
    let shortened = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...keys), part), { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...edits),
        fc.constantFrom('\n', '\r\n'),
        (parts, each, ending) => {
          const unique = [...new Map(parts)];
          const text =
            unique
              .flatMap(([key, how]) => linesOf(key, how))
              .join('\n')
              .replaceAll('\n', ending) + ending;
          if (
            text.length > 10_000 &&
            shorten(text, new Set(each.map(({ path }) => String(path[0])))) !== undefined
          )
            shortened += 1;
          expect(outcome(() => editSource(text, each))).toBe(outcome(() => editedWhole(text, each)));
        },
      ),
      runs,
    );
    expect(shortened).toBeGreaterThan(runs.numRuns / 20);
  });
});

describe('shorten', () => {
  const long = [
    ...linesOf('network', { entries: 400, form: 'list of maps', comments: true }),
    'cdn: true',
    '',
  ].join('\n');

  it('leaves out most of a part that nobody touches, and puts it back', () => {
    const short = shorten(long, new Set(['cdn']));
    expect(short?.text.split('\n').length).toBeLessThan(130);
    expect(short?.restore(short.text)).toBe(long);
  });

  it('leaves the touched part whole', () => {
    expect(shorten(long, new Set(['network']))).toBeUndefined();
  });

  it('does nothing to a short text', () => {
    expect(shorten('network:\n  a: 1\ncdn: true\n', new Set(['cdn']))).toBeUndefined();
  });

  it('notices when what stands in the place of the left-out lines was edited', () => {
    const short = shorten(long, new Set(['cdn']));
    expect(short?.restore(short.text.replace(/# \d+ lines are left out here/, '# gone'))).toBeUndefined();
  });
});
