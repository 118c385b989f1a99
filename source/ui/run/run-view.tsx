import { type ReactNode, useState } from 'react';
import type { Command, RunScreen } from '../../wizard/screen.ts';
import type { Clock } from '../clock.ts';
import { pageOf } from '../diff-view/diff-view.ts';
import { useDiffView } from '../diff-view/use-diff-view.ts';
import { footerSection, type Hint, hints } from '../footer/footer-view.ts';
import { type Frame, fixed, type Section, stack } from '../frame.ts';
import { headerLine } from '../header-view.ts';
import { paragraph, span } from '../line.ts';
import { Lines } from '../lines.tsx';
import { questionHints, questionSections } from '../question/question-sections.ts';
import { useQuestion } from '../question/use-question.ts';
import { diffSection, pageHints } from '../review/review-view.tsx';
import { marks } from '../theme.ts';
import { useTheme } from '../theme-context.tsx';
import { useKeys } from '../use-keys.tsx';
import { useNow } from '../use-now.ts';
import { playHints, playKeys } from './play-keys.ts';
import { probeLines } from './probe-lines.ts';
import { causeLines, noticeLines, stepsSection } from './run-sections.ts';

/** The run as it goes. A question that came up (a consent, or what Ctrl-C asks) takes the lower part; keyed by its id. */
export function RunView({
  screen,
  frame,
  clock,
  dispatch,
}: {
  screen: RunScreen;
  frame: Frame;
  clock: Clock;
  dispatch: (command: Command) => void;
}): ReactNode {
  const { model, consent, leaving, playing } = screen;
  const { width } = frame;
  const theme = useTheme();
  const now = useNow(clock, !theme.screenReader);
  const [details, setDetails] = useState(false);
  const asked = leaving ?? consent?.question;
  const isConsent = leaving === undefined && consent !== undefined;
  const pages = isConsent && consent.changes.length > 0 ? [pageOf('What would change', consent.changes)] : [];
  const diff = useDiffView(pages);
  const control = useQuestion(asked, (value) =>
    dispatch({ type: 'answer', questionId: asked?.id ?? '', value }),
  );
  useKeys((key) => {
    if (diff.press(key) || control.press(key)) return;
    if (key.kind === 'named' && key.name === 'escape' && asked !== undefined) dispatch({ type: 'back' });
    if (key.kind !== 'text') return;
    if (key.text === 'v') setDetails((isOn) => !isOn);
    const change = playing === undefined ? undefined : playKeys[key.text];
    if (change !== undefined) dispatch({ type: 'play', change });
  });
  const warnings = isConsent
    ? consent.warnings.flatMap((text) =>
        paragraph(text, width, { indent: 2, mark: span(marks.lookHere, 'warning') }),
      )
    : [];
  const question: readonly Section[] =
    asked === undefined
      ? []
      : [
          fixed(warnings, 85, { isApart: true }),
          diffSection(diff, false, width),
          ...questionSections(control, width),
        ];
  const lines = stack(
    [
      fixed([headerLine(screen.header, width)], 35),
      fixed(causeLines(model, width), 65, { minimum: 1 }),
      // What is asked about must be seen, more than how far the run is.
      { ...stepsSection(model, width, now, details), importance: asked === undefined ? 60 : 25 },
      fixed(probeLines(model.probes ?? [], width), 45, { isApart: true, minimum: 0 }),
      fixed(noticeLines(model.notices, width), 30, { minimum: Math.min(1, model.notices.length) }),
      ...question,
      footerSection(runHints, width),
    ],
    frame.height,
  );
  return <Lines lines={lines} width={width} margin={frame.margin} />;

  function runHints(): readonly Hint[] {
    const detail = details ? hints.fewerDetails : hints.details;
    if (playing !== undefined) return [...playHints(playing), hints.quit, detail];
    if (asked === undefined) return [screen.mayCancel === true ? hints.leaveOrCancel : hints.leave, detail];
    const answering = questionHints(control, leaving !== undefined).filter((hint) => hint !== hints.quit);
    return [...pageHints(diff, pages.length), ...answering];
  }
}
