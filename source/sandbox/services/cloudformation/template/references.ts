import { isList, isProperties, textOf, type Value } from '../value.ts';

/** One mention of a resource or parameter in an expression. */
export interface Reference {
  readonly name: string;
  /** Absent for `Ref`. */
  readonly attribute?: string;
}

/**
 * Everything that an expression mentions by `Ref`, `Fn::GetAtt` and `Fn::Sub`. With `condition` given, only the branch
 * of `Fn::If` that is taken counts.
 */
export function referencesIn(value: Value, condition?: (name: string) => boolean): readonly Reference[] {
  if (isList(value)) return value.flatMap((member) => referencesIn(member, condition));
  if (!isProperties(value)) return [];
  const [name, ...others] = Object.keys(value);
  const argument = name === undefined || others.length > 0 ? undefined : value[name];
  if (argument !== undefined) {
    if (name === 'Ref') return [{ name: textOf(argument) }];
    if (name === 'Fn::GetAtt') return [attributeReference(argument)];
    if (name === 'Fn::Sub') return substituted(argument, condition);
    if (name === 'Fn::If' && condition && isList(argument)) {
      const taken = argument[condition(textOf(argument[0])) ? 1 : 2];
      return taken === undefined ? [] : referencesIn(taken, condition);
    }
  }
  return Object.values(value).flatMap((member) => referencesIn(member, condition));
}

function attributeReference(argument: Value): Reference {
  const [name, ...rest] = isList(argument) ? argument.map(textOf) : textOf(argument).split('.');
  return { name: name ?? '', attribute: rest.join('.') };
}

function substituted(argument: Value, condition?: (name: string) => boolean): readonly Reference[] {
  const [pattern, own] = isList(argument) ? argument : [argument];
  const values = isProperties(own) ? own : {};
  const mentioned = [...textOf(pattern).matchAll(/\$\{([^}!][^}]*)\}/g)].flatMap((match) => {
    const name = (match[1] ?? '').trim();
    if (name in values) return [];
    const dot = name.indexOf('.');
    return [dot > 0 ? { name: name.slice(0, dot), attribute: name.slice(dot + 1) } : { name }];
  });
  return [...mentioned, ...referencesIn(values, condition)];
}

/** The names of conditions that an expression uses, by `Fn::If` or `Condition`. */
export function conditionsIn(value: Value): readonly string[] {
  if (isList(value)) return value.flatMap(conditionsIn);
  if (!isProperties(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const below = conditionsIn(member);
    if (name === 'Condition' && typeof member === 'string') return [member, ...below];
    if (name === 'Fn::If' && isList(member)) return [textOf(member[0]), ...below];
    return below;
  });
}

/** The expressions that `Fn::ImportValue` is given. */
export function importsIn(value: Value): readonly Value[] {
  if (isList(value)) return value.flatMap(importsIn);
  if (!isProperties(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'Fn::ImportValue' ? [member] : importsIn(member),
  );
}
