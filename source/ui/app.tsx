import { useWindowSize } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { Conversation, Screen } from '../wizard/screen.ts';
import type { Clock } from './clock.ts';
import { type Frame, frameForTheEar, frameOf } from './frame.ts';
import { OpeningView } from './opening/opening-view.tsx';
import { QuestionView } from './question/question-view.tsx';
import { ReviewView } from './review/review-view.tsx';
import { RunView } from './run/run-view.tsx';
import type { Theme } from './theme.ts';
import { ThemeContext } from './theme-context.tsx';
import { KeysProvider } from './use-keys.tsx';

export interface AppProps {
  readonly conversation: Conversation;
  readonly theme: Theme;
  readonly clock: Clock;
}

/** Draws the conversation's screen and sends it what the keys mean. */
export function App({ conversation, theme, clock }: AppProps): ReactNode {
  const screen = useSyncExternalStore(conversation.subscribe, conversation.screen);
  const { columns, rows } = useWindowSize();
  const frame = theme.screenReader ? frameForTheEar(rows) : frameOf(columns, rows);
  return (
    <ThemeContext.Provider value={theme}>
      <KeysProvider onLeave={() => conversation.dispatch({ type: 'leave' })}>
        <ScreenView screen={screen} frame={frame} clock={clock} dispatch={conversation.dispatch} />
      </KeysProvider>
    </ThemeContext.Provider>
  );
}

function ScreenView({
  screen,
  frame,
  clock,
  dispatch,
}: {
  screen: Screen;
  frame: Frame;
  clock: Clock;
  dispatch: Conversation['dispatch'];
}): ReactNode {
  switch (screen.kind) {
    case 'opening':
      return <OpeningView screen={screen} frame={frame} dispatch={dispatch} />;
    case 'question':
      return <QuestionView key={screen.question.id} screen={screen} frame={frame} dispatch={dispatch} />;
    case 'review':
      return <ReviewView key={screen.question.id} screen={screen} frame={frame} dispatch={dispatch} />;
    case 'run':
      return (
        <RunView
          key={(screen.leaving ?? screen.consent?.question)?.id ?? ''}
          screen={screen}
          frame={frame}
          clock={clock}
          dispatch={dispatch}
        />
      );
    case 'end':
      // The last screen is not drawn but written, by runApp: it stays, and may be longer than the window.
      return null;
  }
}
