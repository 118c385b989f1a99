import { resourceType } from '../resource-types/index.ts';
import { referencesIn } from '../template/references.ts';
import {
  isList,
  isProperties,
  knownAfterApply,
  type Properties,
  present,
  sameValue,
  type Value,
} from '../value.ts';
import type { ChangeDetail } from './change-set.ts';
import { differences, shownValue } from './differences.ts';
import type { Fate } from './forecast.ts';

export interface PropertyChange {
  readonly type: string;
  readonly name: string;
  /** As the template that is deployed says it, and as the new one does. */
  readonly expressionBefore: Value | undefined;
  readonly expressionAfter: Value | undefined;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

export interface Surroundings {
  readonly fates: ReadonlyMap<string, Fate>;
  /** Names of parameters that get another value. */
  readonly changedParameters: ReadonlySet<string>;
}

/** What a change set says about one property: nothing when it stays as it is. */
export function propertyDetails(change: PropertyChange, surroundings: Surroundings): readonly ChangeDetail[] {
  const recreation = resourceType(change.type).createOnly.includes(change.name) ? 'Always' : 'Never';
  return differences(change.before, change.after).flatMap((difference) => {
    const before = shownValue(difference.before);
    const after = shownValue(difference.after);
    const base = {
      attribute: 'Properties',
      name: change.name,
      path: ['/Properties', change.name, ...difference.path].join('/'),
      requiresRecreation: recreation,
      changeType: difference.changeType,
      ...present('before', before),
      ...present('after', after),
    } as const;
    const open = after?.includes(knownAfterApply) ?? false;
    const expressionBefore = expressionAt(change.expressionBefore, difference.path);
    const expressionAfter = expressionAt(change.expressionAfter, difference.path);
    const direct: ChangeDetail = {
      ...base,
      evaluation: open ? 'Dynamic' : 'Static',
      source: 'DirectModification',
    };
    const details = [
      ...(sameValue(expressionBefore, expressionAfter) ? [] : [direct]),
      ...causesOf(expressionAfter, surroundings, open).map((cause) => ({ ...base, ...cause })),
    ];
    // A condition or an imported value decides otherwise: nothing in the expression says so.
    return details.length > 0 ? details : [direct];
  });
}

/** The part of an expression that a place in its value comes from, down to the first intrinsic. */
function expressionAt(expression: Value | undefined, path: readonly string[]): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined || expression === undefined) return expression;
  if (isList(expression)) return expressionAt(expression[Number(step)], rest);
  if (!isProperties(expression) || isIntrinsic(expression)) return expression;
  return expressionAt(expression[step], rest);
}

function isIntrinsic(expression: Properties): boolean {
  const [name = '', ...others] = Object.keys(expression);
  return others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

type Cause = Pick<ChangeDetail, 'evaluation' | 'source'> & { readonly causingEntity: string };

/** Which parameters and resources make the value change. */
function causesOf(
  expression: Value | undefined,
  { fates, changedParameters }: Surroundings,
  open: boolean,
): readonly Cause[] {
  const references = expression === undefined ? [] : referencesIn(expression);
  const unique = new Map(references.map((one) => [`${one.name}.${one.attribute ?? ''}`, one]));
  return [...unique.values()].flatMap(({ name, attribute }): readonly Cause[] => {
    if (changedParameters.has(name)) {
      return [{ evaluation: 'Static', source: 'ParameterReference', causingEntity: name }];
    }
    const fate = fates.get(name);
    if (!open || fate === undefined || fate === 'unchanged') return [];
    const evaluation = fate === 'replaced' ? 'Static' : 'Dynamic';
    if (attribute === undefined) {
      return fate === 'modified' ? [] : [{ evaluation, source: 'ResourceReference', causingEntity: name }];
    }
    return [{ evaluation, source: 'ResourceAttribute', causingEntity: `${name}.${attribute}` }];
  });
}
