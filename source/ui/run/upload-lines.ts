import type { UploadEvent } from '../../event.ts';
import { byteSize } from '../byte-size.ts';
import { duration, usual } from '../duration.ts';
import { justifyFirst, type Line, row, span } from '../line.ts';
import { marks } from '../theme.ts';

export type Upload = Omit<UploadEvent, 'type' | 'step'>;

/** How far it is; below, what keeps it. */
export function uploadLines(upload: Upload, width: number): readonly Line[] {
  const { files, bytes, slowest, bytesPerSecond, millisecondsLeft } = upload;
  const count = (amount: number) => amount.toLocaleString('en');
  const left = row('  ', span(`${count(files.done)} of ${count(files.total)} files`, 'plain'));
  const size = `${byteSize(bytes.done)} of ${byteSize(bytes.total)}`;
  const rate = bytesPerSecond === undefined ? '' : `${byteSize(bytesPerSecond)}/s`;
  const rest = millisecondsLeft === undefined ? '' : `${usual(millisecondsLeft)} left`;
  const details = [[size, rate, rest], [size, rest], [rest, rate], [rest]].map((parts) =>
    row(span(parts.filter((part) => part !== '').join('   '), 'dim')),
  );
  const slow =
    slowest === undefined || slowest.milliseconds < longMilliseconds
      ? []
      : [
          justifyFirst(
            row('  ', span(`slowest now: ${slowest.key}`, 'dim')),
            [row(span(duration(slowest.milliseconds), 'dim'))],
            width,
          ),
        ];
  return [justifyFirst(left, details, width), ...slow, ...retryLines(upload)];
}

/** A file that takes less is not worth a line. */
const longMilliseconds = 3_000;

function retryLines({ retries, lastCode }: Upload): readonly Line[] {
  if (retries === 0) return [];
  const code = lastCode === undefined ? '' : ` (${lastCode})`;
  return [
    row(
      '  ',
      span(marks.lookHere, 'warning'),
      ` ${retries === 1 ? 'one retry' : `${retries} retries`}${code}`,
    ),
  ];
}
