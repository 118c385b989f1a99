import { isBlank, lineAt, nextLine } from './layout.ts';

/**
 * The offset where a sibling of a block may begin: after the block's last line and after the comments that are
 * the block's own. `end` is in the block's last line; `column` is the sibling's.
 *
 * A comment belongs to the block above it when it stands deeper than the sibling would, or when what it comments out
 * does (`#   private:` below `http:`). Else it is taken for the heading of what follows.
 */
export function blockEnd(text: string, end: number, column: number): number {
  let last = nextLine(text, end);
  for (let start = last; start < text.length; start = nextLine(text, start)) {
    const line = lineAt(text, start);
    if (isBlank(line)) continue;
    if (!isCommentDeeperThan(line, column)) break;
    last = nextLine(text, start);
  }
  return last;
}

/** Like `blockEnd`, but only over what surely stands inside of the block: what goes when the block goes. */
export function ownEnd(text: string, end: number, column: number): number {
  let last = nextLine(text, end);
  while (last < text.length) {
    const comment = /^( *)#/.exec(lineAt(text, last));
    if (comment === null || (comment[1] ?? '').length <= column) break;
    last = nextLine(text, last);
  }
  return last;
}

function isCommentDeeperThan(line: string, column: number): boolean {
  const comment = /^( *)#( *)(\S?)/.exec(line);
  if (comment === null) return false;
  const [, before = '', inside = '', content = ''] = comment;
  if (before.length > column) return true;
  if (content === '') return false;
  // "# " is how editors comment out: one space is theirs.
  return before.length + Math.max(0, inside.length - 1) > column;
}
