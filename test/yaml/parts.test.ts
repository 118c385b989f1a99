import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyStart, pairEnd } from '../../source/yaml/layout.ts';
import { locate } from '../../source/yaml/locate.ts';
import { isPlainMap, type Path } from '../../source/yaml/plain-value.ts';
import { simpleTemplate } from '../../source/yaml/simple-template.ts';
import { sourceAt } from '../../source/yaml/source-at.ts';
import { parseSource, type SourceDocument } from '../../source/yaml/source-document.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { brokenPart, forTheLibrary, templates } from './template-corpus.ts';

const options = { cloudFormation: true };

/** From the key to the end of the value, and what is written in between. */
function placeOf(source: SourceDocument, path: Path) {
  const step = locate(source.documentAt(path), path).steps.at(-1);
  if (step?.kind !== 'map') throw new Error(`${path.join('.')} is not there.`);
  return {
    path,
    start: keyStart(step.pair),
    end: pairEnd(source.text, step.pair),
    written: sourceAt(source, path),
  };
}

/** Places in a section: of its entries, and of what is in them. Undefined where they are not read one by one. */
function places(text: string, section: string) {
  const simple = parseSource(text, options);
  const parts = simple.partsBelow(section);
  const data = simple.plain();
  const entries = isPlainMap(data) ? data[section] : undefined;
  if (parts === undefined || !isPlainMap(entries)) return undefined;
  const whole = parseSource(forTheLibrary(text), options);
  const paths = [...parts.keys()].flatMap((key) => {
    const path = [section, key];
    const node = locate(whole.document, path).node;
    const isTagged = node?.tag !== undefined;
    const inside = isPlainMap(entries[key]) && !isTagged ? Object.keys(entries[key]) : [];
    return [path, ...inside.map((each) => [...path, each])];
  });
  return {
    alone: paths.map((path) => placeOf(simple, path)),
    whole: paths.map((path) => placeOf(whole, path)),
    keys: [...parts.keys()].sort(),
    expectedKeys: Object.keys(entries).sort(),
  };
}

describe('a part of a template', () => {
  it.each(['Metadata', 'Parameters', 'Conditions', 'Resources', 'Outputs'])(
    'is where the library finds it in the whole: %s',
    (section) => {
      const [one = '', ...others] = templates.filter((_, index) => index % 4 === 1);
      for (const text of [one.replaceAll('\n', '\r\n'), ...others]) {
        const found = places(text, section);
        expect(found?.alone).toEqual(found?.whole);
        expect(found?.keys).toEqual(found?.expectedKeys);
        expect(found?.alone.length).toBeGreaterThan(0);
      }
    },
  );

  it('is there in whatever lines the simple way reads', () => {
    const runs = propertyRuns(10_000);
    let read = 0;
    const text = fc
      .tuple(brokenPart, fc.constantFrom('', '  ', '# why\n\n    ', '  A: |\n    b\n\n    # c\n\n  '))
      .map(([part, margin]) => {
        const [, first = '', space = ''] = /^([\s\S]*?)( *)$/.exec(margin) ?? [];
        return `Before:\n  - c\nResources:\n${first}${part.replace(/^(?=.)/gm, space)}\nOutputs:\n  A: b\n`;
      });
    fc.assert(
      fc.property(text, (template) => {
        if (simpleTemplate(template) === undefined) return;
        const found = places(template, 'Resources');
        if (found === undefined) return;
        read += 1;
        expect(found.alone).toEqual(found.whole);
        expect(found.keys).toEqual(found.expectedKeys);
      }),
      runs,
    );
    expect(read).toBeGreaterThan(runs.numRuns / 20);
  });

  it('is not looked for where the section is no map in lines', () => {
    for (const text of [
      'Resources: { A: b }\n',
      'Resources:\n- A: b\n',
      '{\n  "Resources": {}\n}\n',
      'A: b\n',
    ])
      expect(parseSource(text, options).partsBelow('Resources')).toBeUndefined();
  });
});
