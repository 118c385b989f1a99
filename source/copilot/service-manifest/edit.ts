import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import { UserError } from '../../errors.ts';
import { editSource, type SourceEdit } from '../../yaml/edit.ts';
import { columnOf, dashOf, isFlow, lineStart, nodeEnd } from '../../yaml/layout.ts';
import {
  equalPlain,
  isPlainList,
  isPlainMap,
  type Path,
  type PlainValue,
  pathText,
} from '../../yaml/plain-value.ts';
import { parseSource, type SourceDocument } from '../../yaml/source-document.ts';
import { booleanOf, isGiven, plainAt } from '../go-yaml.ts';
import { overridePath, writtenAt } from '../overrides.ts';

/** What is to become of `http.redirect_to_https`. */
export interface ServiceManifestChange {
  /** Null: as if it was never written, which means true. */
  readonly redirectToHttps: boolean | null;
  /** Only there: its overrides are written, the rest stays. Default: what holds wherever nothing is overridden. */
  readonly environment?: string;
  /** Which rules: 0 is `http` itself, 1 the first of `http.additional_rules`. Default: all. */
  readonly rules?: readonly number[];
}

const redirect = 'redirect_to_https';
const additional: Path = ['http', 'additional_rules'];

/**
 * The manifest's source text with the change made, and nothing else. A list can only be overridden as a whole: for an additional
 * rule of one environment it is copied there first, and taken away again when nothing is left that differs.
 *
 * @throws UserError `cannot-edit-safely`, `no-such-rule`, and what `parseSource` throws
 */
export function editServiceManifest(
  text: string,
  change: ServiceManifestChange,
  options: { readonly file?: string } = {},
): string {
  const rules = change.rules ?? rulesOf(parseSource(text, options), change.environment);
  const edited = rules.reduce((current, rule) => {
    const source = parseSource(current, options);
    refuseMissing(source, rule, change.environment);
    return editSource(current, ruleEdits(source, rule, change), options);
  }, text);
  return withoutIdleCopy(edited, change, options);
}

function rulesOf(source: SourceDocument, environment: string | undefined): readonly number[] {
  const list = effectiveAt(source.plain(), environment, additional);
  return Array.from({ length: 1 + (isPlainList(list) ? list.length : 0) }, (_, index) => index);
}

/** What holds in the environment; of a map, only its own part. */
function effectiveAt(data: PlainValue, environment: string | undefined, path: Path): PlainValue | undefined {
  return plainAt(data, writtenAt(data, environment, path));
}

function rulePath(rule: number): Path {
  return rule === 0 ? ['http'] : [...additional, rule - 1];
}

function refuseMissing(source: SourceDocument, rule: number, environment: string | undefined): void {
  if (isPlainMap(effectiveAt(source.plain(), environment, rulePath(rule)))) return;
  const where = environment === undefined ? '' : ` for ${environment}`;
  throw new UserError({
    code: 'no-such-rule',
    message: `Editing ${source.file}: ${pathText(rulePath(rule))} is no rule of a load balancer${where}, so there is nothing that could redirect.`,
    next: ['Look at http in the manifest: it is a map, and additional_rules a list of maps'],
  });
}

function ruleEdits(
  source: SourceDocument,
  rule: number,
  { redirectToHttps, environment }: ServiceManifestChange,
): SourceEdit[] {
  const data = source.plain();
  const own = environment === undefined ? rulePath(rule) : overridePath(environment, rulePath(rule));
  const path = [...own, redirect];
  const overridesList =
    environment !== undefined && rule > 0 && !isGiven(plainAt(data, overridePath(environment, additional)));
  if (redirectToHttps === null) return overridesList ? [] : [{ op: 'remove', path, prune: rule === 0 }];
  const now = effectiveAt(data, environment, [...rulePath(rule), redirect]);
  if (booleanOf(now) === redirectToHttps) return [];
  // Left out is true: there is nothing to write.
  if (redirectToHttps && !isGiven(now)) return [];
  const copy: SourceEdit[] =
    overridesList && environment !== undefined
      ? [
          {
            op: 'insert',
            path: overridePath(environment, ['http']),
            key: 'additional_rules',
            fragment: copied(source),
          },
        ]
      : [];
  // Beside the name that it is about; never behind the list of the other rules.
  const place = { after: 'alias', before: 'additional_rules' };
  return [...copy, { op: 'set', path, value: redirectToHttps, ...place }];
}

/** The source of the base's `http.additional_rules`, with its comments, as lines at column 0. */
function copied(source: SourceDocument): string {
  const node = source.nodeAt(additional);
  const { text } = source;
  if (node === undefined || !isSeq(node))
    throw notCopied(source, 'the list is not written in this file as such');
  visit(node, {
    Node: (_key, inner) => {
      const anchored = (isMap(inner) || isSeq(inner) || isScalar(inner)) && inner.anchor !== undefined;
      if (isAlias(inner) || anchored) throw notCopied(source, 'an anchor or an alias stands in it');
    },
  });
  const start = node.range?.[0] ?? 0;
  const end = nodeEnd(text, node) ?? start;
  if (isFlow(node)) return text.slice(start, end);
  const column = columnOf(text, dashOf(node, 0));
  const spaces = new RegExp(`^ {0,${column}}`);
  return text
    .slice(lineStart(text, start), end)
    .split('\n')
    .map((line) => line.replace(spaces, ''))
    .join('\n');
}

function notCopied(source: SourceDocument, why: string): UserError {
  return new UserError({
    code: 'cannot-edit-safely',
    message: `Editing ${source.file} was left to you: http.additional_rules has to be repeated for the environment as a whole, and ${why}.`,
    next: [
      `Copy http.additional_rules below environments.NAME.http in ${source.file}, and set redirect_to_https there, by hand.`,
    ],
  });
}

/** A copied list that says again what the base says is taken away: it would hide later changes of the base. */
function withoutIdleCopy(
  text: string,
  { redirectToHttps, environment }: ServiceManifestChange,
  options: { readonly file?: string },
): string {
  if (redirectToHttps !== null || environment === undefined) return text;
  const source = parseSource(text, options);
  const data: PlainValue = source.plain();
  const path = overridePath(environment, additional);
  const copy = plainAt(data, path);
  const base = plainAt(data, additional);
  if (!isPlainList(copy) || !isPlainList(base) || !equalPlain(meaning(copy), meaning(base))) return text;
  return editSource(text, [{ op: 'remove', path, prune: true }], options);
}

/** Left out is true. */
function meaning(rules: readonly PlainValue[]): PlainValue {
  return rules.map((rule) =>
    isPlainMap(rule) ? { ...rule, [redirect]: booleanOf(rule[redirect]) ?? true } : rule,
  );
}
