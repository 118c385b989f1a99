import type { ReactNode } from 'react';
import type { Command, OpeningScreen } from '../../wizard/screen.ts';
import { footerSection, hints } from '../footer/footer-view.ts';
import { type Frame, fixed, stack } from '../frame.ts';
import { headerLine } from '../header-view.ts';
import { paragraph, span } from '../line.ts';
import { Lines } from '../lines.tsx';
import { pastAnswerLines } from '../past-answers/past-answers-view.ts';
import { marks } from '../theme.ts';
import { useKeys } from '../use-keys.tsx';

/** Something is being read. Esc goes back where there is something to go back to. */
export function OpeningView({
  screen,
  frame,
  dispatch,
}: {
  screen: OpeningScreen;
  frame: Frame;
  dispatch: (command: Command) => void;
}): ReactNode {
  useKeys((key) => {
    if (key.kind === 'named' && key.name === 'escape' && screen.past.length > 0) dispatch({ type: 'back' });
  });
  const { past } = screen;
  const back = past.length > 0 ? [hints.back] : [];
  const lines = stack(
    [
      fixed([headerLine(screen.header, frame.width)], 35),
      {
        natural: past.length,
        minimum: Math.min(1, past.length),
        importance: 15,
        draw: (height) => pastAnswerLines(past, frame.width, height),
      },
      fixed(paragraph(screen.doing, frame.width, { indent: 2, mark: span(marks.underWay, 'accent') }), 90),
      footerSection(() => [...back, hints.quit], frame.width),
    ],
    frame.height,
  );
  return <Lines lines={lines} width={frame.width} margin={frame.margin} />;
}
