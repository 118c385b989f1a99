import type { Event } from '../../event.ts';

/** One JSON object a line, the events as they are. */
export function createJsonPrinter(write: (line: string) => void): (event: Event) => void {
  return (event) => write(JSON.stringify(event));
}
