import type { CertificateEvent } from '../../event.ts';
import { blank, type Line, lineWidth, paragraph, row, type Span, span } from '../line.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { marks } from '../theme.ts';

/** On a terminal: so many rows at most, and so many of the usable ones with everything there is to say. */
const mostRows = 40;
const mostDetailed = 3;
/** Those that cover nothing of what is asked say less; a few of them are enough. */
const mostUnfitting = 10;

/**
 * A table of certificates, the best first. `width` Infinity: a log, where each is a line with all there is to say. On a terminal those
 * that say little are only counted.
 */
export function certificateLines(certificates: readonly CertificateEvent[], width: number): readonly Line[] {
  if (width === Number.POSITIVE_INFINITY) {
    const layout = layoutOf(certificates, width);
    return certificates.map((certificate) => [
      ...tableRow(certificate, layout),
      span(`   ${[...certificate.details, certificate.arn].join('   ')}`, 'dim'),
    ]);
  }
  const shown = tellingOnes(certificates);
  const layout = layoutOf(shown, width);
  const left = certificates.length - shown.length;
  const rest = `… and ${left.toLocaleString('en-US')} more like these; --json lists them all`;
  return [
    blank,
    ...shown.flatMap((certificate, index) => [
      ...fitted(certificate, layout, width),
      ...(certificate.usable && index < mostDetailed ? detailLines(certificate, width) : []),
    ]),
    ...(left === 0 ? [] : paragraph(rest, width, { indent: 2, tone: 'dim' })),
  ];
}

function tellingOnes(certificates: readonly CertificateEvent[]): readonly CertificateEvent[] {
  let unfitting = 0;
  return certificates
    .filter(({ usable, covered }) => {
      if (!usable && covered.length === 0) unfitting += 1;
      return unfitting <= mostUnfitting || usable || covered.length > 0;
    })
    .slice(0, mostRows);
}

interface Layout {
  readonly title: number;
  readonly columns: readonly number[];
}

/** A long name of one that cannot be used does not push the columns of the others out of the window: it stands as it is. */
function layoutOf(certificates: readonly CertificateEvent[], width: number): Layout {
  const columns: number[] = [];
  for (const certificate of certificates)
    for (const [index, text] of certificate.columns.entries())
      columns[index] = Math.max(columns[index] ?? 0, displayWidth(text));
  const title = certificates.reduce((most, { title: text, usable }) => {
    const own = displayWidth(text);
    return usable || own <= width * 0.4 ? Math.max(most, own) : most;
  }, 0);
  return { title, columns };
}

function tableRow(certificate: CertificateEvent, layout: Layout): Line {
  const { title, usable, columns, reason = '' } = certificate;
  const cells = usable ? columns.map((text, index) => padEnd(text, layout.columns[index] ?? 0)) : [reason];
  return row(
    markOf(certificate),
    ' ',
    span(padEnd(title, layout.title), usable ? 'plain' : 'dim'),
    span(`   ${cells.join('   ')}`, usable ? 'plain' : 'dim'),
  );
}

/** Where a row is wider than the window, what it says stands under its title. */
function fitted(certificate: CertificateEvent, layout: Layout, width: number): readonly Line[] {
  const { title, usable, columns, reason = '' } = certificate;
  const whole = trimmed(tableRow(certificate, layout));
  if (lineWidth(whole) <= width) return [whole];
  const text = usable ? columns.join(', ') : reason;
  return [
    ...paragraph(title, width, { indent: 2, mark: markOf(certificate), tone: usable ? 'plain' : 'dim' }),
    ...paragraph(text, width, { indent: 4, tone: 'dim' }),
  ];
}

function trimmed(line: Line): Line {
  return line.map((part, index) => (index === line.length - 1 ? span(part.text.trimEnd(), part.tone) : part));
}

/** The ARN is what is copied, so it stays whole. */
function detailLines({ details, arn }: CertificateEvent, width: number): readonly Line[] {
  return [
    ...paragraph(details.join(' · '), width, { indent: 4, tone: 'dim' }),
    row('    ', span(arn, 'dim')),
  ];
}

function markOf({ usable }: CertificateEvent): Span {
  return usable ? span(marks.trueNow, 'good') : span(marks.skipped, 'dim');
}
