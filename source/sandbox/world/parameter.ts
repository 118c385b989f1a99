export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly version: number;
  readonly modified: Date;
}
