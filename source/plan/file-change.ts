import { structuredPatch } from 'diff';
import type { FileChange } from '../event.ts';

/**
 * The change from one text to another as a unified diff with three lines of context. It holds every byte, line endings and a
 * missing last one included, so that a recording is enough to take the change back (`patch --reverse`).
 */
export function fileChange(path: string, before: string, after: string): FileChange {
  const patch = structuredPatch(path, path, before, after, undefined, undefined, { context: 3 });
  const lines = patch.hunks.flatMap((hunk) => [
    `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines,
  ]);
  return {
    kind: 'file',
    path,
    diff: lines.join('\n'),
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
  };
}

/** An empty range is told by the line before it. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}
