import { Cancelled } from '../errors.ts';
import type { Question } from '../wizard/question.ts';
import type { TerminalWork } from './terminal.ts';

/** A question by itself. @throws Cancelled on Esc and Ctrl-C */
export async function askOne(
  { stage, header }: Pick<TerminalWork, 'stage' | 'header'>,
  question: Question,
  left = 'Nothing was changed.',
): Promise<string> {
  stage.show({ kind: 'question', header: header(), past: [], question, canGoBack: false });
  const given = await stage.next();
  if (given.type === 'answer') return given.value;
  throw new Cancelled(left);
}
