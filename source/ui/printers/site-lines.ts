import type { ObjectEvent, UploadEvent } from '../../event.ts';
import { byteSize } from '../byte-size.ts';
import { usual } from '../duration.ts';
import { type Line, row, type Span, span } from '../line.ts';
import { marks } from '../theme.ts';

const reasons: Readonly<Record<ObjectEvent['reason'], { readonly mark: Span; readonly words: string }>> = {
  new: { mark: span('+', 'good'), words: 'new' },
  content: { mark: span('~', 'accent'), words: 'content' },
  headers: { mark: span('~', 'accent'), words: 'headers' },
  gone: { mark: span(' '), words: 'gone, stays for visitors with an older page' },
  deleted: { mark: span('-', 'bad'), words: 'gone, deleted' },
};

/** A key, with what would be done with it and why. */
export function objectLine({ key, reason, bytes }: ObjectEvent): Line {
  const { mark, words } = reasons[reason];
  return row(
    '  ',
    mark,
    ` ${key}`,
    span(`   ${words}${bytes === undefined ? '' : `, ${byteSize(bytes)}`}`, 'dim'),
  );
}

/** How far an upload is, in one line of a log. */
export function uploadLine({ files, bytes, bytesPerSecond, millisecondsLeft, retries }: UploadEvent): Line {
  const parts = [
    `${files.done.toLocaleString('en')} of ${files.total.toLocaleString('en')} files`,
    `${byteSize(bytes.done)} of ${byteSize(bytes.total)}`,
    ...(bytesPerSecond === undefined ? [] : [`${byteSize(bytesPerSecond)}/s`]),
    ...(millisecondsLeft === undefined ? [] : [`${usual(millisecondsLeft)} left`]),
    ...(retries === 0 ? [] : [`${retries} retries`]),
  ];
  return row('    ', span(marks.underWay, 'accent'), span(` ${parts.join(', ')}`, 'dim'));
}
