import { isChosen } from '../../site/tree/marks.ts';
import type { TreeNode } from '../../site/tree/tree-node.ts';
import type { FilesQuestion } from '../../wizard/question.ts';
import { type Line, paragraph, row, span } from '../line.ts';
import { lookHere } from '../look-here.ts';
import { cutMiddle } from '../text/cut.ts';
import { marks as glyphs } from '../theme.ts';
import { focusedRow, type Remark } from './file-picker-reducer.ts';
import { isCut, isNarrow, pathOf, shown, type TreeRowView } from './tree-row.ts';
import type { FilePicker } from './use-file-picker.ts';

/** Under the rows: why a key did nothing, what is not found, or what the row in focus could not show. */
export function remarkLines(question: FilesQuestion, picker: FilePicker, view: TreeRowView): readonly Line[] {
  const { state, rows } = picker;
  const { width } = view;
  if (state.remark !== undefined) return lookHere(words(state.remark, question), width);
  if (rows.length === 0) {
    const isLooking = question.tree.root.unread > 0;
    if (isLooking) return [row(span(glyphs.underWay, 'accent'), span(' Still looking', 'dim'))];
    const none = `Nothing matches “${state.filter}”. Esc shows all again.`;
    return paragraph(none, width, { indent: 2, tone: 'dim' });
  }
  const node = rows[focusedRow(state, rows)];
  if (node === undefined) return [];
  return [row('  ', span(cutMiddle(factsOf(node, view).join(' · '), width - 2), 'dim'))];
}

/** What of a row its columns do not show. */
function factsOf(node: TreeNode, view: TreeRowView): readonly string[] {
  const { aside, leadsTo } = node;
  const isPathKnown = !isCut(node, view) && (view.isFlat || node.depth < 2);
  const isEmpty = node.kind === 'folder' && node.isRead && node.children.length === 0 && aside === undefined;
  const isOut = aside !== undefined && !isChosen(node, view.marks);
  return [
    ...(isPathKnown ? [] : [pathOf(node)]),
    ...(leadsTo === undefined ? [] : [`a link to ${shown(leadsTo)}`]),
    ...(isEmpty ? ['nothing is in it'] : []),
    ...(aside?.suspicion === undefined ? [] : [aside.suspicion]),
    ...(isNarrow(view.width) && isOut && aside.suspicion === undefined ? [aside.why] : []),
    ...(isNarrow(view.width) && view.builds.includes(node.path) ? ['looks like a build'] : []),
  ];
}

function words(remark: Remark, { tree }: FilesQuestion): string {
  switch (remark.kind) {
    case 'nothing':
      return 'Nothing is chosen yet: space chooses the row in focus.';
    case 'too-many':
      return `${remark.count.toLocaleString('en')} rows are too many to name one by one in a manifest: choose the folders they lie in.`;
    case 'not-choosable': {
      const { aside, kind } = tree.find(remark.path) ?? {};
      const why =
        aside?.reason === 'secret' && kind === 'folder'
          ? 'secrets are chosen one by one'
          : (aside?.why ?? 'it is gone');
      return `${shown(remark.path)} cannot be chosen: ${why}.`;
    }
    case 'secret': {
      const why = tree.find(remark.path)?.aside?.suspicion ?? 'looks like a secret';
      return `${shown(remark.path)} ${why}, and everyone can read what is on the site. Space once more chooses it all the same.`;
    }
  }
}
