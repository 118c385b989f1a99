import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../source/yaml/source-document.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { generatedManifest } from './generated-manifests/index.ts';
import type { ManifestKind } from './manifest-edits/manifest-edit.ts';
import { manifestEdits } from './manifest-edits.ts';
import { judge, type Verdict } from './verdict/index.ts';
import { dataOf } from './verdict/library.ts';

const runs = propertyRuns(1000);
const kinds: readonly ManifestKind[] = ['environment', 'service', 'static site'];

/** Each manifest takes a share of the edits, by turns: all of them, in as many, take minutes. `npm run fuzz` goes on with that. */
const shares = 3;
const timeout = 240_000;

describe.each(kinds)('any %s manifest, in whatever style it is written,', (kind) => {
  const edits = manifestEdits.filter((edit) => edit.kind === kind);

  it('is read as its author meant it', { timeout }, () => {
    fc.assert(
      fc.property(generatedManifest(kind), ({ text, data }) => {
        expect(parseSource(text).plain()).toEqual(data);
        expect(dataOf(text)).toEqual(data);
      }),
      runs,
    );
  });

  it('says after an edit what was meant, keeps its other lines and its comments, and comes back', {
    timeout,
  }, () => {
    const verdicts = edits.map(({ name }) => ({ name, done: 0, back: 0, refused: 0 }));
    const count = (index: number, verdict: Verdict) => {
      const counts = verdicts[index];
      if (counts === undefined) return;
      if (verdict.kind === 'refused') counts.refused += 1;
      if (verdict.kind === 'done') counts.done += 1;
      if (verdict.kind === 'done' && verdict.noWayBack === undefined) counts.back += 1;
    };
    fc.assert(
      fc.property(generatedManifest(kind), fc.nat(shares - 1), ({ text }, share) => {
        for (const [index, edit] of edits.entries()) {
          if (index % shares !== share) continue;
          const verdict = judge(edit, text);
          expect(verdict.kind === 'failed' ? { edit: edit.name, ...verdict } : undefined).toBeUndefined();
          count(index, verdict);
        }
      }),
      runs,
    );
    // What is hardly ever done is hardly tested, and what is refused is left to a person.
    expect(verdicts.filter(({ done }) => done < runs.numRuns / 50)).toEqual([]);
    expect(verdicts.filter(({ refused, done }) => refused > done / 20)).toEqual([]);
  });
});
