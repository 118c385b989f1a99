import type { Header } from '../wizard/screen.ts';
import { justify, type Line, lineWidth, row, span } from './line.ts';

/** Which program, and on whose account: that part stays on any width. */
export function headerLine({ application, account, region }: Header, width: number): Line {
  const where = [application, account, region].filter((part) => part !== undefined).join(' · ');
  const right = row(span(where, 'dim'));
  const left = row(span('copilot-cdn', 'strong'));
  return where !== '' && lineWidth(left) + 2 + lineWidth(right) > width
    ? row(span(where, 'dim'))
    : justify(left, right, width);
}
