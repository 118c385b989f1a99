import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { isInsidePaste, splitAbandoned, splitKeys } from './split-keys.ts';

/** What is needed of `process.stdin`. */
export interface TerminalInput extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(mode: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

export interface KeyStreamOptions {
  /** Called between two keys; runs `next` once everything that the key caused is on the screen. */
  readonly settle?: (next: () => void) => void;
  /** Milliseconds after which an unfinished escape sequence was the escape key. */
  readonly escapeTimeout?: number;
}

/** Two turns of the event loop: React runs its effects in the first, what they caused in the second. */
function settleReact(next: () => void): void {
  setImmediate(() => setImmediate(next));
}

const pasteTimeout = 2000;

/**
 * The input that is handed to Ink. It delivers one key, or one paste, at a time: a read that holds three Downs and an Enter
 * would otherwise reach the same, not yet updated, list as a single event.
 */
export class KeyStream extends Readable {
  readonly isTTY: boolean;
  readonly #source: TerminalInput;
  readonly #settle: (next: () => void) => void;
  readonly #escapeTimeout: number;
  #decoder = new StringDecoder('utf8');
  #queue: string[] = [];
  #partial = '';
  #timer: NodeJS.Timeout | undefined;
  #isSettling = false;
  #isListening = false;

  constructor(source: TerminalInput, options: KeyStreamOptions = {}) {
    super({ encoding: 'utf8' });
    this.#source = source;
    this.#settle = options.settle ?? settleReact;
    this.#escapeTimeout = options.escapeTimeout ?? 40;
    this.isTTY = source.isTTY === true;
  }

  setRawMode(mode: boolean): this {
    this.#source.setRawMode?.(mode);
    if (mode) this.#listen();
    else this.#stop();
    return this;
  }

  ref(): this {
    this.#source.ref?.();
    return this;
  }

  unref(): this {
    this.#source.unref?.();
    return this;
  }

  /** One key, or null until the last one has settled. `read(0)` is how Node asks a stream to fill itself; it takes nothing. */
  override read(size?: number): ReturnType<Readable['read']> {
    if (size === 0 || this.#isSettling) return null;
    const key = this.#queue.shift();
    if (key === undefined) return null;
    this.#isSettling = true;
    this.#settle(() => {
      this.#isSettling = false;
      this.#announce();
    });
    return key;
  }

  override _read(): void {}

  #listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    this.#source.on('data', this.#feed);
    this.#source.resume();
  }

  #stop(): void {
    if (!this.#isListening) return;
    this.#isListening = false;
    clearTimeout(this.#timer);
    this.#partial = '';
    this.#source.removeListener('data', this.#feed);
    this.#source.pause();
  }

  readonly #feed = (chunk: string | Uint8Array): void => {
    clearTimeout(this.#timer);
    const text = typeof chunk === 'string' ? chunk : this.#decoder.write(Buffer.from(chunk));
    const { keys, rest } = splitKeys(this.#partial + text);
    this.#partial = rest;
    this.#queue.push(...keys);
    if (rest !== '')
      this.#timer = setTimeout(this.#abandon, isInsidePaste(rest) ? pasteTimeout : this.#escapeTimeout);
    this.#announce();
  };

  readonly #abandon = (): void => {
    this.#queue.push(...splitAbandoned(this.#partial));
    this.#partial = '';
    this.#announce();
  };

  #announce(): void {
    if (this.#queue.length > 0 && !this.#isSettling) this.emit('readable');
  }
}
