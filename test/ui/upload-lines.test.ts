import { describe, expect, it } from 'vitest';
import type { UploadEvent } from '../../source/event.ts';
import { objectLine, uploadLine } from '../../source/ui/printers/site-lines.ts';
import { uploadLines } from '../../source/ui/run/upload-lines.ts';

const upload: UploadEvent = {
  type: 'upload',
  step: 'files',
  files: { done: 1_204, total: 5_000 },
  bytes: { done: 12_300_000, total: 48_000_000 },
  bytesPerSecond: 3_100_000,
  millisecondsLeft: 12_000,
  retries: 0,
};

const text = (lines: readonly (readonly { readonly text: string }[])[]) =>
  lines.map((line) => line.map((part) => part.text).join(''));

describe('an upload on the screen', () => {
  it('is one line while all goes well', () => {
    expect(text(uploadLines(upload, 80))).toEqual([
      '  1,204 of 5,000 files                  12.3 MB of 48.0 MB   3.1 MB/s   10s left',
    ]);
  });

  it('keeps the time that is left where the window is narrow', () => {
    expect(text(uploadLines(upload, 40))).toEqual(['  1,204 of 5,000 files          10s left']);
  });

  it('names what keeps it: a slow file, and retries with their reason', () => {
    const slow = {
      ...upload,
      slowest: { key: 'video.mp4', milliseconds: 14_000 },
      retries: 2,
      lastCode: 'SlowDown',
    };
    expect(text(uploadLines(slow, 80)).slice(1)).toEqual([
      '  slowest now: video.mp4                                                     14s',
      '  ! 2 retries (SlowDown)',
    ]);
  });

  it('is never wider than the window', () => {
    const long = { ...upload, slowest: { key: 'x'.repeat(200), milliseconds: 14_000 } };
    for (const width of [20, 40, 80]) {
      const widest = Math.max(...text(uploadLines(long, width)).map((line) => line.length));
      expect(widest).toBeLessThanOrEqual(width);
    }
  });
});

it('a log has an upload in one line', () => {
  expect(text([uploadLine(upload)])).toEqual([
    '    ◐ 1,204 of 5,000 files, 12.3 MB of 48.0 MB, 3.1 MB/s, 10s left',
  ]);
});

it.each([
  ['new', '  + a.js   new, 1.2 kB'],
  ['content', '  ~ a.js   content, 1.2 kB'],
  ['headers', '  ~ a.js   headers, 1.2 kB'],
  ['gone', '    a.js   gone, stays for visitors with an older page, 1.2 kB'],
  ['deleted', '  - a.js   gone, deleted, 1.2 kB'],
] as const)('a key that is %s has its reason beside it', (reason, line) => {
  expect(text([objectLine({ type: 'object', key: 'a.js', reason, bytes: 1_200 })])).toEqual([line]);
});
