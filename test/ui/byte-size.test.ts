import { expect, it } from 'vitest';
import { byteSize } from '../../source/ui/byte-size.ts';

it.each([
  [0, '0 B'],
  [1, '1 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [41_200, '41.2 kB'],
  [412_000, '412 kB'],
  [999_960, '1.0 MB'],
  [8_100_000, '8.1 MB'],
  [50e9, '50.0 GB'],
  [3e15, '3000 TB'],
])('%d bytes are %s', (bytes, text) => expect(byteSize(bytes)).toBe(text));
