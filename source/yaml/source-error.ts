import { UserError, type UserErrorText } from '../errors.ts';
import type { Position } from './excerpt.ts';

/** A text that cannot be read; the message is `file:line:column: what`. */
export class SourceError extends UserError {
  readonly position: Position;
  /** A sentence, without the place. */
  readonly what: string;

  constructor(file: string, position: Position, text: UserErrorText) {
    super({ ...text, message: `${file}:${position.line}:${position.column}: ${text.message}` });
    this.position = position;
    this.what = text.message.slice(0, 1).toUpperCase() + text.message.slice(1);
  }
}
