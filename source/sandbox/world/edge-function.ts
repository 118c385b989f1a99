/** A function that runs at the edge (CloudFront Functions). */
export interface EdgeFunction {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly code: string;
}
