import type { Found, Once } from './fuzz-once.ts';
import type { Timed } from './timer.ts';

/** What a worker tells. */
export type News =
  | { readonly kind: 'begins'; readonly seed: number; readonly text: string }
  | { readonly kind: 'done'; readonly seed: number; readonly once: Once };

/** Counts what was done, and remembers what was found. */
export class Summary {
  private readonly counts = { texts: 0, noTexts: 0, unreadable: 0, done: 0, refused: 0 };
  private readonly problems = new Map<string, number>();
  private slowest: Timed & { readonly seed: number } = { name: 'nothing', milliseconds: 0, seed: 0 };
  private readonly started: number;

  constructor(started: number) {
    this.started = started;
  }

  get isClean(): boolean {
    return this.problems.size === 0;
  }

  add({ seed, once: { examined } }: Extract<News, { kind: 'done' }>): void {
    this.counts.texts += 1;
    if (examined === undefined) {
      this.counts.noTexts += 1;
      return;
    }
    if (!examined.isReadable) this.counts.unreadable += 1;
    this.counts.done += examined.done;
    this.counts.refused += examined.refused;
    if (examined.slowest.milliseconds > this.slowest.milliseconds)
      this.slowest = { ...examined.slowest, seed };
  }

  /** The first of its kind is worth being told. */
  isNews({ problem: { kind } }: Found): boolean {
    const times = this.problems.get(kind) ?? 0;
    this.problems.set(kind, times + 1);
    return times === 0;
  }

  line(now: number): string {
    const seconds = (now - this.started) / 1_000;
    const { texts, done, refused } = this.counts;
    const pace = (texts / seconds).toFixed(1);
    return `${Math.round(seconds)} s: ${texts} texts (${pace} a second), ${done} edits, ${refused} refused, ${this.problems.size} kinds of problems`;
  }

  lines(now: number): readonly string[] {
    const { name, milliseconds, seed } = this.slowest;
    return [
      this.line(now),
      `${this.counts.noTexts} were no UTF-8, ${this.counts.unreadable} no YAML that can be worked with.`,
      `Slowest: ${name}, ${Math.round(milliseconds)} ms, seed ${seed}.`,
      ...[...this.problems].map(([kind, times]) => `${times} times: ${kind}`),
      this.isClean ? 'Nothing was found.' : 'Something was found.',
    ];
  }
}
