import { useReducer, useRef } from 'react';
import type { ChoiceQuestion } from '../../wizard/question.ts';
import type { KeyPress } from '../key-press.ts';
import { choiceListKey } from './choice-list-keys.ts';
import {
  type ChoiceListAction,
  type ChoiceListState,
  focusedIndex,
  initialChoiceList,
  reduceChoiceList,
  visibleChoices,
} from './choice-list-reducer.ts';

export interface ChoiceList {
  readonly state: ChoiceListState;
  /** First row of the window and its height, kept from drawing to drawing. */
  readonly window: { start: number; height: number };
  /** True when the key was taken. */
  readonly press: (key: KeyPress) => boolean;
}

/** A list's state and keys; `onChoose` gets the value of a usable row. */
export function useChoiceList(question: ChoiceQuestion, onChoose: (value: string) => void): ChoiceList {
  const window = useRef({ start: 0, height: 1 });
  const context = {
    choices: question.choices,
    previous: question.previous,
    recommended: question.recommended,
    pageSize: window.current.height,
  };
  const [state, dispatch] = useReducer(
    (from: ChoiceListState, action: ChoiceListAction) => reduceChoiceList(from, action, context),
    initialChoiceList,
  );

  const choose = (): void => {
    // A list that has only begun to arrive puts the focus somewhere: nobody has chosen that.
    if (!isSettled(question, state)) return;
    const choice = visibleChoices(question.choices, state.filter)[focusedIndex(state, context)];
    if (choice === undefined) return;
    if (choice.unusable === undefined) onChoose(choice.value);
    else dispatch({ type: 'refuse', value: choice.value });
  };

  const press = (key: KeyPress): boolean => {
    const action = choiceListKey(key, state, question.filter === true);
    if (action === undefined) return false;
    if (action.type === 'choose') choose();
    else dispatch(action);
    return true;
  };

  return { state, window: window.current, press };
}

/** Whether Enter chooses: the list is complete, something in it is recommended, or the person went to the row. */
export function isSettled(
  { pending, recommended }: ChoiceQuestion,
  { focus, filter }: ChoiceListState,
): boolean {
  return pending === undefined || recommended !== undefined || focus !== undefined || filter !== '';
}
