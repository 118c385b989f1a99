import { describe, expect, it } from 'vitest';
import { row, span } from '../../source/ui/line.ts';
import { createSpeaker, spokenText } from '../../source/ui/spoken.ts';

describe('a line that is read aloud', () => {
  it.each([
    ['  ✔ Certificate      *.example.com', 'done: Certificate, *.example.com'],
    ['❯ Yes   one distribution   recommended', 'selected: Yes, one distribution, recommended'],
    ['❯     ▸ ☑ dist/    4 files', 'selected: closed: chosen: dist/, 4 files'],
    ['space choose   →← open', 'space choose, right and left open'],
    ['? Put CloudFront in front of prod?', 'question: Put CloudFront in front of prod?'],
    ['    Names   api.example.com   → load balancer', 'Names, api.example.com to load balancer'],
    ['1 Manifest ───────────────── ←→ others', '1 Manifest, left and right others'],
    ['  +     certificate: arn   # ours', '+ certificate: arn, # ours'],
    ['  shop · 111122223333 · +6 −1', 'shop, 111122223333, +6 minus 1'],
    ['  ! Look here', 'note: Look here'],
    ['', ''],
  ])('%j is %j', (written, spoken) => {
    expect(spokenText(row(written))).toBe(spoken);
  });

  it('is the same whatever its colours', () => {
    expect(spokenText(row(span('✔', 'good'), ' ', span('Names   ', 'dim'), '  moved'))).toBe(
      'done: Names, moved',
    );
  });
});

/** What is heard of each screen. */
function heard(...screens: readonly (readonly string[])[]): readonly string[] {
  const said: string[] = [];
  const speak = createSpeaker((text) => said.push(text.trimEnd()));
  return screens.map((lines) => {
    const before = said.length;
    speak(lines.map((line) => row(line)));
    return said.slice(before).join(' | ');
  });
}

describe('screens that are read aloud', () => {
  it('are told once, and then what is new in them', () => {
    expect(heard(['shop', '◐ Manifest', '○ Names'], ['shop', '✔ Manifest', '◐ Names'])).toEqual([
      'shop | under way: Manifest | to come: Names',
      'done: Manifest | under way: Names',
    ]);
  });

  it('do not tell that time has passed', () => {
    expect(
      heard(
        [
          'prod gets its CDN   1m 02s, usually 8 min',
          '◐ Edge   3s of about 3m 30s',
          '  ◐ Stack   2 of 7 done',
        ],
        ['prod gets its CDN   1m 03s', '◐ Edge   4s of about 3m 30s', '  ◐ Stack   3 of 7 done'],
      )[1],
    ).toBe('');
  });

  it('tell which row is chosen now, and not which was', () => {
    expect(heard(['❯ Yes', '  No'], ['  Yes', '❯ No'], ['❯ Yes', '  No'])).toEqual([
      'selected: Yes | No',
      'selected: No',
      'selected: Yes',
    ]);
  });

  it('tell a second line of the same words as well', () => {
    expect(heard(['✔ Manifest'], ['✔ Manifest', '✔ Manifest'])[1]).toBe('done: Manifest');
  });
});
