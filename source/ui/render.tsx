import { render } from 'ink';
import type { Conversation, Screen } from '../wizard/screen.ts';
import { App } from './app.tsx';
import type { Clock } from './clock.ts';
import { endLines } from './end/end-lines.ts';
import { frameForTheEar, frameOf } from './frame.ts';
import { FromTheTop, homeAndErase } from './from-the-top.tsx';
import { KeyStream, type TerminalInput } from './key-stream.ts';
import { createSpeaker } from './spoken.ts';
import { paint, type Theme } from './theme.ts';
import { SpeakerContext } from './theme-context.tsx';

export interface RunAppOptions {
  readonly stdin: TerminalInput;
  readonly stdout: NodeJS.WritableStream & {
    readonly columns?: number;
    readonly rows?: number;
    readonly isTTY?: boolean;
  };
  readonly colour: boolean;
  readonly ascii: boolean;
  readonly screenReader?: boolean;
  readonly clock: Clock;
}

/**
 * Shows the conversation on a terminal until its screen is the end, which is then written below what the terminal held before.
 * `conversation.screen()` gives the same object until something has changed.
 */
export async function runApp(conversation: Conversation, options: RunAppOptions): Promise<void> {
  const { stdin, stdout, clock } = options;
  const theme: Theme = {
    colour: options.colour,
    ascii: options.ascii,
    screenReader: options.screenReader === true,
  };
  // Ink would write the whole screen anew at every change, and have it read anew.
  const speaker = theme.screenReader ? createSpeaker((text) => stdout.write(text)) : undefined;
  const instance = render(
    <FromTheTop isActive={!theme.screenReader}>
      <SpeakerContext.Provider value={speaker}>
        <App conversation={conversation} theme={theme} clock={clock} />
      </SpeakerContext.Provider>
    </FromTheTop>,
    {
      stdin: new KeyStream(stdin),
      stdout,
      exitOnCtrlC: false,
      // Lines that a package prints go above the frame, not into it. A console that was replaced cannot be caught.
      patchConsole: typeof console.Console === 'function',
      interactive: true,
      incrementalRendering: true,
      // A screen of its own is laid out anew at every size; one among the shell's lines is torn when the window narrows.
      alternateScreen: !theme.screenReader,
      isScreenReaderEnabled: theme.screenReader,
    },
  );
  // Terminals keep what a narrower window hid, and show it again in a wider one: at each new size the screen starts empty.
  const clear = (): void => {
    instance.clear();
    stdout.write(homeAndErase);
  };
  if (!theme.screenReader) stdout.prependListener('resize', clear);
  try {
    await Promise.race([atEnd(conversation), instance.waitUntilExit()]);
  } finally {
    stdout.removeListener('resize', clear);
    instance.unmount();
  }
  await instance.waitUntilExit();
  const size = { columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 };
  await write(stdout, endText(conversation.screen(), theme, size, clock.now()));
}

/** The last screen as the terminal gets it. */
function endText(screen: Screen, theme: Theme, size: { columns: number; rows: number }, now: number): string {
  if (screen.kind !== 'end') return '';
  const { width, margin, height } = theme.screenReader
    ? frameForTheEar(size.rows)
    : frameOf(size.columns, size.rows);
  const lines = endLines(screen, width, now, height).map((line) =>
    `${' '.repeat(margin)}${paint(line, theme)}`.trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function atEnd(conversation: Conversation): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (conversation.screen().kind !== 'end') return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = conversation.subscribe(check);
    check();
  });
}

function write(stdout: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stdout.write(text, () => resolve());
  });
}
