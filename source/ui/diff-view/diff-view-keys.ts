import type { KeyPress } from '../key-press.ts';
import type { DiffViewAction } from './diff-view-reducer.ts';

/** ←→ go from page to page, PgUp and PgDn within one. ↑↓ stay with the decision below. */
export function diffViewKey(key: KeyPress): DiffViewAction | undefined {
  if (key.kind === 'text' && key.text === ' ') return { type: 'scroll-down' };
  if (key.kind === 'text' && key.text === 'b') return { type: 'scroll-up' };
  if (key.kind !== 'named') return undefined;
  switch (key.name) {
    case 'right':
    case 'tab':
      return { type: 'next-page' };
    case 'left':
      return { type: 'previous-page' };
    case 'page-down':
      return { type: 'scroll-down' };
    case 'page-up':
      return { type: 'scroll-up' };
    default:
      return undefined;
  }
}
