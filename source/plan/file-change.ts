import { structuredPatch } from 'diff';
import type { FileChange } from '../event.ts';

/** The change from one text to another as a unified diff with three lines of context. */
export function fileChange(path: string, before: string, after: string): FileChange {
  const patch = structuredPatch(path, path, before, after, undefined, undefined, { context: 3 });
  const lines = patch.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines,
  ]);
  return {
    kind: 'file',
    path,
    diff: lines.map((line) => line.replace(/\r$/, '')).join('\n'),
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
  };
}
