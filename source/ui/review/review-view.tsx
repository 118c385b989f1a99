import type { ReactNode } from 'react';
import type { CheckEvent } from '../../event.ts';
import type { Command, ReviewRow, ReviewScreen } from '../../wizard/screen.ts';
import { checkLines, warningTitles } from '../check-lines.ts';
import { type DiffPage, diffViewLines, pageOf } from '../diff-view/diff-view.ts';
import { type DiffView, useDiffView } from '../diff-view/use-diff-view.ts';
import { footerSection, type Hint, hints } from '../footer/footer-view.ts';
import { type Frame, fixed, type Section, stack } from '../frame.ts';
import { headerLine } from '../header-view.ts';
import { blank, justify, paragraph, row, span } from '../line.ts';
import { Lines } from '../lines.tsx';
import { pastAnswerLines } from '../past-answers/past-answers-view.ts';
import { questionHints, questionSections } from '../question/question-sections.ts';
import { useQuestion } from '../question/use-question.ts';
import { useKeys } from '../use-keys.tsx';
import { reviewRowLines, reviewRowSummaries } from './review-rows.ts';

/** Everything that would happen, each file and each resource as a diff, and the decision. */
export function ReviewView({
  screen,
  frame,
  dispatch,
}: {
  screen: ReviewScreen;
  frame: Frame;
  dispatch: (command: Command) => void;
}): ReactNode {
  const { width } = frame;
  const { question } = screen;
  const withChanges = screen.rows.filter(({ changes }) => changes.length > 0);
  const pages = [
    ...withChanges.map((each) => reviewPage(each, screen.rows.indexOf(each) + 1, width)),
    ...checksPage(screen.checks, width),
  ];
  const diff = useDiffView(pages);
  const control = useQuestion(question, (value) =>
    dispatch({ type: 'answer', questionId: question.id, value }),
  );
  useKeys((key) => {
    if (diff.press(key) || control.press(key)) return;
    if (key.kind === 'named' && key.name === 'escape') dispatch({ type: 'back' });
  });
  // Undefined on the page of checks, which says all there is to say of them.
  const open = withChanges[diff.state.page];
  const { past } = screen;
  const lines = stack(
    [
      fixed([headerLine(screen.header, width)], 35),
      {
        natural: past.length,
        minimum: 0,
        importance: 5,
        draw: (height) => pastAnswerLines(past, width, height),
      },
      rowsSection(screen, open, width),
      fixed(open === undefined && pages.length > 0 ? [] : warningTitles(screen.checks, width), 85, {
        isApart: true,
        minimum: 1,
      }),
      diffSection(diff, pages.length > 1, width),
      ...questionSections(control, width),
      footerSection(() => [...pageHints(diff, pages.length), ...questionHints(control, true)], width),
    ],
    frame.height,
  );
  return <Lines lines={lines} width={width} margin={frame.margin} />;
}

function reviewPage(each: ReviewRow, number: number, width: number): DiffPage {
  const page = pageOf(`${number} ${each.title}`, each.changes);
  if (each.why === undefined) return page;
  const gap = page.lines.length === 0 ? [] : [blank];
  return { ...page, lines: [...page.lines, ...gap, ...paragraph(each.why, width - 2, { tone: 'dim' })] };
}

/** What was looked at, warnings first. */
function checksPage(checks: readonly CheckEvent[], width: number): readonly DiffPage[] {
  if (checks.length === 0) return [];
  const of = (verdict: CheckEvent['verdict']) => checks.filter((check) => check.verdict === verdict);
  const warnings = of('warning');
  const ordered = [...warnings, ...of('passed')];
  const title = `Checks: ${ordered.length - warnings.length} passed${warnings.length > 0 ? `, ${warnings.length} to look at` : ''}`;
  return [{ title, lines: ordered.flatMap((check) => checkLines(check, width - 2)), start: 0 }];
}

function rowsSection({ rows, checks }: ReviewScreen, open: ReviewRow | undefined, width: number): Section {
  const heading = justify(
    row(span('Review', 'strong')),
    row(span('nothing happens before a yes', 'dim')),
    width,
  );
  const whole = [heading, blank, ...reviewRowLines(rows, open, width)];
  const summaries = [heading, ...reviewRowSummaries(rows, open, width)];
  return {
    natural: whole.length,
    // Beside warnings, a low window shows only some of the steps.
    minimum: Math.min(
      summaries.length,
      checks.some(({ verdict }) => verdict === 'warning') ? 5 : summaries.length,
    ),
    importance: 45,
    isApart: true,
    draw: (height) => {
      if (height >= whole.length) return whole;
      if (height > summaries.length) return [heading, blank, ...summaries.slice(1)];
      if (height === summaries.length) return summaries;
      const more = summaries.length - height + 1;
      return [...summaries.slice(0, height - 1), row('  ', span(`… ${more} more steps`, 'dim'))];
    },
  };
}

/** Shared with the consent of a run. */
export function diffSection(diff: DiffView, hasOthers: boolean, width: number): Section {
  const { page } = diff;
  const maximum = page === undefined ? 0 : page.lines.length + 1;
  return {
    natural: Math.min(9, maximum),
    minimum: Math.min(3, maximum),
    maximum,
    importance: 50,
    isApart: true,
    draw: (height) => {
      diff.size.height = Math.max(1, height - 1);
      return page === undefined ? [] : diffViewLines(page, diff.state.top, hasOthers, width, height);
    },
  };
}

export function pageHints(diff: DiffView, pages: number): readonly Hint[] {
  const isLong = (diff.page?.lines.length ?? 0) > diff.size.height;
  return [...(pages > 1 ? [hints.pages] : []), ...(isLong ? [hints.scroll] : [])];
}
