import stringWidth from 'string-width';

/** ASCII and what the screens are drawn with: one column each. Measuring the rest compiles a table of all emoji, some 30 ms. */
const oneColumnEach = /^[\x20-\x7e·–’“”…←↑→↓−─◐○✔✖❯☐☑◪▸▾]*$/;

/** Columns that the text takes on a terminal. */
export function displayWidth(text: string): number {
  return oneColumnEach.test(text) ? text.length : stringWidth(text);
}

let segmenter: Intl.Segmenter | undefined;

/** What a person sees as single characters: an emoji family is one. */
export function graphemes(text: string): readonly string[] {
  // A key pressed is mostly one unit: the first Intl.Segmenter would hold up its answer by 10 ms.
  if (text.length <= 1 || oneColumnEach.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The longest start of `text` that takes at most `width` columns. */
export function takeStart(text: string, width: number): string {
  let taken = '';
  let left = width;
  for (const grapheme of graphemes(text)) {
    left -= displayWidth(grapheme);
    if (left < 0) break;
    taken += grapheme;
  }
  return taken;
}

/** The longest end of `text` that takes at most `width` columns. */
export function takeEnd(text: string, width: number): string {
  const taken: string[] = [];
  let left = width;
  for (const grapheme of graphemes(text).toReversed()) {
    left -= displayWidth(grapheme);
    if (left < 0) break;
    taken.unshift(grapheme);
  }
  return taken.join('');
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
