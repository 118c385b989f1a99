import { visit } from 'yaml';
import { type Path, type PlainValue, pathText } from '../yaml/plain-value.ts';
import { parseSource, type SourceDocument } from '../yaml/source-document.ts';
import { type Finding, findingAt, findingAtKey, findingFrom } from './finding.ts';
import { plainAt } from './go-yaml.ts';
import { inspect, type Misfit } from './inspect.ts';
import { type Interpolation, interpolate, predefinedNames, type UndefinedVariable } from './interpolate.ts';
import type { ManifestOrigin } from './manifest-origin.ts';
import { nearest } from './nearest.ts';
import { refuseAliases } from './refuse-aliases.ts';
import { keysAround, pathsOf, type Shape } from './shape.ts';

/** A manifest of any kind, read as Copilot reads it. */
export interface OpenManifest {
  readonly origin: ManifestOrigin;
  readonly source: SourceDocument;
  /** What Copilot's parser makes of the file: `${NAME}` filled in, nothing that it does not know or take. */
  readonly data: PlainValue;
  /** Where in the file stands what `data` has at a path: overrides stand elsewhere. */
  readonly written: (path: Path) => Path;
  readonly interpolation: Interpolation;
  /** What reading it brought up: variables, keys that Copilot does not know, values of another type than it takes. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a manifest. What Copilot would not read in a file that is YAML is told in `findings`.
 *
 * @throws UserError `not-yaml`, `duplicate-key`, `tab-indentation`, `several-documents`, `too-many-aliases`,
 *   `predefined-variable-overridden`
 */
export function openManifest(text: string, origin: ManifestOrigin, shape: Shape): OpenManifest {
  const source = parseSource(text, { file: origin.file });
  refuseAliases(source);
  const interpolation = interpolate(text, origin);
  const isOpen = (value: string) => holdsUnset(value, interpolation);
  const { data, refused, dropped, unknown } = inspect(interpolation.data, shape, isOpen);
  const opened = { origin, source, data, written: (path: Path) => path, interpolation };
  return {
    ...opened,
    findings: [
      ...variableFindings(opened),
      ...refused.map((misfit) => wrongType(source, misfit)),
      ...dropped.map((misfit) => droppedValue(source, misfit)),
      ...unknownKeys(source, unknown, shape),
    ],
  };
}

/** False for what is written at `path` when a variable stands in it that nobody has set: there is nothing to say about it. */
export function isKnown({ interpolation }: Pick<OpenManifest, 'interpolation'>, path: Path): boolean {
  return !path.some((_, depth) => {
    const value = plainAt(interpolation.data, path.slice(0, depth + 1));
    return typeof value === 'string' && holdsUnset(value, interpolation);
  });
}

/** The same for everything that is written below `path`, too. */
export function isWhollyKnown({ interpolation }: Pick<OpenManifest, 'interpolation'>, path: Path): boolean {
  const below = JSON.stringify(plainAt(interpolation.data, path) ?? null);
  return isKnown({ interpolation }, path) && !holdsUnset(below, interpolation);
}

function holdsUnset(text: string, { undefinedVariables }: Interpolation): boolean {
  return undefinedVariables.some(({ name }) => text.includes(`\${${name}}`));
}

/** Set by machines that Copilot's pipelines run on, by hardly any shell. Copilot itself sets neither. */
const ofThePipeline = ['AWS_REGION', 'AWS_ACCOUNT_ID'];

function variableFindings({
  origin,
  source,
  interpolation,
}: Pick<OpenManifest, 'origin' | 'source' | 'interpolation'>): Finding[] {
  const { variables, undefinedVariables } = interpolation;
  const places = new Map<string, UndefinedVariable[]>();
  for (const place of undefinedVariables) {
    // Copilot knows its own, even where we do not.
    if (predefinedNames.includes(place.name)) continue;
    places.set(place.name, [...(places.get(place.name) ?? []), place].slice(0, 2));
  }
  const missing = [...places].map(([name, [first, second]]) => {
    const and = second === undefined ? '' : ' (here and in other places)';
    return findingFrom(source, first?.start ?? 0, first?.end ?? 0, [], {
      code: 'variable-not-defined',
      severity: 'error',
      message: ofThePipeline.includes(name)
        ? `${name} is not set in this shell${and}, and Copilot does not set it: in a pipeline it is the pipeline's own, elsewhere nobody's.`
        : `${name} is not set in this shell${and}; Copilot sets only COPILOT_APPLICATION_NAME and COPILOT_ENVIRONMENT_NAME.`,
      fix: `export ${name}=…`,
    });
  });
  const standIns = Object.entries(origin.standIns ?? {}).filter(([name]) => variables.includes(name));
  return [...missing, ...standIns.flatMap(([name, value]) => standInFinding(source, origin, name, value))];
}

/** A stand-in is in use, or the shell says something else than it. */
function standInFinding(
  source: SourceDocument,
  { variables, environment }: ManifestOrigin,
  name: string,
  value: string,
): Finding[] {
  const own = variables[name];
  if (own === value) return [];
  const isUnset = own === undefined;
  const start = firstUse(source, name);
  return [
    findingFrom(source, start, start + name.length + 3, [], {
      code: isUnset ? 'variable-stands-in' : 'variable-elsewhere',
      severity: 'warning',
      message: isUnset
        ? `${name} is not set in this shell, and Copilot does not set it. Here it stands for ${value}, which is ${environment}'s own.`
        : `${name} is ${own} in this shell, but ${value} in ${environment}; the manifest means ${own}.`,
      fix: `Before copilot runs: export ${name}=${value}`,
    }),
  ];
}

/** Where `${NAME}` stands first; in comments and keys nobody fills it in. */
function firstUse({ document, text }: SourceDocument, name: string): number {
  let found = 0;
  visit(document, {
    Scalar: (key, node) => {
      const [start, end] = node.range ?? [0, 0];
      const offset = key === 'key' ? -1 : text.slice(start, end).indexOf(`\${${name}}`);
      if (offset === -1) return undefined;
      found = start + offset;
      return visit.BREAK;
    },
  });
  return found;
}

function wrongType(source: SourceDocument, { path, expected }: Misfit): Finding {
  const name = path.length === 0 ? 'The manifest' : pathText(path);
  return findingAt(source, path, {
    code: 'wrong-type',
    severity: 'error',
    message: `${name} must be ${expected}.`,
    fix: `Write ${expected} for ${path.length === 0 ? 'it' : name}.`,
  });
}

function droppedValue(source: SourceDocument, { path, expected, instead }: Misfit): Finding {
  const name = pathText(path);
  return findingAt(source, path, {
    code: 'value-dropped',
    severity: 'warning',
    message: `${name} must be ${expected}; Copilot ${instead === undefined ? 'drops what stands there' : `takes what stands there for ${instead}`} without a word.`,
    fix: `Write ${expected} for ${name}.`,
  });
}

/** Keys that Copilot's parser passes over in silence, each with the one that it may have meant. */
function unknownKeys(source: SourceDocument, paths: readonly Path[], shape: Shape): readonly Finding[] {
  if (paths.length === 0) return [];
  const known = pathsOf(shape);
  return paths.map((path) => {
    const name = pathText(path);
    const meant = meantBy(path, shape, known);
    return findingAtKey(source, path, {
      code: 'unknown-key',
      severity: 'notice',
      message: `Copilot knows no key ${name} and passes over it.`,
      fix:
        meant === undefined
          ? `Remove ${name}, or leave it: it does nothing.`
          : `Write it as ${meant}, if that is what is meant.`,
    });
  });
}

/** The same key where Copilot has it, nearby; else a key of the same map that looks alike; else the same key anywhere. */
function meantBy(path: Path, shape: Shape, known: readonly string[]): string | undefined {
  const parent = pathText(path.slice(0, -1));
  const prefix = parent === '' ? '' : `${parent}.`;
  const last = String(path.at(-1));
  const nearby = known.find((each) => each.startsWith(prefix) && each.endsWith(`.${last}`));
  if (nearby !== undefined) return nearby;
  const [alike] = nearest(last, keysAround(shape, path));
  if (alike !== undefined) return prefix + alike;
  const elsewhere = known.filter((each) => each === last || each.endsWith(`.${last}`));
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}
