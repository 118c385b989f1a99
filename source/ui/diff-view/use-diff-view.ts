import { useReducer, useRef } from 'react';
import type { KeyPress } from '../key-press.ts';
import type { DiffPage } from './diff-view.ts';
import { diffViewKey } from './diff-view-keys.ts';
import {
  type DiffViewAction,
  type DiffViewState,
  initialDiffView,
  reduceDiffView,
} from './diff-view-reducer.ts';

export interface DiffView {
  readonly page: DiffPage | undefined;
  readonly state: DiffViewState;
  /** Lines of the page that fit; set when it is drawn. */
  readonly size: { height: number };
  readonly press: (key: KeyPress) => boolean;
}

export function useDiffView(pages: readonly DiffPage[]): DiffView {
  const size = useRef({ height: 1 });
  const reduce = (from: DiffViewState, action: DiffViewAction): DiffViewState =>
    reduceDiffView(from, action, {
      pages: pages.length,
      lines: pages[from.page]?.lines.length ?? 0,
      start: pages[from.page]?.start ?? 0,
      height: size.current.height,
    });
  const [state, dispatch] = useReducer(reduce, initialDiffView);

  const press = (key: KeyPress): boolean => {
    const action = pages.length === 0 ? undefined : diffViewKey(key);
    if (action !== undefined) dispatch(action);
    return action !== undefined;
  };

  return { page: pages[state.page] ?? pages[0], state, size: size.current, press };
}
