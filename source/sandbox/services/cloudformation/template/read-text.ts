import {
  type Alias,
  type CollectionTag,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type ScalarTag,
} from 'yaml';
import { Fault } from '../../../service.ts';
import type { Value } from '../value.ts';

/** The short forms, told to the parser so that it does not warn about each of them; what they mean is decided below. */
const shortForms = [
  'And',
  'Base64',
  'Cidr',
  'Condition',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Ref',
  'Select',
  'Split',
  'Sub',
  'Transform',
].flatMap((name): CustomTag[] => [
  { tag: `!${name}`, resolve: (text: string) => text },
  { tag: `!${name}`, collection: 'seq', resolve: (sequence: unknown) => sequence },
  { tag: `!${name}`, collection: 'map', resolve: (map: unknown) => map },
]);
type CustomTag = ScalarTag | CollectionTag;

/** Intrinsics whose long form has no `Fn::` before it. */
const bareNames = new Set(['Ref', 'Condition']);

/** Reads YAML with CloudFormation's short forms, or JSON, into plain values with long forms only. */
export function readTemplateText(text: string): Value {
  if (text.trimStart().startsWith('{')) return readJson(text);
  const document = parseDocument(text, {
    version: '1.2',
    customTags: shortForms,
    uniqueKeys: true,
    prettyErrors: true,
    logLevel: 'silent',
  });
  const error = document.errors[0];
  if (error) {
    const at = error.linePos?.[0];
    throw invalid(
      `Template format error: YAML not well-formed. (line ${at?.line ?? 1}, column ${at?.col ?? 1})`,
    );
  }
  return toValue(document.contents, (alias) => alias.resolve(document));
}

function readJson(text: string): Value {
  try {
    const value: Value = JSON.parse(text);
    return value;
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const before = text.slice(0, position).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw invalid(
      `Template format error: JSON not well-formed. (line ${before.length}, column ${column})`,
      error,
    );
  }
}

type FollowAlias = (alias: Alias) => unknown;

function toValue(node: unknown, follow: FollowAlias): Value {
  if (isAlias(node)) return toValue(follow(node), follow);
  const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
  const value = untagged(node, follow);
  return tag?.startsWith('!') && tag.length > 1 ? longForm(tag.slice(1), value) : value;
}

function untagged(node: unknown, follow: FollowAlias): Value {
  if (isScalar(node)) return scalar(node.value, node.source);
  if (isSeq(node)) return node.items.map((item) => toValue(item, follow));
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map((pair) => [
        String(isScalar(pair.key) ? (pair.key.source ?? pair.key.value) : pair.key),
        toValue(pair.value, follow),
      ]),
    );
  }
  return null;
}

/** A number that would be written otherwise than it was (an account id with a leading zero) stays text. */
function scalar(value: unknown, source: string | undefined): Value {
  if (typeof value === 'number') return source === undefined || String(value) === source ? value : source;
  if (typeof value === 'boolean' || value === null) return value;
  return String(value);
}

function longForm(name: string, value: Value): Value {
  if (bareNames.has(name)) return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}

function invalid(message: string, cause?: unknown): Fault {
  const fault = new Fault('ValidationError', message);
  if (cause !== undefined) fault.cause = cause;
  return fault;
}
