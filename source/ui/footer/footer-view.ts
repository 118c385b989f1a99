import type { Section } from '../frame.ts';
import { type Line, span } from '../line.ts';
import { displayWidth } from '../text/width.ts';

/** A key and what it does now. */
export interface Hint {
  readonly keys: string;
  readonly does: string;
  /** What stays when there is room for little: the highest. */
  readonly importance: number;
}

export const hints = {
  move: { keys: '↑↓', does: 'move', importance: 2 },
  choose: { keys: 'enter', does: 'choose', importance: 5 },
  goOn: { keys: 'enter', does: 'go on', importance: 5 },
  back: { keys: 'esc', does: 'back', importance: 4 },
  clearFilter: { keys: 'esc', does: 'clear the filter', importance: 4 },
  explain: { keys: '?', does: 'explain', importance: 3 },
  hideExplanation: { keys: '?', does: 'hide', importance: 3 },
  mark: { keys: 'space', does: 'choose', importance: 5 },
  open: { keys: '→←', does: 'open', importance: 4.5 },
  all: { keys: 'a', does: 'all', importance: 3.1 },
  allFound: { keys: 'ctrl+a', does: 'all', importance: 3.1 },
  done: { keys: 'enter', does: 'done', importance: 5 },
  find: { keys: '/', does: 'find', importance: 3.2 },
  toTree: { keys: 'esc', does: 'back to the tree', importance: 4 },
  pages: { keys: '←→', does: 'other changes', importance: 3 },
  scroll: { keys: 'pgup pgdn', does: 'scroll', importance: 1 },
  details: { keys: 'v', does: 'details', importance: 1 },
  fewerDetails: { keys: 'v', does: 'fewer details', importance: 1 },
  quit: { keys: 'ctrl+c', does: 'quit', importance: 3.5 },
  pause: { keys: 'space', does: 'pause', importance: 4 },
  goOnPlaying: { keys: 'space', does: 'go on', importance: 4 },
  leave: { keys: 'ctrl+c', does: 'leave', importance: 5 },
  leaveOrCancel: { keys: 'ctrl+c', does: 'leave or cancel', importance: 5 },
} as const satisfies Record<string, Hint>;

/** The hints in one line; on a narrow screen the least important ones are left out. */
function footerLine(all: readonly Hint[], width: number): Line {
  let shown = all;
  while (shown.length > 1 && widthOf(shown) > width) {
    const least = shown.reduce((low, hint) => (hint.importance < low.importance ? hint : low));
    shown = shown.filter((hint) => hint !== least);
  }
  return shown.flatMap((hint, index) => [
    span(`${index === 0 ? '' : '   '}${hint.keys}`),
    span(` ${hint.does}`, 'dim'),
  ]);
}

/** The last line of a screen. `hintsNow` is asked when it is drawn: what scrolls is known once the rest has its height. */
export function footerSection(hintsNow: () => readonly Hint[], width: number): Section {
  return { natural: 1, minimum: 1, importance: 88, draw: () => [footerLine(hintsNow(), width)] };
}

function widthOf(shown: readonly Hint[]): number {
  return shown.reduce(
    (sum, { keys, does }) => sum + displayWidth(keys) + 1 + displayWidth(does),
    3 * (shown.length - 1),
  );
}
