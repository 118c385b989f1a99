/** Makes ids and takes chances, the same ones every time for the same seed. */
export interface Identifiers {
  /** So many hexadecimal digits: `sg-0123…`. */
  hex(length: number): string;
  /** So many capital letters and digits: a distribution's id after its `E`. */
  letters(length: number): string;
  uuid(): string;
  /** From 0 up to, not including, 1. */
  fraction(): number;
}
