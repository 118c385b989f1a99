import { expect, it } from 'vitest';
import { KeyStream } from '../../source/ui/key-stream.ts';
import { escapeKey } from '../../source/ui/split-keys.ts';
import { FakeTerminal } from './terminal.ts';

/** Reads the stream as Ink does: everything that it gives each time it says that there is something. */
function listen(options: ConstructorParameters<typeof KeyStream>[1] = {}) {
  const terminal = new FakeTerminal();
  const stream = new KeyStream(terminal.stdin, options);
  const reads: string[][] = [];
  stream.setEncoding('utf8');
  stream.addListener('readable', () => {
    const read: string[] = [];
    for (let key = stream.read(); key !== null; key = stream.read()) read.push(key);
    if (read.length > 0) reads.push(read);
  });
  stream.setRawMode(true);
  return { terminal, stream, reads };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('It did not come to pass within ten seconds.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('delivers one key at a time, the next one only when the last one has settled', async () => {
  const waiting: (() => void)[] = [];
  const { terminal, reads } = listen({ settle: (next) => waiting.push(next) });
  terminal.press('\u001b[B\u001b[B\r');
  await until(() => reads.length === 1);
  expect(reads).toEqual([['\u001b[B']]);
  waiting.shift()?.();
  waiting.shift()?.();
  waiting.shift()?.();
  expect(reads).toEqual([['\u001b[B'], ['\u001b[B'], ['\r']]);
});

it('joins a sequence that came in two reads', async () => {
  const { terminal, reads } = listen({ escapeTimeout: 60_000 });
  terminal.press('\u001b', '[B');
  await until(() => reads.length === 1);
  expect(reads).toEqual([['\u001b[B']]);
});

it('delivers Escape when nothing follows it', async () => {
  const { terminal, reads } = listen({ escapeTimeout: 1 });
  terminal.press('\u001b');
  await until(() => reads.length === 1);
  expect(reads).toEqual([[escapeKey]]);
});

it('joins a character whose bytes came in two reads', async () => {
  const { terminal, reads } = listen();
  const bytes = Buffer.from('é');
  terminal.stdin.write(bytes.subarray(0, 1));
  terminal.stdin.write(bytes.subarray(1));
  await until(() => reads.length === 1);
  expect(reads).toEqual([['é']]);
});

it('leaves raw mode and stops listening when it is told to', () => {
  const { terminal, stream } = listen();
  expect(terminal.stdin.isRaw).toBe(true);
  stream.setRawMode(false);
  expect(terminal.stdin.isRaw).toBe(false);
  expect(terminal.stdin.listenerCount('data')).toBe(0);
});
