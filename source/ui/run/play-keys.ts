import type { PlayChange, Playing } from '../../wizard/screen.ts';
import { type Hint, hints } from '../footer/footer-view.ts';

/** What the keys do to a recording that is played. `=` is `+` without Shift. */
export const playKeys: Readonly<Record<string, PlayChange>> = {
  ' ': 'pause',
  '+': 'faster',
  '=': 'faster',
  '-': 'slower',
};

export function playHints({ speed, paused }: Playing): readonly Hint[] {
  return [
    paused ? hints.goOnPlaying : hints.pause,
    { keys: '+-', does: `speed, now ×${Number(speed.toFixed(2))}`, importance: 3 },
  ];
}
