export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly version: number;
  readonly modified: Date;
  readonly tags?: readonly { readonly Key: string; readonly Value: string }[];
}
