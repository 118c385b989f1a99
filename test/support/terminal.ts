import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { scrollbackText, visibleText, wholeText } from './cells.ts';
import { environment, type Variables } from './environment.ts';
import { type Key, keySequence } from './keys.ts';
import { killGroup, watchGroup } from './process-group.ts';
import { builtProgram } from './run.ts';

export interface LaunchOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Added to a clean environment; `undefined` takes a variable away. */
  readonly env?: Variables;
  readonly cwd?: string;
}

export interface Exit {
  readonly code: number;
  /** Number of the signal that ended it; 0: none. */
  readonly signal: number;
}

/** What to wait for: a text, a pattern, or a question about the screen. */
export type Expectation = string | RegExp | ((screen: string) => boolean);

export interface Terminal {
  readonly pid: number;
  /** xterm's own view, for colours and cursor. */
  readonly emulator: headless.Terminal;
  /** The lines in the window, right-trimmed, without the empty ones at the end. */
  readonly screen: () => string;
  /** The lines that have left the window at its top. */
  readonly scrollback: () => string;
  /** Both, from the first line to the last. */
  readonly transcript: () => string;
  /** Every byte that the program has written, as text. */
  readonly output: () => string;
  /** All of it in one write, as a paste or a fast typist over ssh would arrive. */
  readonly type: (text: string) => void;
  /** One write for each key. */
  readonly press: (...keys: readonly Key[]) => void;
  /**
   * Resolves with the screen once it shows what is expected.
   * Throws, with the screen in the message, when it does not come in time (milliseconds, default 10,000) or the program ends first.
   */
  readonly waitFor: (expected: Expectation, options?: { readonly timeout?: number }) => Promise<string>;
  readonly resize: (columns: number, rows: number) => void;
  /** Settles when the program has ended and its last output is on the screen. */
  readonly exit: Promise<Exit>;
  /** Signals the program alone, as `kill` would; default SIGTERM. */
  readonly kill: (signal?: NodeJS.Signals) => void;
  /** Ends the program and everything it started. */
  readonly close: () => Promise<void>;
}

const open = new Set<Terminal>();

/** Runs the built program, as users get it, in a pseudo-terminal. */
export function launchProgram(args: readonly string[], options: LaunchOptions = {}): Terminal {
  return launch(process.execPath, [builtProgram, ...args], options);
}

/** Runs a program in a pseudo-terminal of its own, 80x24 unless told otherwise. */
export function launch(command: string, args: readonly string[], options: LaunchOptions = {}): Terminal {
  const { columns = 80, rows = 24, cwd = process.cwd() } = options;
  const emulator = new headless.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const child = spawn(command, [...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: environment({ TERM: 'xterm-256color', ...options.env }),
  });

  watchGroup(child.pid);

  let output = '';
  let ended: Exit | undefined;
  const watchers = new Set<() => void>();
  const tellWatchers = () => {
    for (const watcher of watchers) watcher();
  };
  child.onData((data) => {
    output += data;
    emulator.write(data, tellWatchers);
  });
  emulator.onData((reply) => child.write(reply));

  const exit = new Promise<Exit>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      emulator.write('', () => {
        ended = { code: exitCode, signal: signal ?? 0 };
        resolve(ended);
        tellWatchers();
      });
    });
  });

  const waitFor = (expected: Expectation, { timeout = 10_000 } = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        watchers.delete(look);
        clearTimeout(timer);
        finish();
      };
      const fail = (why: string) =>
        settle(() =>
          reject(new Error(`${why}: ${describe(expected)}\n${framed(visibleText(emulator), emulator.cols)}`)),
        );
      const look = () => {
        const screen = visibleText(emulator);
        if (shows(screen, expected)) settle(() => resolve(screen));
        else if (ended)
          fail(`The program ended with ${ended.code} (signal ${ended.signal}) before the screen showed`);
      };
      const timer = setTimeout(() => fail(`The screen did not show in ${timeout} ms`), timeout);
      watchers.add(look);
      look();
    });

  const terminal: Terminal = {
    pid: child.pid,
    emulator,
    screen: () => visibleText(emulator),
    scrollback: () => scrollbackText(emulator),
    transcript: () => wholeText(emulator),
    output: () => output,
    type: (text) => child.write(text),
    press: (...keys) => {
      for (const key of keys) child.write(keySequence(key));
    },
    waitFor,
    resize: (width, height) => {
      emulator.resize(width, height);
      try {
        child.resize(width, height);
      } catch (error) {
        // A program that has just ended has no window any more, though its end is not told yet.
        if (!(error instanceof Error && error.message.startsWith('ioctl'))) throw error;
      }
    },
    exit,
    kill: (signal = 'SIGTERM') => {
      if (!ended) child.kill(signal);
    },
    close: async () => {
      killGroup(child.pid);
      await exit;
      open.delete(terminal);
      emulator.dispose();
    },
  };
  open.add(terminal);
  return terminal;
}

/** For `afterEach`: ends whatever a test has left running. */
export async function closeTerminals(): Promise<void> {
  await Promise.all([...open].map((terminal) => terminal.close()));
}

function shows(screen: string, expected: Expectation): boolean {
  if (typeof expected === 'string') return screen.includes(expected);
  return expected instanceof RegExp
    ? new RegExp(expected.source, expected.flags.replace('g', '')).test(screen)
    : expected(screen);
}

function describe(expected: Expectation): string {
  return typeof expected === 'string' ? JSON.stringify(expected) : String(expected);
}

function framed(screen: string, columns: number): string {
  const edge = '-'.repeat(columns);
  return `+${edge}+\n${screen
    .split('\n')
    .map((line) => `|${line}`)
    .join('\n')}\n+${edge}+`;
}
