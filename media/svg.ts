import type { IBufferCell, Terminal } from '@xterm/headless';
import { visibleText } from '../test/support/cells.ts';
import { ansiPalette } from './palette.ts';

const fontSize = 14;
/** Of DejaVu Sans Mono: 1233 units of 2048 wide, and as high as its box drawing, so that borders meet. */
const cellWidth = fontSize * (1233 / 2048);
const cellHeight = fontSize * 1.164;
const padding = 18;
const fonts = "'DejaVu Sans Mono', 'Bitstream Vera Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace";

interface Run {
  readonly column: number;
  readonly columns: number;
  readonly text: string;
  readonly style: string;
  readonly background: string | undefined;
}

/** A picture of what is in the terminal's window, down to its last line with text. `title` is read aloud in place of it. */
export function svgOf(emulator: Terminal, title: string): string {
  const { baseY } = emulator.buffer.active;
  const rows = visibleText(emulator).split('\n').length;
  const width = round(emulator.cols * cellWidth + 2 * padding);
  const height = round(rows * cellHeight + 2 * padding);
  const lines = Array.from({ length: rows }, (_, row) =>
    runsIn(emulator, baseY + row)
      .map((run) => drawn(run, row))
      .join(''),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${ansiPalette.background}"/>
<g font-family="${fonts}" font-size="${fontSize}" fill="${ansiPalette.foreground}" xml:space="preserve" style="white-space:pre">
${lines.filter((line) => line !== '').join('\n')}
</g>
</svg>
`;
}

function drawn({ column, columns, text, style, background }: Run, row: number): string {
  const x = round(padding + column * cellWidth);
  const top = padding + row * cellHeight;
  const length = round(columns * cellWidth);
  const box =
    background &&
    `<rect x="${x}" y="${round(top)}" width="${length}" height="${round(cellHeight)}" fill="${background}"/>`;
  const baseline = round(top + cellHeight * 0.8);
  const word =
    text.trim() === ''
      ? ''
      : `<text x="${x}" y="${baseline}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}>${escaped(text)}</text>`;
  return `${box ?? ''}${word}`;
}

/** Neighbouring cells that look the same, without blank ones at their end. */
function runsIn(emulator: Terminal, line: number): readonly Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < emulator.cols; column++) {
    const cell = emulator.buffer.active.getLine(line)?.getCell(column);
    if (!cell || cell.getWidth() === 0) continue;
    const [style, background] = look(cell);
    const text = cell.getChars() || ' ';
    const last = runs.at(-1);
    // A wide character stands alone, so that what follows it keeps its place.
    if (
      last &&
      last.style === style &&
      last.background === background &&
      cell.getWidth() === 1 &&
      last.columns === last.text.length
    ) {
      runs[runs.length - 1] = { ...last, text: last.text + text, columns: last.columns + 1 };
    } else {
      runs.push({ column, columns: cell.getWidth(), text, style, background });
    }
  }
  return runs.map(withoutBlankEnd).filter(({ text, background }) => text !== '' || background);
}

function withoutBlankEnd(run: Run): Run {
  const text = run.text.trimEnd();
  return run.background ? run : { ...run, text, columns: run.columns - (run.text.length - text.length) };
}

function look(cell: IBufferCell): readonly [style: string, background: string | undefined] {
  const foreground = colour(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor());
  const background = colour(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  const fill = inverse ? (background ?? ansiPalette.background) : foreground;
  const style = [
    fill && ` fill="${fill}"`,
    cell.isBold() !== 0 && ' font-weight="bold"',
    cell.isItalic() !== 0 && ' font-style="italic"',
    cell.isDim() !== 0 && ' opacity="0.6"',
    cell.isUnderline() !== 0 && ' text-decoration="underline"',
  ].filter(Boolean);
  return [style.join(''), inverse ? (foreground ?? ansiPalette.foreground) : background];
}

function colour(isTrueColour: boolean, isPalette: boolean, value: number): string | undefined {
  if (isTrueColour) return `#${value.toString(16).padStart(6, '0')}`;
  return isPalette ? ansiPalette.colours[value] : undefined;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
