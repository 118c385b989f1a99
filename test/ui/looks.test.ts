import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '../../source/event.ts';
import { endLines } from '../../source/ui/end/end-lines.ts';
import { type Line, plainText, row, span, type Tone } from '../../source/ui/line.ts';
import { createPlainPrinter } from '../../source/ui/printers/plain.ts';
import { plainLines } from '../../source/ui/printers/plain-lines.ts';
import { displayWidth } from '../../source/ui/text/width.ts';
import { paint } from '../../source/ui/theme.ts';
import * as fixtures from './fixtures.ts';

const tones: readonly Tone[] = ['plain', 'dim', 'strong', 'accent', 'good', 'bad', 'warning', 'cursor'];
const coloured = { colour: true, ascii: false, screenReader: false };

const stamp = (body: EventBody): Event => ({ ...body, time: '2026-11-23T10:00:00Z' });

/** Lines as the program writes them, of every kind that the fixtures have: a log, and last screens. */
const views: readonly (readonly Line[])[] = [
  fixtures.eventBodies.flatMap((body) => plainLines(stamp(body), 80)),
  endLines(fixtures.endScreen, 76, fixtures.start),
  endLines(fixtures.failedScreen, 76, fixtures.start),
];

describe('colours', () => {
  it('are of the sixteen that every terminal has and its owner chose, and each is ended', () => {
    for (const tone of tones) {
      const codes = [...paint(row(span('text', tone)), coloured).matchAll(/\u001b\[(\d+)m/g)].map(
        ([, code]) => Number(code),
      );
      const allowed = [1, 2, 7, 22, 27, 39, 30, 31, 32, 33, 34, 35, 36, 37];
      expect(codes.filter((code) => !allowed.includes(code))).toEqual([]);
      expect(codes.length).toBe(tone === 'plain' ? 0 : 2);
    }
  });

  it('never set a background, nor black or white, which one of two backgrounds would swallow', () => {
    const all = tones.map((tone) => paint(row(span('text', tone)), coloured)).join('');
    expect(all).not.toMatch(/\u001b\[(30|37|4\d|9\d|10\d)m/);
  });

  it('only repeat what the words say: two lines of the same words look the same', () => {
    for (const lines of views) {
      const looks = new Map<string, Set<string>>();
      for (const line of lines) {
        const words = plainText(line);
        looks.set(words, (looks.get(words) ?? new Set()).add(paint(line, coloured)));
      }
      const ambiguous = [...looks].filter(([words, each]) => words.trim() !== '' && each.size > 1);
      expect(ambiguous.map(([words]) => words)).toEqual([]);
    }
  });

  it('leave the words as they are without them', () => {
    for (const line of views.flat())
      expect(stripVTControlCharacters(paint(line, coloured))).toBe(
        paint(line, { ...coloured, colour: false }),
      );
  });
});

describe('names of others', () => {
  it.each([
    ['an escape sequence', 'a\u001b[31mred\u001b[0m', 'a�[31mred�[0m'],
    ['a bell and a backspace', 'a\u0007\u0008b', 'a��b'],
    ['what turns the order of letters around', 'exe\u202egpj.html', 'exe�gpj.html'],
    ['a line break', 'one\r\ntwo', 'one two'],
    ['C1 controls', 'a\u009b31mb', 'a�31mb'],
  ])('do nothing to the terminal: %s', (_what, name, shown) => {
    expect(paint(row(name), coloured)).toBe(shown);
    expect(displayWidth(plainText(row(name)))).toBe([...shown].length);
  });

  it('keep letters of every alphabet, and tabs', () => {
    const text = 'שלום.example 日本語 é 👩‍👩‍👧\tx';
    expect(paint(row(text), coloured)).toBe(text);
  });

  it.each(['日本語.example.jp', 'שלום.example.com', 'bücher.example.de', 'a.example.com'])(
    'stand in columns: %s',
    (name) => {
      const certificate = (domainName: string): EventBody => ({
        type: 'certificate',
        arn: 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b',
        domainName,
        names: [domainName],
        usable: true,
        recommended: false,
        covered: [],
        missing: [],
        status: 'ISSUED',
        issuedBy: 'Amazon',
        keyAlgorithm: 'RSA_2048',
        renewsItself: true,
        inUse: false,
        title: domainName,
        columns: ['covers both'],
        details: [],
      });
      const lines = columnsOf([certificate(name), certificate('a-rather-long-name.example.com')]);
      expect(
        new Set(lines.map((line) => displayWidth(line.slice(0, line.indexOf('covers both'))))).size,
      ).toBe(1);
    },
  );
});

function columnsOf(events: readonly EventBody[]): readonly string[] {
  const lines: string[] = [];
  const print = createPlainPrinter((line) => lines.push(line), { ascii: false, colour: false, width: 120 });
  for (const event of [...events, last]) print(stamp(event));
  return lines.filter((line) => line.includes('covers both'));
}

const last: EventBody = { type: 'result', command: 'cert list', ok: true, exitCode: 0, summary: 'Two.' };
