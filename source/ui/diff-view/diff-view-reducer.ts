/** Which page of changes is open, and how far it is scrolled from the line that it begins with. */
export interface DiffViewState {
  readonly page: number;
  readonly top: number;
}

/** What the reducer needs to know about the pages as they are drawn. */
export interface DiffViewContext {
  readonly pages: number;
  /** Lines of the open page. */
  readonly lines: number;
  /** The line that it begins with. */
  readonly start: number;
  /** Lines that fit. */
  readonly height: number;
}

export type DiffViewAction =
  | { readonly type: 'next-page' }
  | { readonly type: 'previous-page' }
  | { readonly type: 'scroll-down' }
  | { readonly type: 'scroll-up' };

export const initialDiffView: DiffViewState = { page: 0, top: 0 };

export function reduceDiffView(
  state: DiffViewState,
  action: DiffViewAction,
  context: DiffViewContext,
): DiffViewState {
  const step = Math.max(1, context.height - 1);
  const last = Math.max(0, context.lines - context.height) - context.start;
  const shown = Math.min(state.top, last);
  switch (action.type) {
    case 'next-page':
      return context.pages === 0 ? state : { page: (state.page + 1) % context.pages, top: 0 };
    case 'previous-page':
      return context.pages === 0 ? state : { page: (state.page + context.pages - 1) % context.pages, top: 0 };
    case 'scroll-down':
      return { ...state, top: Math.min(shown + step, last) };
    case 'scroll-up':
      return { ...state, top: Math.max(shown - step, 0 - context.start) };
  }
}
