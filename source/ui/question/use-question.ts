import { useState } from 'react';
import type { ChoiceQuestion, FilesQuestion, Question, TextQuestion } from '../../wizard/question.ts';
import { type ChoiceList, useChoiceList } from '../choice-list/use-choice-list.ts';
import { noTree } from '../file-picker/no-tree.ts';
import { type FilePicker, useFilePicker } from '../file-picker/use-file-picker.ts';
import type { KeyPress } from '../key-press.ts';
import { type TextEntry, useTextEntry } from '../text-entry/use-text-entry.ts';

/** A question on the screen: its list, its text or its tree, whether it is explained, and its keys. */
export interface QuestionControl {
  readonly question: Question;
  readonly list: ChoiceList;
  readonly entry: TextEntry;
  readonly picker: FilePicker;
  readonly isExplained: boolean;
  readonly press: (key: KeyPress) => boolean;
}

const noChoices: ChoiceQuestion = { kind: 'choice', id: '', text: '', explanation: [], choices: [] };
const noText: TextQuestion = { kind: 'text', id: '', text: '', explanation: [], check: () => undefined };
const noFiles: FilesQuestion = { kind: 'files', id: '', text: '', explanation: [], tree: noTree, builds: [] };

/**
 * One question's state; the component that uses it is keyed by the question's id, so that each question starts afresh.
 * `question` undefined: none is asked.
 */
export function useQuestion(
  question: Question | undefined,
  onAnswer: (value: string) => void,
): QuestionControl {
  const [isExplained, setExplained] = useState(false);
  const list = useChoiceList(question?.kind === 'choice' ? question : noChoices, onAnswer);
  const entry = useTextEntry(question?.kind === 'text' ? question : noText, onAnswer);
  const picker = useFilePicker(question?.kind === 'files' ? question : noFiles, onAnswer);
  const answering = { choice: list, text: entry, files: picker };

  const press = (key: KeyPress): boolean => {
    if (question === undefined) return false;
    if (answering[question.kind].press(key)) return true;
    if (key.kind !== 'text' || key.text !== '?' || question.explanation.length === 0) return false;
    setExplained((isOpen) => !isOpen);
    return true;
  };

  return { question: question ?? noChoices, list, entry, picker, isExplained, press };
}
