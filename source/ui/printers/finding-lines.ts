import type { FindingEvent } from '../../event.ts';
import { blank, justify, type Line, lineWidth, paragraph, row, type Span, span } from '../line.ts';
import { cutEnd } from '../text/cut.ts';
import { marks } from '../theme.ts';

const severityMarks: Readonly<Record<FindingEvent['severity'], Span>> = {
  error: span(marks.failed, 'bad'),
  warning: span(marks.lookHere, 'warning'),
  notice: span(marks.toCome, 'dim'),
};

/** No line of words is longer than reads well. */
const readable = 96;

/**
 * A finding as compilers tell it: the place (which terminals make a link of), what is wrong, the line with the place underlined,
 * what to do. `width` may be Infinity.
 */
export function findingLines(finding: FindingEvent, width: number): readonly Line[] {
  const { file, line, column, code, severity, message, fix, excerpt } = finding;
  const place = row(severityMarks[severity], ' ', span(`${file}:${line}:${column}`, 'strong'));
  const label = row(span(code, 'dim'));
  const beside = lineWidth(place) + 2 + lineWidth(label) <= width;
  const head =
    width === Number.POSITIVE_INFINITY
      ? [row(...place, '  ', ...label)]
      : beside
        ? [justify(place, label, Math.min(width, readable))]
        : [place, row('  ', ...label)];
  return [
    blank,
    ...head,
    ...paragraph(message, readableWidth(width), { indent: 2 }),
    blank,
    ...excerptLines(excerpt, severity, width),
    ...(excerpt.length > 0 ? [blank] : []),
    ...paragraph(fix, readableWidth(width) - 2, { indent: 2, mark: span('→', 'accent') }).map((text) => [
      span('  '),
      ...text,
    ]),
  ];
}

function readableWidth(width: number): number {
  return Math.min(width, readable);
}

/** Columns that are left of what is underlined, at least, where a long line is cut. */
const before = 12;

/** A line that is wider than the window is cut where it says least: the place that is underlined stays in sight. */
function excerptLines(
  excerpt: readonly string[],
  severity: FindingEvent['severity'],
  width: number,
): readonly Line[] {
  const parts = excerpt.map((text) => /^( *\d* \| ?)(.*)$/.exec(text) ?? [text, '', text]);
  const gutter = parts[0]?.[1]?.length ?? 0;
  const space = width - 4 - gutter;
  const place = /^ *(?=\^)/.exec(parts.at(-1)?.[2] ?? '')?.[0].length ?? 0;
  const skipped = place < space - before ? 0 : place - before;
  return parts.map(([, number = '', content = ''], index) => {
    const isUnderline = index === parts.length - 1 && content.includes('^');
    const rest = content.slice(skipped);
    const shown = skipped > 0 && rest !== '' && !isUnderline ? `…${rest.slice(1)}` : rest;
    return row(
      '    ',
      span(number, 'dim'),
      isUnderline
        ? span(shown.slice(0, Math.max(0, space)), severityMarks[severity].tone)
        : span(cutEnd(shown, space)),
    );
  });
}
