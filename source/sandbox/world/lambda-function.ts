export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly code: { readonly bucket: string; readonly key: string } | { readonly zipFile: string };
}
