import { stripVTControlCharacters } from 'node:util';
import type { Event } from '../../event.ts';
import { createPlainPrinter } from '../../ui/printers/plain.ts';
import { displayWidth } from '../../ui/text/width.ts';
import { wantsAscii, wantsColour } from '../mode.ts';
import type { StatusOptions } from '../options.ts';
import { createEmit } from '../reporting.ts';
import { type Look, tellLook } from './look.ts';

/** A screen that is looked at, not typed into. */
export interface Board {
  readonly show: (look: Look) => void;
  /** The last look failed; what it showed before stays. */
  readonly trouble: (message: string) => void;
  /** Gives the shell's own lines back; once. */
  readonly close: () => void;
  /** An event as lines among the shell's own, after `close`. */
  readonly print: (event: Event) => void;
}

// The alternate screen, without a cursor, and back (docs/decisions/2026-11-23-alternate-screen.md).
const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';
const home = '\u001b[H';
const eraseLine = '\u001b[K';
const eraseBelow = '\u001b[J';

/** Laid out anew at every size; nothing is erased before it is written over, so nothing flickers. */
export function openBoard(options: StatusOptions): Board {
  const { stdout } = process;
  let shown: Look | undefined;
  let footer = 'Looking';
  let open = true;
  stdout.write(enter);
  const draw = () => {
    const { columns = 80, rows = 24 } = stdout;
    const lines = shown === undefined ? [] : linesOf(shown, options, columns);
    const room = rows - 2;
    const shownLines = inRoom(lines, columns, room);
    const filling = Array<string>(Math.max(0, room - heightOf(shownLines, columns))).fill('');
    const all = [...shownLines, ...filling, '', `  ${footer}`.slice(0, columns)];
    stdout.write(`${home}${all.map((line) => `${line}${eraseLine}`).join('\r\n')}${eraseBelow}`);
  };
  const redraw = () => draw();
  stdout.on('resize', redraw);
  draw();
  const print = createPlainPrinter((line) => stdout.write(`${line}\n`), {
    ascii: wantsAscii(options),
    colour: wantsColour(options),
    width: stdout.columns ?? 80,
  });
  return {
    show: (look) => {
      shown = look;
      footer = `${clockTime()}, every ${options.every ?? 30} s   ctrl+c leaves`;
      draw();
    },
    trouble: (message) => {
      footer = `! ${clockTime()} ${message}`;
      draw();
    },
    close: () => {
      if (!open) return;
      open = false;
      stdout.off('resize', redraw);
      stdout.write(leave);
    },
    print,
  };
}

function linesOf(look: Look, options: StatusOptions, width: number): readonly string[] {
  const lines: string[] = [];
  const settings = { ascii: wantsAscii(options), colour: wantsColour(options), width };
  tellLook(look, createEmit([createPlainPrinter((line) => lines.push(line), settings)]));
  return lines;
}

/** A word that is too long for the window goes on in the next row: rows are what counts. */
function heightOf(lines: readonly string[], columns: number): number {
  return lines.reduce((rows, line) => {
    const width = displayWidth(stripVTControlCharacters(line));
    return rows + Math.max(1, Math.ceil(width / columns));
  }, 0);
}

/** As many lines as there is room for, and how many are left out. */
function inRoom(lines: readonly string[], columns: number, room: number): readonly string[] {
  if (heightOf(lines, columns) <= room) return lines;
  let count = lines.length;
  while (count > 0 && heightOf(lines.slice(0, count), columns) > room - 1) count -= 1;
  return [...lines.slice(0, count), `  … and ${lines.length - count} more lines`];
}

/** "14:02:31", by this machine's clock. */
function clockTime(): string {
  return new Date().toTimeString().slice(0, 8);
}
