import type { FilesEntry } from '../site-file.ts';
import type { Marks } from './marks.ts';

/** What was chosen, as the answer to a question has it: the entries for the manifest, and the marks to choose on from. */
export interface FilesAnswer {
  readonly entries: readonly FilesEntry[];
  /** Undefined where flags said it. */
  readonly marks?: Marks;
}

export function encodeAnswer({ entries, marks }: FilesAnswer): string {
  return JSON.stringify({ entries, ...(marks !== undefined && { marks: [...marks] }) });
}

/** Of a text that `encodeAnswer` made. */
export function decodeAnswer(text: string): FilesAnswer {
  const read: { entries: readonly FilesEntry[]; marks?: readonly [string, 'in' | 'out'][] } =
    JSON.parse(text);
  return { entries: read.entries, ...(read.marks !== undefined && { marks: new Map(read.marks) }) };
}
