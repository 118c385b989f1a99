import type { ReactNode } from 'react';
import type { Command, QuestionScreen } from '../../wizard/screen.ts';
import { footerSection } from '../footer/footer-view.ts';
import { type Frame, fixed, type Section, stack } from '../frame.ts';
import { headerLine } from '../header-view.ts';
import { Lines } from '../lines.tsx';
import { pastAnswerLines } from '../past-answers/past-answers-view.ts';
import { situationLines, situationStart } from '../situation/situation-view.ts';
import { useKeys } from '../use-keys.tsx';
import { questionHints, questionSections } from './question-sections.ts';
import { useQuestion } from './use-question.ts';

/** One question, with where things stand and what was answered above it. Keyed by the question's id. */
export function QuestionView({
  screen,
  frame,
  dispatch,
}: {
  screen: QuestionScreen;
  frame: Frame;
  dispatch: (command: Command) => void;
}): ReactNode {
  const { question } = screen;
  const control = useQuestion(question, (value) =>
    dispatch({ type: 'answer', questionId: question.id, value }),
  );
  useKeys((key) => {
    if (!control.press(key) && key.kind === 'named' && key.name === 'escape') dispatch({ type: 'back' });
  });
  const lines = stack(
    [
      fixed([headerLine(screen.header, frame.width)], 35),
      pastSection(screen, frame.width),
      ...situationSections(screen, frame.width),
      ...questionSections(control, frame.width, screen.refusal),
      footerSection(() => questionHints(control, screen.canGoBack), frame.width),
    ],
    frame.height,
  );
  return <Lines lines={lines} width={frame.width} margin={frame.margin} />;
}

function pastSection({ past }: Pick<QuestionScreen, 'past'>, width: number): Section {
  return {
    natural: past.length,
    minimum: Math.min(1, past.length),
    importance: 15,
    draw: (height) => pastAnswerLines(past, width, height),
  };
}

function situationSections({ situation }: QuestionScreen, width: number): readonly Section[] {
  if (situation === undefined) return [];
  const lines = situationLines(situation, width);
  return [
    {
      natural: lines.length,
      minimum: Math.min(4, lines.length),
      importance: 10,
      isApart: true,
      draw: (height) => situationStart(lines, height),
    },
  ];
}
