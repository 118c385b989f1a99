export interface StackSet {
  /** `NAME:UUID` */
  readonly id: string;
  readonly name: string;
  readonly instances: readonly StackInstance[];
}

export interface StackInstance {
  readonly account: string;
  readonly region: string;
  readonly stackId: string;
}
