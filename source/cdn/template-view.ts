import { isSeq } from 'yaml';
import { isBlockCollection } from '../yaml/layout.ts';
import { isPlainList, isPlainMap, type Path, type PlainMap, type PlainValue } from '../yaml/plain-value.ts';
import { sourceAt } from '../yaml/source-at.ts';
import { parseSource, type SourceDocument } from '../yaml/source-document.ts';

/** A template as text and as data. The data has CloudFormation's short forms in their long ones. */
export interface TemplateView {
  readonly source: SourceDocument;
  /** The data at a path: `{ 'Fn::GetAtt': […] }` for a `!GetAtt`. */
  at(path: Path): PlainValue | undefined;
  has(path: Path): boolean;
  /** Logical id → resource. */
  readonly resources: PlainMap;
}

/** @throws UserError `not-yaml` and the like, see parseSource */
export function viewTemplate(text: string, file = 'the deployed template'): TemplateView {
  const known = recent.find(({ source }) => source.text === text && source.file === file);
  const view = known ?? readTemplate(text, file);
  recent = [view, ...recent.filter((each) => each !== view)].slice(0, 3);
  return view;
}

/** The last ones: a template is long, and to read, to patch and to check it asks for the same one again and again. */
let recent: readonly TemplateView[] = [];

function readTemplate(text: string, file: string): TemplateView {
  const source = parseSource(text, { file, cloudFormation: true });
  const plain = source.plain();
  const resources = valueAt(plain, ['Resources']);
  return {
    source,
    at: (path) => valueAt(plain, path),
    has: (path) => valueAt(plain, path) !== undefined,
    resources: isPlainMap(resources) ? resources : {},
  };
}

export function valueAt(value: PlainValue | undefined, path: Path): PlainValue | undefined {
  return path.reduce<PlainValue | undefined>((current, key) => {
    if (isPlainList(current)) return current[Number(key)];
    return isPlainMap(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }, value);
}

export function textAt(value: PlainValue | undefined, path: Path = []): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

export function listAt(value: PlainValue | undefined, path: Path = []): readonly PlainValue[] {
  const found = valueAt(value, path);
  return isPlainList(found) ? found : [];
}

/** Items of a list that has one line for each dash; undefined for a list in brackets. */
function blockList(view: TemplateView, path: Path): string | undefined {
  const node = view.source.nodeAt(path);
  return isBlockCollection(node ?? null) && isSeq(node) && node.items.length > 0
    ? sourceAt(view.source, path)
    : undefined;
}

/** The list at a path with items put in front and behind, as a fragment. Items are YAML lines with their dashes. */
export function listWith(view: TemplateView, path: Path, added: { front?: string; behind?: string }): string {
  const block = blockList(view, path);
  if (block !== undefined)
    return [added.front, block, added.behind].filter((text) => text !== undefined).join('\n');
  return JSON.stringify([...itemsOf(added.front), ...listAt(view.at(path)), ...itemsOf(added.behind)]);
}

function itemsOf(text: string | undefined): readonly PlainValue[] {
  return text === undefined ? [] : listAt(parseSource(text, { cloudFormation: true }).plain());
}
