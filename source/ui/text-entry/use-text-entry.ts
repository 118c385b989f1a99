import { useReducer } from 'react';
import type { TextQuestion } from '../../wizard/question.ts';
import type { KeyPress } from '../key-press.ts';
import { textEntryKey } from './text-entry-keys.ts';
import { initialTextEntry, reduceTextEntry, type TextEntryState, textOf } from './text-entry-reducer.ts';

export interface TextEntry {
  readonly state: TextEntryState;
  readonly wrong?: string;
  readonly press: (key: KeyPress) => boolean;
}

/** A text's state and keys; `onSubmit` gets it once the question's own check has nothing against it. */
export function useTextEntry(question: TextQuestion, onSubmit: (text: string) => void): TextEntry {
  const [state, dispatch] = useReducer(
    reduceTextEntry,
    initialTextEntry(question.previous ?? question.recommended),
  );
  const text = textOf(state).trim();
  const wrong = state.isChecked ? question.check(text) : undefined;

  const press = (key: KeyPress): boolean => {
    const action = textEntryKey(key);
    if (action === undefined) return false;
    if (action.type !== 'submit') dispatch(action);
    else if (question.check(text) === undefined) onSubmit(text);
    else dispatch({ type: 'check' });
    return true;
  };

  return wrong === undefined ? { state, press } : { state, wrong, press };
}
