import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../source/yaml/source-document.ts';
import { generatedManifest } from './generated-manifests/index.ts';
import type { ManifestKind } from './manifest-edits/manifest-edit.ts';
import { manifestEdits } from './manifest-edits.ts';
import { judge } from './verdict/index.ts';
import { dataOf } from './verdict/library.ts';

const runs = { numRuns: 1000, seed: 20261126 };
/** Every edit, its way back and a second time, in a thousand manifests. */
const timeout = 240_000;

const kinds: readonly ManifestKind[] = ['environment', 'service', 'static site'];

describe.each(kinds)('any %s manifest, in whatever style it is written,', (kind) => {
  const edits = manifestEdits.filter((edit) => edit.kind === kind);

  it('is read as its author meant it', () => {
    fc.assert(
      fc.property(generatedManifest(kind), ({ text, data }) => {
        expect(parseSource(text).plain()).toEqual(data);
        expect(dataOf(text)).toEqual(data);
      }),
      runs,
    );
  });

  it(
    'says after an edit what was meant, keeps its other lines and its comments, and comes back',
    () => {
      const counts = new Map(edits.map(({ name }) => [name, { done: 0, back: 0, refused: 0 }]));
      fc.assert(
        fc.property(generatedManifest(kind), ({ text }) => {
          for (const edit of edits) {
            const verdict = judge(edit, text);
            expect(
              verdict.kind === 'failed' ? { edit: edit.name, broken: verdict.broken } : undefined,
            ).toBeUndefined();
            const count = counts.get(edit.name);
            if (count === undefined) continue;
            if (verdict.kind === 'refused') count.refused += 1;
            if (verdict.kind !== 'done') continue;
            count.done += 1;
            if (verdict.noWayBack === undefined) count.back += 1;
          }
        }),
        runs,
      );
      const all = [...counts].map(([name, count]) => ({ name, ...count }));
      expect(all.filter(({ done }) => done < runs.numRuns / 20)).toEqual([]);
      expect(all.filter(({ refused, done }) => refused > done / 20)).toEqual([]);
    },
    timeout,
  );
});
