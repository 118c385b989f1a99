import { parseArn } from '../../copilot/aws-formats.ts';
import { isPlainList, isPlainMap, type PlainMap, type PlainValue } from '../../yaml/plain-value.ts';
import { withSlash } from '../path-pattern.ts';
import { coversPattern, matchesWildcards, patternsOverlap } from '../wildcards.ts';

/** A distribution that is to read objects of a bucket. */
export interface EdgeReader {
  readonly bucket: string;
  readonly distributionArn: string;
  /** Which objects it is asked for; default: any. */
  readonly pathPattern?: string;
}

export type Statement = PlainMap;

export const cloudFront = 'cloudfront.amazonaws.com';

/** `aws`, `aws-cn`, `aws-us-gov` */
function partitionOf({ distributionArn }: EdgeReader): string {
  return parseArn(distributionArn)?.partition ?? 'aws';
}

export function bucketArn(reader: EdgeReader): string {
  return `arn:${partitionOf(reader)}:s3:::${reader.bucket}`;
}

/** The ARNs of the objects that the reader is asked for, with wildcards. */
export function objectArns(reader: EdgeReader): string {
  return `${bucketArn(reader)}${withSlash(reader.pathPattern ?? '*')}`;
}

/** The texts of an element that may be one or several. */
export function textsOf(value: PlainValue | undefined): readonly string[] {
  const values = isPlainList(value) ? value : [value ?? null];
  return values.filter((each) => ['string', 'number', 'boolean'].includes(typeof each)).map(String);
}

/** Is the statement about everybody? `"*"` and `{"AWS": "*"}` are the same in a bucket's policy. */
export function isForEverybody(principal: PlainValue | undefined): boolean {
  if (isPlainMap(principal)) return Object.values(principal).some((value) => textsOf(value).includes('*'));
  return textsOf(principal).includes('*');
}

/** Is CloudFront among the services that a principal names? */
export function namesCloudFront(principal: PlainValue | undefined): boolean {
  return isPlainMap(principal) && textsOf(principal.Service).includes(cloudFront);
}

/** Whether a statement is about an action: names of actions have no case. */
export function isAbout(statement: Statement, action: string): boolean {
  const matches = (pattern: string) => matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
  if (statement.NotAction !== undefined) return !textsOf(statement.NotAction).some(matches);
  return textsOf(statement.Action).some(matches);
}

/** Whether a statement with `Resource` holds for all the ARNs that a pattern stands for. */
export function coversResource(statement: Statement, arns: string): boolean {
  return textsOf(statement.Resource).some((pattern) => coversPattern(pattern, arns));
}

/** Whether a statement may hold for some of the ARNs. */
export function touchesResource(statement: Statement, arns: string): boolean {
  if (statement.NotResource !== undefined) {
    return !textsOf(statement.NotResource).some((pattern) => coversPattern(pattern, arns));
  }
  return textsOf(statement.Resource).some((pattern) => patternsOverlap(pattern, arns));
}
