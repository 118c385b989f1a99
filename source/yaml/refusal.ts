/** Why an edit cannot be made with certainty; `editSource` turns it into `cannot-edit-safely`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Where in the text, when it is about one place. */
  readonly offset: number | undefined;

  constructor(reason: string, offset?: number) {
    super(reason);
    this.offset = offset;
  }
}
