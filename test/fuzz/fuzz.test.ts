import { describe, expect, it } from 'vitest';
import type { ManifestEdit } from '../copilot/manifest-edits/manifest-edit.ts';
import { manifestEdits } from '../copilot/manifest-edits.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';
import { decode } from './decode.ts';
import { examine } from './examine.ts';
import { fuzzOnce } from './fuzz-once.ts';
import { shrink } from './shrink.ts';
import { make } from './texts.ts';
import { timer } from './timer.ts';

/** Its time stands still, so that a busy machine breaks nothing; `npm run fuzz` measures. */
const bounds = { longest: 1, now: () => 0 };
const first = 20261126;
const count = 15;

describe('manifests after accidents', () => {
  it(`are read, checked and edited as it is meant, or refused (${count} of them)`, {
    timeout: 120_000,
  }, async () => {
    const folder = await temporaryFolder();
    const found = [];
    for (let seed = first; seed < first + count; seed += 1)
      found.push((await fuzzOnce(seed, [], bounds, folder)).found);
    expect(found.filter((each) => each !== undefined)).toEqual([]);
  });

  it('are the same for the same seed', () => expect(make(7, ['a: 1\n'])).toEqual(make(7, ['a: 1\n'])));

  it('are no text when they are no UTF-8', async () => {
    const folder = await temporaryFolder();
    expect(await decode(Buffer.from([0x61, 0xff]), folder)).toBeUndefined();
    expect(await decode(Buffer.from('a: ü\n'), folder)).toBe('a: ü\n');
  });
});

describe('the fuzzer', () => {
  const [sound] = manifestEdits;
  const kinds = (edit: Partial<ManifestEdit>) =>
    sound === undefined
      ? []
      : examine('name: prod\n', bounds, { edits: [{ ...sound, ...edit }], isSound: true }).problems.map(
          ({ kind }) => kind,
        );

  it('finds nothing in an edit that is right', () => expect(kinds({})).toEqual([]));
  it('finds an edit that throws', () =>
    expect(kinds({ edit: () => JSON.parse('{') })).toEqual(['environment: cdn on: thrown']));
  it('finds an edit that says something else', () =>
    expect(kinds({ edit: (text) => text })).toEqual(['environment: cdn on: data']));
  it('finds an edit that writes what cannot be read', () =>
    expect(kinds({ edit: () => '"' })).toContain('environment: cdn on: data'));

  it('finds what takes too long, twice', () => {
    const ticks = (...at: readonly number[]) => at.values();
    const times = (clock: Iterator<number>) => {
      const measured = timer(1_000, () => Number(clock.next().value));
      measured.time('reading', () => 'read');
      return measured.tooSlow();
    };
    expect(times(ticks(0, 3_000, 3_000, 3_010))).toEqual([]);
    expect(times(ticks(0, 3_000, 3_000, 5_000))).toEqual([{ name: 'reading', milliseconds: 2_000 }]);
  });
});

it('a text is shortened to what makes it fail', () => {
  const text = `${'a: 1\n'.repeat(50)}b: [x, y]\n${'c: 2\n'.repeat(50)}`;
  expect(shrink(text, (candidate) => candidate.includes('y') && candidate.includes('['))).toBe('[y');
});
