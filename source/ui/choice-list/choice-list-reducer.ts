import type { Choice } from '../../wizard/question.ts';

export interface ChoiceListState {
  /** Value of the row in focus; until a key moved it, the row that the question prefers. */
  readonly focus?: string;
  readonly filter: string;
  /** Value of the unusable row that Enter was pressed on. */
  readonly refused?: string;
}

/** What the reducer needs to know about the list as it stands. */
export interface ChoiceListContext {
  readonly choices: readonly Choice[];
  readonly previous?: string | undefined;
  readonly recommended?: string | undefined;
  /** Rows that fit, for the page keys. */
  readonly pageSize: number;
}

export type ChoiceListAction =
  | { readonly type: 'focus-next' }
  | { readonly type: 'focus-previous' }
  | { readonly type: 'focus-next-page' }
  | { readonly type: 'focus-previous-page' }
  | { readonly type: 'focus-first' }
  | { readonly type: 'focus-last' }
  | { readonly type: 'refuse'; readonly value: string }
  | { readonly type: 'filter-add'; readonly text: string }
  | { readonly type: 'filter-delete' }
  | { readonly type: 'filter-clear' };

export const initialChoiceList: ChoiceListState = { filter: '' };

export function reduceChoiceList(
  state: ChoiceListState,
  action: ChoiceListAction,
  context: ChoiceListContext,
): ChoiceListState {
  switch (action.type) {
    case 'focus-next':
      return move(state, context, 1, 'around');
    case 'focus-previous':
      return move(state, context, -1, 'around');
    case 'focus-next-page':
      return move(state, context, Math.max(1, context.pageSize - 1));
    case 'focus-previous-page':
      return move(state, context, -Math.max(1, context.pageSize - 1));
    case 'focus-first':
      return move(state, context, -Infinity);
    case 'focus-last':
      return move(state, context, Infinity);
    case 'refuse':
      return { ...state, focus: action.value, refused: action.value };
    case 'filter-add':
      return { filter: state.filter + action.text };
    case 'filter-delete':
      return { filter: Array.from(state.filter).slice(0, -1).join('') };
    case 'filter-clear':
      return { filter: '' };
  }
}

function move(
  state: ChoiceListState,
  context: ChoiceListContext,
  by: number,
  end?: 'around',
): ChoiceListState {
  const visible = visibleChoices(context.choices, state.filter);
  const from = focusedIndex(state, context);
  const last = visible.length - 1;
  const target = from + by;
  const to =
    end === 'around' && last > 0
      ? (target + visible.length) % visible.length
      : Math.min(last, Math.max(0, target));
  const focus = visible[to]?.value;
  return focus === undefined ? state : { filter: state.filter, focus };
}

/** Of each list what was visible last: a key asks for it several times, and a list may have thousands of rows. */
const lastVisible = new WeakMap<
  readonly Choice[],
  { readonly filter: string; readonly visible: readonly Choice[] }
>();

/** Rows that hold every word of the filter. Actions on the list ("Type an ARN") always stay. */
export function visibleChoices(choices: readonly Choice[], filter: string): readonly Choice[] {
  const last = lastVisible.get(choices);
  if (last?.filter === filter) return last.visible;
  const visible = filtered(choices, filter);
  lastVisible.set(choices, { filter, visible });
  return visible;
}

function filtered(choices: readonly Choice[], filter: string): readonly Choice[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return choices;
  return choices.filter((choice) => {
    if (choice.action === true) return true;
    const text = searchText(choice);
    return words.every((word) => text.includes(word));
  });
}

/** What stands in the row: a match that nobody sees looks like a mistake. */
function searchText({ label, columns = [], unusable = '' }: Choice): string {
  return [label, ...columns, unusable].join(' ').toLowerCase();
}

/** Index among the visible rows: the row a key went to, else the earlier answer, the recommended one, the first usable one. */
export function focusedIndex(state: ChoiceListState, context: ChoiceListContext): number {
  const visible = visibleChoices(context.choices, state.filter);
  const usable = (choice: Choice): boolean => choice.unusable === undefined;
  const wanted = [
    (choice: Choice) => choice.value === state.focus,
    (choice: Choice) => choice.value === context.previous && usable(choice),
    (choice: Choice) => choice.value === context.recommended && usable(choice),
    (choice: Choice) => usable(choice) && choice.action !== true,
    // Whoever has typed what fits nothing usable wants to know why, not to do something else.
    (choice: Choice) => state.filter !== '' && choice.action !== true,
    usable,
  ];
  for (const isWanted of wanted) {
    const index = visible.findIndex(isWanted);
    if (index !== -1) return index;
  }
  return 0;
}
