import { Fault } from '../../../service.ts';
import {
  isList,
  isProperties,
  knownAfterApply,
  listOf,
  type Properties,
  textOf,
  type Value,
} from '../value.ts';
import { cidrBlocks } from './cidr.ts';

/** What an expression may ask for. A name that is not there is the scope's to refuse. */
export interface Scope {
  /** A parameter or pseudo parameter; undefined: there is none of that name. */
  parameter(name: string): Value | undefined;
  /** What `Ref` gives for a resource. */
  reference(logicalId: string): Value;
  attribute(logicalId: string, name: string): Value;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): Value;
  importedValue(name: string): Value;
  zones(region: string): readonly string[];
}

/** Evaluates intrinsics to the bottom. `undefined` is AWS::NoValue: the property or list item goes away. */
export function evaluate(value: Value, scope: Scope): Value | undefined {
  if (isList(value)) {
    return value.flatMap((member) => {
      const result = evaluate(member, scope);
      return result === undefined ? [] : [result];
    });
  }
  if (!isProperties(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0) {
    const intrinsic = intrinsics.get(name);
    const argument = value[name];
    if (intrinsic && argument !== undefined) return intrinsic(argument, scope);
  }
  return evaluateMembers(value, scope);
}

/** Whether a condition's expression holds. */
export function holds(value: Value, scope: Scope): boolean {
  return textOf(evaluate(value, scope)) === 'true';
}

export function evaluateMembers(properties: Properties, scope: Scope): Properties {
  const result: Record<string, Value> = {};
  for (const [name, member] of Object.entries(properties)) {
    const evaluated = evaluate(member, scope);
    if (evaluated !== undefined) result[name] = evaluated;
  }
  return result;
}

type Intrinsic = (argument: Value, scope: Scope) => Value | undefined;

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (argument, scope) => referenced(textOf(argument), scope)],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', (argument, scope) => scope.importedValue(textOf(evaluate(argument, scope)))],
  ['Fn::GetAZs', (argument, scope) => scope.zones(textOf(evaluate(argument, scope)))],
  ['Fn::Cidr', cidr],
  ['Fn::Base64', (argument, scope) => Buffer.from(textOf(evaluate(argument, scope))).toString('base64')],
  ['Fn::Equals', equals],
  ['Fn::And', (argument, scope) => listOf(argument).every((one) => holds(one, scope))],
  ['Fn::Or', (argument, scope) => listOf(argument).some((one) => holds(one, scope))],
  ['Fn::Not', (argument, scope) => !listOf(argument).some((one) => holds(one, scope))],
  ['Condition', conditionOrMember],
]);

function referenced(name: string, scope: Scope): Value | undefined {
  if (name === 'AWS::NoValue') return undefined;
  return scope.parameter(name) ?? scope.reference(name);
}

function getAttribute(argument: Value, scope: Scope): Value {
  const [logicalId, ...rest] = isList(argument) ? argument : textOf(argument).split('.');
  const name = rest.map((part) => textOf(evaluate(part, scope))).join('.');
  return scope.attribute(textOf(logicalId), name);
}

function substitute(argument: Value, scope: Scope): Value {
  const [pattern, own] = isList(argument) ? argument : [argument];
  const values = isProperties(own) ? own : {};
  return textOf(pattern).replace(/\$\{([^}]*)\}/g, (whole, inner: string) => {
    const name = inner.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const given = values[name];
    if (given !== undefined) return textOf(evaluate(given, scope));
    const dot = name.indexOf('.');
    if (dot > 0) return textOf(scope.attribute(name.slice(0, dot), name.slice(dot + 1)));
    return name === '' ? whole : textOf(referenced(name, scope));
  });
}

function join(argument: Value, scope: Scope): Value {
  const [delimiter, members] = listOf(argument);
  const evaluated = members === undefined ? undefined : evaluate(members, scope);
  if (evaluated === knownAfterApply) return knownAfterApply;
  return listOf(evaluated).map(textOf).join(textOf(delimiter));
}

function select(argument: Value, scope: Scope): Value | undefined {
  const [index, members] = listOf(argument);
  const evaluated = members === undefined ? undefined : evaluate(members, scope);
  if (evaluated === knownAfterApply) return knownAfterApply;
  const chosen = listOf(evaluated)[Number(textOf(index === undefined ? 0 : evaluate(index, scope)))];
  if (chosen === undefined) {
    throw templateError(
      `Template error: Fn::Select cannot select nonexistent value at index ${textOf(index)}`,
    );
  }
  return chosen;
}

function split(argument: Value, scope: Scope): Value {
  const [delimiter, source] = listOf(argument);
  const text = textOf(source === undefined ? undefined : evaluate(source, scope));
  return text.includes(knownAfterApply) ? knownAfterApply : text.split(textOf(delimiter));
}

function choose(argument: Value, scope: Scope): Value | undefined {
  const [condition, yes, no] = listOf(argument);
  if (yes === undefined || no === undefined) {
    throw templateError('Template error: Fn::If requires a list argument with three elements');
  }
  return evaluate(scope.condition(textOf(condition)) ? yes : no, scope);
}

function findInMap(argument: Value, scope: Scope): Value {
  const [map, first, second] = listOf(argument).map((part) => textOf(evaluate(part, scope)));
  return scope.mapping(map ?? '', first ?? '', second ?? '');
}

function cidr(argument: Value, scope: Scope): Value {
  const [block, count, bits] = listOf(argument).map((part) => textOf(evaluate(part, scope)));
  if (block?.includes(knownAfterApply)) return knownAfterApply;
  return cidrBlocks(block ?? '', Number(count), Number(bits ?? 8));
}

function equals(argument: Value, scope: Scope): Value {
  const [one, other] = listOf(argument).map((part) => textOf(evaluate(part, scope)));
  return one === other;
}

/** `Condition` is an intrinsic only among conditions; an IAM statement has a member of that name, which is a map. */
function conditionOrMember(argument: Value, scope: Scope): Value {
  if (typeof argument === 'string') return scope.condition(argument);
  return evaluateMembers({ Condition: argument }, scope);
}

function templateError(message: string): Fault {
  return new Fault('ValidationError', message);
}
