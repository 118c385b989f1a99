import { type Document, type Node, parseDocument, type YAMLError } from 'yaml';
import { UserError } from '../errors.ts';
import { type DuplicateKey, findDuplicateKey } from './duplicate-key.ts';
import { excerpt, type Position, positionAt } from './excerpt.ts';
import { locate } from './locate.ts';
import { type Part, partAlone, partsOf } from './parts.ts';
import { plainOf, type Substitute } from './plain.ts';
import { hasPath, type Path, type PlainValue } from './plain-value.ts';
import { simpleData } from './simple-document.ts';
import { simpleTemplate } from './simple-template.ts';
import { SourceError } from './source-error.ts';

export interface SourceOptions {
  /** Named in messages. */
  readonly file?: string;
  /** `!Ref` and its like are CloudFormation's; `plain()` gives them in their long form. */
  readonly cloudFormation?: boolean;
}

/** A YAML (or JSON) text and what it says. Offsets count from the start of `text`, byte-order mark included. */
export interface SourceDocument {
  readonly text: string;
  readonly file: string;
  /** Whether `plain()` gives `!Ref` and its like in their long form. */
  readonly cloudFormation: boolean;
  /** Read when it is first asked for, where the data alone was to be had without it. */
  readonly document: Document;
  /** The data of a text that is written in a simple way; undefined for every other one. */
  readonly simple: PlainValue | undefined;
  /**
   * A document in which all that is written at `path` is where it is in the text. Of a template it may hold nothing else, because
   * to read one resource takes a fraction of the time.
   */
  documentAt(path: Path): Document;
  /** The parts of a template below a top-level key, in their order; undefined for every text that is not simple. */
  partsBelow(key: string): ReadonlyMap<string, Part> | undefined;
  /** The node that is written at `path`; nothing is looked up behind an alias or a merge key. */
  nodeAt(path: Path): Node | undefined;
  /** Is it written there? True for a key without a value, too. */
  has(path: Path): boolean;
  /** The line of an offset, from 1. */
  lineOf(offset: number): number;
  positionOf(offset: number): Position;
  /** The text around a place, numbered, with the place underlined; `context`: lines above it. */
  excerptOf(start: number, end: number, context?: number): readonly string[];
  /** The data, with aliases and merge keys followed. */
  plain(substitute?: Substitute): PlainValue;
}

/**
 * Reads one YAML document.
 *
 * @throws UserError `not-yaml`, `duplicate-key`, `tab-indentation`, `several-documents`; the message has file:line:column
 */
export function parseSource(text: string, options: SourceOptions = {}): SourceDocument {
  const file = options.file ?? 'the text';
  const cloudFormation = options.cloudFormation ?? false;
  const known = recent.find(
    (each) => each.text === text && each.file === file && each.cloudFormation === cloudFormation,
  );
  return remembered(known ?? readSource(text, file, cloudFormation));
}

/** The last ones read: to read, to check and to edit a file asks for the same document several times. Nobody changes it. */
let recent: readonly SourceDocument[] = [];

function remembered(source: SourceDocument): SourceDocument {
  recent = [source, ...recent.filter((each) => each !== source)].slice(0, 2);
  return source;
}

function readSource(text: string, file: string, cloudFormation: boolean): SourceDocument {
  const simple = cloudFormation ? simpleTemplate(text) : simpleData(text);
  let parsed = simple === undefined ? checked(text, file) : undefined;
  const document = () => {
    parsed ??= checked(text, file);
    return parsed;
  };
  const parts = cloudFormation && simple !== undefined ? partsOf(text, simple) : undefined;
  const alone = new Map<Part, SourceDocument>();
  const documentAt = (path: Path) => {
    const part = parsed === undefined ? parts?.at(path) : undefined;
    if (part === undefined) return document();
    const source = alone.get(part) ?? readSource(partAlone(text, String(path[0]), part), file, true);
    alone.set(part, source);
    return remembered(source).document;
  };
  return {
    text,
    file,
    cloudFormation,
    get document() {
      return document();
    },
    simple,
    documentAt,
    partsBelow: (key) => parts?.below(key),
    nodeAt: (path) => {
      const place = locate(documentAt(path), path);
      return place.rest.length === 0 ? (place.node ?? undefined) : undefined;
    },
    has: (path) =>
      simple === undefined || cloudFormation
        ? locate(documentAt(path), path).rest.length === 0
        : hasPath(simple, path),
    lineOf: (offset) => positionAt(text, offset).line,
    positionOf: (offset) => positionAt(text, offset),
    excerptOf: (start, end, context) => excerpt(text, start, end, context),
    plain: (substitute) =>
      simple !== undefined && substitute === undefined
        ? simple
        : plainOf(document().contents, document(), cloudFormation, substitute),
  };
}

/** The document, without errors and without a key that is there twice. */
function checked(text: string, file: string): Document {
  const document = parse(text, file);
  const [error] = document.errors;
  if (error !== undefined) throw sourceError(text, file, error);
  const duplicate = findDuplicateKey(document);
  if (duplicate !== undefined) throw duplicateKeyError(text, file, duplicate);
  return document;
}

function parse(text: string, file: string): Document {
  try {
    return parseDocument(text, {
      keepSourceTokens: true,
      // 'silent' would hide that there are several documents.
      logLevel: 'error',
      prettyErrors: false,
      // CloudFormation's tags are unknown to YAML; that is a warning, which nobody looks at.
      resolveKnownTags: false,
      // The library's own comparison takes time that grows with the square of the number of keys.
      uniqueKeys: false,
    });
  } catch (cause) {
    throw new UserError({
      code: 'not-yaml',
      message: `Reading ${file} as YAML failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
      next: ['Mend the file; nothing was changed.'],
      cause,
    });
  }
}

function sourceError(text: string, file: string, error: YAMLError): UserError {
  const [start, end] = error.pos;
  const position = positionAt(text, start);
  const details = excerpt(text, start, end);
  const indentation = /^[^\S\n]*/.exec(text.split('\n')[position.line - 1] ?? '')?.[0] ?? '';
  if (error.code === 'TAB_AS_INDENT' || indentation.includes('\t')) {
    return new SourceError(file, position, {
      code: 'tab-indentation',
      message: 'the line is indented with a tab, which YAML forbids.',
      next: ['Indent the line with spaces.'],
      details,
    });
  }
  if (error.code === 'MULTIPLE_DOCS') {
    return new SourceError(file, position, {
      code: 'several-documents',
      message: 'a second YAML document begins here; only the first would be read.',
      next: ['Keep one document in the file.'],
      details,
    });
  }
  return new SourceError(file, position, {
    code: 'not-yaml',
    message: `this is not valid YAML: ${lowerFirst(error.message)}.`,
    next: ['Mend the line; nothing was changed.'],
    details,
  });
}

function duplicateKeyError(text: string, file: string, duplicate: DuplicateKey): UserError {
  return new SourceError(file, positionAt(text, duplicate.second), {
    code: 'duplicate-key',
    message: `the key ${duplicate.key} is already on line ${positionAt(text, duplicate.first).line}.`,
    next: ['Keep one of the two.'],
    details: excerpt(text, duplicate.second, duplicate.second + duplicate.key.length),
  });
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
