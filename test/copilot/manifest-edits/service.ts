import { isDeepStrictEqual } from 'node:util';
import {
  editServiceManifest,
  type ServiceManifestChange,
} from '../../../source/copilot/service-manifest/edit.ts';
import { isPlainList, isPlainMap, type Path, type PlainValue } from '../../../source/yaml/plain-value.ts';
import { dataOf } from '../verdict/library.ts';
import {
  anotherWord,
  hasLastingParent,
  isOrdinary,
  type ManifestEdit,
  type NoWayBack,
  nothingKeptOfIt,
  stoodEmpty,
} from './manifest-edit.ts';
import { at, canHold, isGiven, pruned, put, truth, without } from './plain-data.ts';

const environment = 'prod';
const redirect = 'redirect_to_https';
const additional: Path = ['http', 'additional_rules'];

/** Which rules, where: what an edit is about. */
interface Scope {
  readonly name: string;
  readonly environment?: string;
  readonly rules?: readonly number[];
}

const scopes: readonly Scope[] = [
  { name: '' },
  { name: ' of an additional rule', rules: [1] },
  { name: ' in an environment', environment },
  { name: ' of an additional rule in an environment', environment, rules: [1] },
];

function rulePath(rule: number): Path {
  return rule === 0 ? ['http'] : [...additional, rule - 1];
}

function ownPath(scope: Scope, path: Path): Path {
  return scope.environment === undefined ? path : ['environments', scope.environment, ...path];
}

/** Maps of an environment are merged into the base, anything else replaces it. */
function effective(base: PlainValue | undefined, override: PlainValue | undefined): PlainValue | undefined {
  if (!isGiven(override)) return base;
  if (!isPlainMap(base) || !isPlainMap(override)) return override;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(override)])];
  return Object.fromEntries(
    keys.map((key) => [key, effective(at(base, [key]), at(override, [key])) ?? null]),
  );
}

function httpOf(data: PlainValue, scope: Scope): PlainValue | undefined {
  const base = at(data, ['http']);
  return scope.environment === undefined ? base : effective(base, at(data, ownPath(scope, ['http'])));
}

function rulesOf(data: PlainValue, scope: Scope): readonly number[] {
  if (scope.rules !== undefined) return scope.rules;
  const list = at(httpOf(data, scope), ['additional_rules']);
  return [0, ...(isPlainList(list) ? list.map((_, index) => index + 1) : [])];
}

function ruleOf(data: PlainValue, scope: Scope, rule: number): PlainValue | undefined {
  return at(httpOf(data, scope), rulePath(rule).slice(1));
}

function appliesTo(scope: Scope): (data: PlainValue) => boolean {
  return (data) =>
    isPlainMap(data) &&
    canHold(data, ownPath(scope, ['http', redirect])) &&
    [['environments'], ['environments', environment]].every((path) => isOpen(at(data, path))) &&
    rulesOf(data, scope).every((rule) => isPlainMap(ruleOf(data, scope, rule)));
}

/** Another value than a map takes everything away that holds elsewhere. */
function isOpen(override: PlainValue | undefined): boolean {
  return !isGiven(override) || isPlainMap(override);
}

function hasOwnRules(data: PlainValue, scope: Scope): boolean {
  return scope.environment === undefined || isGiven(at(data, ownPath(scope, additional)));
}

/** Left out is true. A list can only be overridden as a whole. */
function redirecting(data: PlainValue, scope: Scope, wanted: boolean): PlainValue {
  return rulesOf(data, scope).reduce((result, rule) => {
    const now = at(ruleOf(result, scope, rule), [redirect]);
    if (truth(now) === wanted || (wanted && !isGiven(now))) return result;
    const list = at(result, additional);
    const isCopied = rule > 0 && !hasOwnRules(result, scope) && list !== undefined;
    const copied = isCopied ? put(result, ownPath(scope, additional), list) : result;
    return put(copied, ownPath(scope, [...rulePath(rule), redirect]), wanted);
  }, data);
}

/** A copy that says the same as the base is in the way of later changes: it goes, too. */
function withoutRedirect(data: PlainValue, scope: Scope): readonly PlainValue[] {
  const results = rulesOf(data, scope).reduce<readonly PlainValue[]>(
    (all, rule) =>
      all.flatMap((result) => {
        const path = ownPath(scope, [...rulePath(rule), redirect]);
        return rule === 0 ? pruned(result, path) : [without(result, path)];
      }),
    [data],
  );
  return results.flatMap((result) =>
    isIdleCopy(result, scope) ? pruned(result, ownPath(scope, additional)) : [result],
  );
}

function isIdleCopy(data: PlainValue, scope: Scope): boolean {
  const copy = at(data, ownPath(scope, additional));
  return (
    scope.environment !== undefined &&
    isPlainList(copy) &&
    isDeepStrictEqual(meaning(copy), meaning(at(data, additional)))
  );
}

/** Left out is true. */
function meaning(rules: PlainValue | undefined): PlainValue {
  if (!isPlainList(rules)) return null;
  return rules.map((rule) =>
    isPlainMap(rule) ? { ...rule, [redirect]: truth(rule[redirect]) ?? true } : rule,
  );
}

function changeOf(scope: Scope, redirectToHttps: boolean | null): ServiceManifestChange {
  return {
    redirectToHttps,
    ...(scope.environment !== undefined && { environment: scope.environment }),
    ...(scope.rules !== undefined && { rules: scope.rules }),
  };
}

function places(scope: Scope): (data: PlainValue) => readonly Path[] {
  return (data) =>
    rulesOf(data, scope).flatMap((rule) => [
      ownPath(scope, [...rulePath(rule), redirect]),
      ...(scope.environment === undefined ? [] : [ownPath(scope, additional)]),
    ]);
}

const trueInCopies: NoWayBack = {
  noWayBack: 'what is taken out of a copied list means true, whatever the base says, and leaves its comments',
};

/** Gives each rule what it said before, nothing or another truth. */
function redirectBack(scope: Scope) {
  return (text: string, original: string): string | NoWayBack => {
    const before = dataOf(original);
    if (isIdleCopy(before, scope)) return nothingKeptOfIt;
    let current = text;
    for (const rule of rulesOf(before, scope)) {
      const path = ownPath(scope, [...rulePath(rule), redirect]);
      const value = at(before, path);
      const said = at(ruleOf(before, scope, rule), [redirect]);
      const isCopied = rule > 0 && !hasOwnRules(before, scope) && said !== undefined;
      if (isCopied && (truth(said) === false || original.includes('#'))) return trueInCopies;
      const isUntouched = isDeepStrictEqual(at(dataOf(current), path), value);
      if (isUntouched) continue;
      if (value === undefined && !hasLastingParent(original, path)) return stoodEmpty;
      if (value !== undefined && (typeof value !== 'boolean' || !isOrdinary(original, path)))
        return anotherWord;
      current = editServiceManifest(current, changeOf({ ...scope, rules: [rule] }, value ?? null));
    }
    return current;
  };
}

function editsIn(scope: Scope): readonly ManifestEdit[] {
  const around = { kind: 'service', appliesTo: appliesTo(scope), places: places(scope) } as const;
  const setting = (wanted: boolean): ManifestEdit => ({
    ...around,
    name: `${redirect} ${wanted}${scope.name}`,
    edit: (text) => editServiceManifest(text, changeOf(scope, wanted)),
    meant: (data) => [redirecting(data, scope, wanted)],
    back: redirectBack(scope),
  });
  return [
    setting(false),
    setting(true),
    {
      ...around,
      name: `${redirect} removed${scope.name}`,
      edit: (text) => editServiceManifest(text, changeOf(scope, null)),
      meant: (data) => withoutRedirect(data, scope),
      back: (text, original) => {
        const before = dataOf(original);
        const [after] = withoutRedirect(before, scope);
        return isDeepStrictEqual(before, after) ? text : nothingKeptOfIt;
      },
    },
  ];
}

export const serviceEdits: readonly ManifestEdit[] = scopes.flatMap(editsIn);
