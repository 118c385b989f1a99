import { describe, expect, it } from 'vitest';
import { openShop } from '../shop.ts';
import { answerToReview, openTerminal, questions, startUpdate } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

/** Where the program ends its lines: a margin in the window, and no further right than reads well. */
const edgeAt = (columns: number) => {
  const margin = columns >= 60 ? 2 : 1;
  return margin + Math.min(columns - 2 * margin, 96);
};

describe('a window that changes its size', () => {
  it('shows the review at each size as if it had always been that size', async () => {
    const shop = await openShop();
    const terminal = openTerminal(shop, ['setup'], { columns: 120, rows: 24 });
    await answerToReview(terminal);
    const first = new Map<string, string>();
    for (const [columns, rows] of [
      [120, 24],
      [50, 24],
      [40, 20],
      [50, 24],
      [120, 24],
      [40, 20],
    ] as const) {
      terminal.resize(columns, rows);
      const size = `${columns}x${rows}`;
      // What is read while a frame is being drawn can look whole: the same screen as before has to come, in time.
      const screen = await wholeFrame(terminal, first.get(size) ?? questions.review, edgeAt(columns));
      expect(screen).toBe(first.get(size) ?? screen);
      first.set(size, screen);
    }
  });

  it('keeps a run whole, from 120 to 50 columns, to 40x20 and back', async () => {
    // Slow enough that the update is still on its way after four sizes.
    const shop = await openShop({ speed: 10 });
    const terminal = openTerminal(shop, ['setup'], { columns: 120, rows: 24 });
    await startUpdate(terminal);
    for (const [columns, rows] of [
      [120, 24],
      [50, 24],
      [40, 20],
      [120, 30],
    ] as const) {
      terminal.resize(columns, rows);
      await wholeFrame(terminal, /prod gets its CDN.*\n(.*\n)*.*\d of \d done/, edgeAt(columns));
    }
    terminal.kill('SIGKILL');
    await terminal.exit;
  });
});
