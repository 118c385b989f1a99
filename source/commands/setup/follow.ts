import { UserError } from '../../errors.ts';
import { answersOf, type Position, pastAnswers } from '../../wizard/conversation.ts';
import type { SetupOptions } from '../options.ts';
import type { TerminalWork } from '../terminal.ts';
import type { Opened } from './opened.ts';

type Work = TerminalWork<SetupOptions>;

/** Opens the environment that was answered; says so meanwhile. */
export async function follow(work: Work, opened: Opened, position: Position): Promise<void> {
  const wanted = opened.wants(answersOf(position));
  if (wanted === undefined) return;
  work.stage.show({
    kind: 'opening',
    header: work.header(),
    past: pastAnswers(position),
    doing: `Reading ${wanted}: its stack, its names, its certificates`,
  });
  await opened.open(wanted);
}

/** Reads what the next question about static files needs; a bucket that cannot be used is told. */
export async function followStatic(
  work: Work,
  opened: Opened,
  position: Position,
): Promise<UserError | undefined> {
  const answers = answersOf(position);
  const doing = opened.wantsForStatic(answers);
  if (doing === undefined) return undefined;
  work.stage.show({ kind: 'opening', header: work.header(), past: pastAnswers(position), doing });
  try {
    await opened.readForStatic(answers);
    return undefined;
  } catch (error) {
    if (error instanceof UserError && error.code.startsWith('bucket-')) return error;
    throw error;
  }
}
