import { describe, expect, it } from 'vitest';
import { choiceListKey } from '../../source/ui/choice-list/choice-list-keys.ts';
import {
  type ChoiceListAction,
  type ChoiceListContext,
  type ChoiceListState,
  focusedIndex,
  initialChoiceList,
  reduceChoiceList,
  visibleChoices,
} from '../../source/ui/choice-list/choice-list-reducer.ts';
import { windowStart } from '../../source/ui/choice-list/window-start.ts';
import { initialDiffView, reduceDiffView } from '../../source/ui/diff-view/diff-view-reducer.ts';
import type { KeyPress } from '../../source/ui/key-press.ts';
import {
  initialTextEntry,
  reduceTextEntry,
  type TextEntryAction,
  textOf,
} from '../../source/ui/text-entry/text-entry-reducer.ts';
import { certificateQuestion } from './fixtures.ts';

const context: ChoiceListContext = {
  choices: certificateQuestion.choices,
  recommended: 'wildcard',
  pageSize: 3,
};
const labelAt = (state: ChoiceListState, within = context): string | undefined =>
  visibleChoices(within.choices, state.filter)[focusedIndex(state, within)]?.value;

describe('the choice list', () => {
  const table: readonly [name: string, actions: readonly ChoiceListAction['type'][], focus: string][] = [
    ['starts on the recommended row', [], 'wildcard'],
    ['moves down', ['focus-next'], 'www'],
    ['moves down over unusable rows one by one', ['focus-next', 'focus-next', 'focus-next'], 'both'],
    ['goes from the first row up to the last', ['focus-previous'], 'type'],
    ['goes from the last row down to the first', ['focus-last', 'focus-next'], 'wildcard'],
    ['moves by a page less one row, so that one stays in view', ['focus-next-page'], 'api'],
    [
      'does not page beyond the last row',
      ['focus-next-page', 'focus-next-page', 'focus-next-page', 'focus-next-page'],
      'type',
    ],
    ['does not page beyond the first row', ['focus-next', 'focus-previous-page'], 'wildcard'],
    ['goes to the last row', ['focus-last'], 'type'],
    ['goes to the first row', ['focus-last', 'focus-first'], 'wildcard'],
  ];
  it.each(table)('%s', (_name, types, focus) => {
    const state = types.reduce<ChoiceListState>(
      (from, type) =>
        type === 'refuse' || type === 'filter-add' ? from : reduceChoiceList(from, { type }, context),
      initialChoiceList,
    );
    expect(labelAt(state)).toBe(focus);
  });

  it('prefers the earlier answer to the recommended one', () => {
    expect(labelAt(initialChoiceList, { ...context, previous: 'both' })).toBe('both');
  });

  it('does not start on an unusable row, whoever recommends it', () => {
    expect(labelAt(initialChoiceList, { ...context, recommended: 'www', previous: 'api' })).toBe('wildcard');
  });

  it('keeps the row in focus when rows arrive above it', () => {
    const state = reduceChoiceList(initialChoiceList, { type: 'focus-last' }, context);
    expect(
      labelAt(state, { ...context, choices: [{ value: 'new', label: 'new' }, ...context.choices] }),
    ).toBe('type');
  });

  it('keeps rows that hold every word of the filter, and the actions', () => {
    expect(visibleChoices(context.choices, 'SHOP covers').map(({ value }) => value)).toEqual([
      'both',
      'request',
      'type',
    ]);
  });

  it('takes a whole character off the filter', () => {
    expect(reduceChoiceList({ filter: 'a😀' }, { type: 'filter-delete' }, context)).toEqual({ filter: 'a' });
  });

  it('does nothing in an empty list', () => {
    const empty = { ...context, choices: [] };
    expect(reduceChoiceList(initialChoiceList, { type: 'focus-next' }, empty)).toEqual(initialChoiceList);
    expect(focusedIndex(initialChoiceList, empty)).toBe(0);
  });

  it('forgets the refusal once the focus moves', () => {
    const refused = reduceChoiceList(initialChoiceList, { type: 'refuse', value: 'www' }, context);
    expect(refused).toEqual({ filter: '', focus: 'www', refused: 'www' });
    expect(reduceChoiceList(refused, { type: 'focus-next' }, context)).toEqual({ filter: '', focus: 'api' });
  });
});

describe('the keys of a choice list', () => {
  const typed = (text: string): KeyPress => ({ kind: 'text', text });
  const table: readonly [
    name: string,
    key: KeyPress,
    filter: string,
    filterable: boolean,
    action: ReturnType<typeof choiceListKey>,
  ][] = [
    ['j moves where typing does not filter', typed('j'), '', false, { type: 'focus-next' }],
    ['k moves where typing does not filter', typed('k'), '', false, { type: 'focus-previous' }],
    ['j filters where typing filters', typed('j'), '', true, { type: 'filter-add', text: 'j' }],
    ['? is left to the explanation while the filter is empty', typed('?'), '', true, undefined],
    ['? is text once something is typed', typed('?'), 'a', true, { type: 'filter-add', text: '?' }],
    ['a space does not begin a filter', typed(' '), '', true, undefined],
    ['a paste filters in one line', typed('a\nb'), '', true, { type: 'filter-add', text: 'a b' }],
    [
      'Escape clears the filter first',
      { kind: 'named', name: 'escape' },
      'a',
      true,
      { type: 'filter-clear' },
    ],
    ['Escape is left to go back', { kind: 'named', name: 'escape' }, '', true, undefined],
    ['Enter chooses', { kind: 'named', name: 'enter' }, '', true, { type: 'choose' }],
  ];
  it.each(table)('%s', (_name, key, filter, filterable, action) => {
    expect(choiceListKey(key, { filter }, filterable)).toEqual(action);
  });
});

describe('windowStart', () => {
  const table: readonly [
    name: string,
    previous: number,
    focus: number,
    height: number,
    count: number,
    start: number,
  ][] = [
    ['stays while the focus is inside', 5, 8, 5, 100, 5],
    ['follows down by as little as needed', 5, 10, 5, 100, 6],
    ['follows up by as little as needed', 5, 4, 5, 100, 4],
    ['leaves no empty rows at the end', 98, 99, 5, 100, 95],
    ['shows all of a short list', 3, 1, 5, 3, 0],
  ];
  it.each(table)('%s', (_name, previous, focus, height, count, expected) => {
    expect(windowStart(previous, focus, height, count)).toBe(expected);
  });
});

describe('the text entry', () => {
  const family = '👨‍👩‍👧';
  const table: readonly [
    name: string,
    before: string,
    actions: readonly TextEntryAction[],
    text: string,
    cursor: number,
  ][] = [
    ['inserts at the cursor', 'ac', [{ type: 'move-left' }, { type: 'insert', text: 'b' }], 'abc', 2],
    ['deletes a whole emoji family', `a${family}`, [{ type: 'delete-before' }], 'a', 1],
    ['deletes nothing before the start', 'a', [{ type: 'move-to-start' }, { type: 'delete-before' }], 'a', 0],
    ['deletes after the cursor', 'ab', [{ type: 'move-to-start' }, { type: 'delete-after' }], 'b', 0],
    [
      'moves over an emoji family in one step',
      `${family}b`,
      [{ type: 'move-to-start' }, { type: 'move-right' }, { type: 'insert', text: '-' }],
      `${family}-b`,
      2,
    ],
    [
      'does not move beyond its ends',
      'a',
      [{ type: 'move-right' }, { type: 'move-left' }, { type: 'move-left' }],
      'a',
      0,
    ],
    [
      'joins a combining mark that comes alone to its letter',
      'e',
      [{ type: 'insert', text: '\u0301' }, { type: 'delete-before' }],
      '',
      0,
    ],
    ['drops the line break at the end of a paste', '', [{ type: 'insert', text: 'arn:x\r\n' }], 'arn:x', 5],
    ['makes one line of a paste of several', '', [{ type: 'insert', text: 'a\nb' }], 'a b', 3],
    ['deletes a word and the spaces after it', 'one two  ', [{ type: 'delete-word-before' }], 'one ', 4],
    ['deletes to the start', 'one two', [{ type: 'move-left' }, { type: 'delete-to-start' }], 'o', 0],
  ];
  it.each(table)('%s', (_name, before, actions, text, cursor) => {
    const state = actions.reduce(reduceTextEntry, initialTextEntry(before));
    expect([textOf(state), state.cursor]).toEqual([text, cursor]);
  });
});

describe('the diff view', () => {
  const pages = { pages: 3, lines: 20, start: 0, height: 6 };
  it('turns pages in a circle and starts each at its top', () => {
    expect(reduceDiffView({ page: 2, top: 4 }, { type: 'next-page' }, pages)).toEqual({ page: 0, top: 0 });
    expect(reduceDiffView(initialDiffView, { type: 'previous-page' }, pages)).toEqual({ page: 2, top: 0 });
  });
  it('scrolls by a window less one line, and not beyond the ends', () => {
    expect(reduceDiffView(initialDiffView, { type: 'scroll-down' }, pages).top).toBe(5);
    expect(reduceDiffView({ page: 0, top: 12 }, { type: 'scroll-down' }, pages).top).toBe(14);
    expect(reduceDiffView({ page: 0, top: 3 }, { type: 'scroll-up' }, pages).top).toBe(0);
  });
  it('scrolls back to what stands before the line that a page begins with', () => {
    const later = { ...pages, start: 3 };
    expect(reduceDiffView(initialDiffView, { type: 'scroll-up' }, later).top).toBe(-3);
    expect(reduceDiffView({ page: 0, top: 9 }, { type: 'scroll-down' }, later).top).toBe(11);
  });
  it('does not scroll a page that fits', () => {
    expect(reduceDiffView(initialDiffView, { type: 'scroll-down' }, { ...pages, lines: 3 }).top).toBe(0);
  });
});
