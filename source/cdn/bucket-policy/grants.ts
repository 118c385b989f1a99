import { isPlainMap, type PlainMap, type PlainValue } from '../../yaml/plain-value.ts';
import { testsOf, together } from './conditions.ts';
import {
  bucketArn,
  cloudFront,
  coversResource,
  type EdgeReader,
  isAbout,
  namesCloudFront,
  objectArns,
  type Statement,
  textsOf,
} from './statement.ts';

/** What a distribution may be allowed: reading objects, and learning that one is not there (404 instead of 403). */
export interface Grant {
  readonly sid: string;
  readonly action: 's3:GetObject' | 's3:ListBucket';
  /** What our statement names. */
  readonly resource: string;
  /** What must be covered at least; undefined: anything. */
  readonly needed: string | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
export function readGrant(reader: EdgeReader): Grant {
  return {
    sid: 'AllowCloudFrontServicePrincipalReadOnly',
    action: 's3:GetObject',
    resource: `${bucketArn(reader)}/*`,
    needed: objectArns(reader),
  };
}

export function listGrant(reader: EdgeReader): Grant {
  const resource = bucketArn(reader);
  return {
    sid: 'AllowCloudFrontServicePrincipalListBucket',
    action: 's3:ListBucket',
    resource,
    needed: resource,
  };
}

/** Our statement of a grant; Sids are unique in a policy. */
export function statementFor(grant: Grant, reader: EdgeReader, takenSids: readonly string[]): PlainMap {
  return {
    Sid: freeSid(grant.sid, takenSids),
    Effect: 'Allow',
    Principal: { Service: cloudFront },
    Action: grant.action,
    Resource: grant.resource,
    Condition: { StringEquals: { 'AWS:SourceArn': reader.distributionArn } },
  };
}

/** The statement for somebody else to add. */
export function neededStatement(reader: EdgeReader): string {
  return JSON.stringify(statementFor(readGrant(reader), reader, []));
}

function freeSid(sid: string, taken: readonly string[]): string {
  let free = sid;
  for (let number = 2; taken.includes(free); number += 1) free = `${sid}${number}`;
  return free;
}

/**
 * Whether a statement gives the grant to the distribution, in whichever form. Certain forms only: what is public to everybody does
 * not count, for it ends when the bucket is closed.
 */
export function gives(statement: Statement, grant: Grant, reader: EdgeReader): boolean {
  return (
    statement.Effect === 'Allow' &&
    namesCloudFront(statement.Principal) &&
    textsOf(statement.Action).length > 0 &&
    isAbout(statement, grant.action) &&
    covers(statement, grant) &&
    together(testsOf(statement.Condition, reader)) === 'holds'
  );
}

/** Whether any distribution of anybody may use the statement: nothing in it names a source. */
export function isForAnyDistribution(statement: Statement): boolean {
  if (!isPlainMap(statement.Condition)) return true;
  const keys = Object.values(statement.Condition).flatMap((each) =>
    isPlainMap(each) ? Object.keys(each) : [],
  );
  return !keys.some((key) => /^aws:source(arn|account|orgid|orgpaths)$/i.test(key));
}

/** Where a statement names the distributions it is for: operator and key as they are written. */
export interface SourceArns {
  readonly operator: string;
  readonly key: string;
  readonly arns: readonly string[];
}

/**
 * The distributions of a statement that is nothing but the grant for them, so that one more in it means nothing else. Undefined
 * for every other statement.
 */
export function sourceArnsOf(statement: Statement, grant: Grant): SourceArns | undefined {
  if (!isNothingBut(statement, grant) || !isPlainMap(statement.Condition)) return undefined;
  const [only, ...others] = Object.entries(statement.Condition);
  if (only === undefined || others.length > 0 || !isPlainMap(only[1])) return undefined;
  const [operator, tests] = only;
  const [test, ...more] = Object.entries(tests);
  if (test === undefined || more.length > 0 || !/^(String|Arn)(Equals|Like)$/.test(operator))
    return undefined;
  const [key, values] = test;
  const arns = textsOf(values);
  if (key.toLowerCase() !== 'aws:sourcearn' || !arns.every(isDistribution)) return undefined;
  return { operator, key, arns };
}

function isNothingBut(statement: Statement, grant: Grant): boolean {
  const { Sid: _, Effect, Principal, Action, Resource, Condition, ...others } = statement;
  return (
    Object.keys(others).length === 0 &&
    Effect === 'Allow' &&
    isPlainMap(Principal) &&
    Object.keys(Principal).length === 1 &&
    isOnly(Principal.Service, cloudFront) &&
    textsOf(Action).length === 1 &&
    isAbout(statement, grant.action) &&
    !/[*?]/.test(textsOf(Action)[0] ?? '') &&
    textsOf(Resource).length === 1 &&
    covers(statement, grant) &&
    Condition !== undefined
  );
}

function covers(statement: Statement, { needed }: Grant): boolean {
  return needed === undefined || coversResource(statement, needed);
}

function isOnly(value: PlainValue | undefined, text: string): boolean {
  const texts = textsOf(value);
  return texts.length === 1 && texts[0] === text;
}

function isDistribution(arn: string): boolean {
  return /^arn:[^:]+:cloudfront:.*:distribution\//.test(arn);
}
