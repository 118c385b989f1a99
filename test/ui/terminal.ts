import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';
import type { TerminalInput } from '../../source/ui/key-stream.ts';

class FakeInput extends PassThrough implements TerminalInput {
  readonly isTTY = true;
  isRaw = false;
  setRawMode(mode: boolean): this {
    this.isRaw = mode;
    return this;
  }
  ref(): void {}
  unref(): void {}
}

class FakeOutput extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  written = '';
  readonly #terminal: xterm.Terminal;

  constructor(terminal: xterm.Terminal) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.columns = terminal.cols;
    this.rows = terminal.rows;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    const text = chunk.toString();
    this.written += text;
    this.#terminal.write(text, done);
  }
}

/** A terminal emulator on the other side of the program's streams: what it holds is what a person sees. */
export class FakeTerminal {
  readonly stdin = new FakeInput();
  readonly stdout: FakeOutput;
  readonly #terminal: xterm.Terminal;

  constructor(columns = 80, rows = 24) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
    this.stdout = new FakeOutput(this.#terminal);
  }

  /** The rows of the window, without what is blank at their ends. */
  screen(): string {
    const buffer = this.#terminal.buffer.active;
    return this.#rows(buffer.baseY, buffer.baseY + this.#terminal.rows);
  }

  /** Everything since the start: scrollback and window. */
  history(): string {
    return this.#rows(0, this.#terminal.buffer.normal.length);
  }

  get isOnScreenOfItsOwn(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.stdin.write(key);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.stdout.columns = columns;
    this.stdout.rows = rows;
    this.stdout.emit('resize');
  }

  /** Waits until the screen holds the text; fails, with the screen as it is, after ten seconds. */
  async waitFor(wanted: string | RegExp | ((screen: string) => boolean)): Promise<string> {
    const holds = (screen: string): boolean =>
      typeof wanted === 'function'
        ? wanted(screen)
        : typeof wanted === 'string'
          ? screen.includes(wanted)
          : wanted.test(screen);
    const deadline = performance.now() + 10_000;
    while (!holds(this.screen())) {
      if (performance.now() > deadline)
        throw new Error(`${String(wanted)} did not come. The screen:\n${this.screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.screen();
  }

  #rows(from: number, to: number): string {
    const buffer = this.#terminal.buffer.active;
    const rows: string[] = [];
    for (let index = from; index < to; index++)
      rows.push(buffer.getLine(index)?.translateToString(true, 0, this.#terminal.cols).trimEnd() ?? '');
    return rows.join('\n').trimEnd();
  }
}

export const keys = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  enter: '\r',
  escape: '\u001b',
  backspace: '\u007f',
  controlC: '\u0003',
} as const;
