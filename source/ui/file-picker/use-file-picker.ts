import { useEffect, useReducer, useRef, useSyncExternalStore } from 'react';
import { decodeAnswer, encodeAnswer } from '../../site/tree/answer.ts';
import { type Chosen, chosenIn } from '../../site/tree/entries.ts';
import { firstClash } from '../../site/tree/key-clash.ts';
import { chosenTotals, type Marks, nothingMarked } from '../../site/tree/marks.ts';
import type { FileTree, TreeNode } from '../../site/tree/tree-node.ts';
import { type RowsMemory, rowsOf } from '../../site/tree/visible-rows.ts';
import type { FilesQuestion } from '../../wizard/question.ts';
import type { KeyPress } from '../key-press.ts';
import { filePickerKey } from './file-picker-keys.ts';
import {
  type FilePickerAction,
  type FilePickerState,
  focusedRow,
  foldersAbove,
  initialFilePicker,
  reduceFilePicker,
} from './file-picker-reducer.ts';

export interface FilePicker {
  readonly state: FilePickerState;
  readonly rows: readonly TreeNode[];
  /** First row of the window and its height, kept from drawing to drawing. */
  readonly window: { start: number; height: number };
  readonly chosen: () => Chosen;
  /** True when the key was taken. */
  readonly press: (key: KeyPress) => boolean;
}

/** The tree's state and keys; `onAnswer` gets what was chosen once it is counted and every file has a key of its own. */
export function useFilePicker(question: FilesQuestion, onAnswer: (value: string) => void): FilePicker {
  const { tree } = question;
  const version = useSyncExternalStore(tree.subscribe, tree.version);
  const window = useRef({ start: 0, height: 1 });
  const memory = useRef<RowsMemory>({ rows: [] });
  const kept = useRef<{ readonly of: readonly unknown[]; readonly chosen: Chosen }>(undefined);
  const rowsFor = (state: FilePickerState) => rowsOf(tree, state, memory.current);
  const [state, dispatch] = useReducer(
    (from: FilePickerState, action: FilePickerAction) =>
      reduceFilePicker(from, action, { tree, rows: rowsFor(from), pageSize: window.current.height }),
    question,
    (asked) => initialFilePicker(firstMarks(asked)),
  );
  const { marks } = state;

  // A folder that was chosen is counted before the others, as soon as the tree has come to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version may hold a folder that the one before did not
  useEffect(() => {
    for (const [path, mark] of marks) if (mark === 'in') wantChosen(tree, path);
  }, [tree, marks, version]);

  const chosen = (): Chosen => {
    const of = [version, marks];
    if (kept.current === undefined || kept.current.of.some((part, index) => part !== of[index]))
      kept.current = { of, chosen: chosenIn(tree, marks) };
    return kept.current.chosen;
  };

  const press = (key: KeyPress): boolean => {
    const action = filePickerKey(key, state);
    if (action === undefined) return false;
    if (action.type === 'answer') {
      if (isReady(tree, marks, chosen)) onAnswer(encodeAnswer({ entries: chosen().entries, marks }));
      return true;
    }
    const rows = rowsFor(state);
    const node = rows[focusedRow(state, rows)];
    if (action.type === 'open' && node !== undefined) tree.want(node.path, 'itself');
    dispatch(action);
    return true;
  };

  return { state, rows: rowsFor(state), window: window.current, chosen, press };
}

/** Whether what was chosen can be the answer. */
export function isReady(tree: FileTree, marks: Marks, chosen: () => Chosen): boolean {
  if (!chosenTotals(tree, marks).isComplete) return false;
  const { files } = chosen();
  return files.length > 0 && firstClash(files) === undefined;
}

function firstMarks({ previous, builds }: FilesQuestion): Marks {
  const [likeliest] = builds;
  if (previous !== undefined) return decodeAnswer(previous).marks ?? nothingMarked;
  return likeliest === undefined ? nothingMarked : new Map([[likeliest, 'in' as const]]);
}

function wantChosen(tree: FileTree, path: string): void {
  const nearest = [...foldersAbove(path), path].findLast((each) => tree.find(each) !== undefined);
  if (nearest !== undefined) tree.want(nearest, nearest === path ? 'all-of-it' : 'itself');
}
