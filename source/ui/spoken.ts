import { type Line, plainText } from './line.ts';

/** What stands before a line, in words. */
const marksInWords: readonly (readonly [mark: RegExp, words: string])[] = [
  [/^✔ */, 'done: '],
  [/^◐ */, 'under way: '],
  [/^○ */, 'to come: '],
  [/^✖ */, 'failed: '],
  [/^❯ */, 'selected: '],
  [/^– */, 'left out: '],
  [/^! */, 'note: '],
  [/^\? /, 'question: '],
  [/^~ /, 'change: '],
  [/^· /, ''],
];

/** Signs that are read aloud badly, or not at all. */
const signsInWords: readonly (readonly [sign: RegExp, words: string])[] = [
  [/↑↓/g, 'up and down'],
  [/←→/g, 'left and right'],
  [/→←/g, 'right and left'],
  [/[,]?\s*─{3,}\s*/g, ', '],
  [/pgup pgdn/g, 'page up and page down'],
  [/,? → /g, ' to '],
  [/ · /g, ', '],
  [/−(?=\d)/g, 'minus '],
  [/^−/, '-'],
  [/×(?=\d)/g, 'times '],
  [/…/g, '...'],
  [/▾ /g, 'open: '],
  [/▸ /g, 'closed: '],
  [/☑ /g, 'chosen: '],
  [/◪ /g, 'partly chosen: '],
  [/☐ /g, 'not chosen: '],
];

/** A line as it is read aloud: columns are for the eye and become a list, marks become words. */
export function spokenText(line: Line): string {
  const text = plainText(line).trim();
  // What a diff adds or takes away keeps its indentation to itself.
  const [, sign = '', rest = text] = /^([+−~-])\s{2,}(.*)$/.exec(text) ?? [];
  const listed = `${sign === '' ? '' : `${sign} `}${rest}`.replace(/(\S) {2,}(?=\S)/g, (_, before: string) =>
    /[,:❯]/.test(before) ? `${before} ` : `${before}, `,
  );
  const marked = marksInWords.reduce((words, [mark, said]) => words.replace(mark, said), listed);
  return signsInWords.reduce((words, [sign, said]) => words.replace(sign, said), marked).replace(/, $/, '');
}

/** Says of each screen what the last one did not: an ear cannot skip what it has heard. */
export function createSpeaker(write: (text: string) => void): (lines: readonly Line[]) => void {
  let heard: readonly string[] = [];
  return (lines) => {
    const spoken = lines.map(spokenText).filter((text) => keyOf(text) !== '');
    const known = new Map<string, number>();
    for (const text of heard) {
      const key = keyOf(text);
      known.set(key, (known.get(key) ?? 0) + 1);
    }
    for (const text of spoken) {
      const key = keyOf(text);
      const left = known.get(key) ?? 0;
      if (left > 0) known.set(key, left - 1);
      const isChosenNow = isSelected(text) && !heard.includes(text);
      if (left === 0 || isChosenNow) write(`${text}\n`);
    }
    heard = spoken;
  };
}

function isSelected(text: string): boolean {
  return text.startsWith('selected: ');
}

/** `1m 41s`, `about 12 min` */
const time = '(?:(?:about )?\\d+ ?(?:min|[hms])\\b ?)+';
const timeThatPasses = new RegExp(`${time}(?:of ${time})?(?:, usually ${time})?`, 'g');

/** What makes a line another one: not that it was left, nor that time has passed. */
function keyOf(text: string): string {
  return text
    .replace(/^selected: /, '')
    .replace(/\b\d+ of \d+ done\b/, '')
    .replace(timeThatPasses, '');
}
