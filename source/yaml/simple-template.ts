import { longForm } from './plain.ts';
import type { PlainValue } from './plain-value.ts';
import {
  type Entry,
  type Grammar,
  type Holder,
  isBlockNext,
  type Reader,
  readBelow,
  readBlocks,
} from './simple-blocks.ts';
import { readFlow } from './simple-flow.ts';
import {
  isNothing,
  plain,
  plainBehindTag,
  textBetween,
  unusual,
  withoutComment,
  wordOrQuoted,
} from './simple-scalar.ts';

/**
 * The data of a template that is written as Copilot and people write them, with CloudFormation's tags in their long form.
 * Undefined for every other text, right or wrong, as `simpleData` does it for manifests.
 */
export function simpleTemplate(text: string): PlainValue | undefined {
  return readBlocks(text, template);
}

const template: Grammar = { entryOf, value };

const entry = new RegExp(`^${wordOrQuoted} *:(?: +(.*))?$`);

/** The key of a line, without its quotes. */
export function entryOf(text: string): Entry | undefined {
  const [, , inQuotes, word, rest = ''] = entry.exec(text) ?? [];
  const key = word ?? inQuotes;
  return key === undefined ? undefined : { key, rest };
}

function value(reader: Reader, text: string, indent: number, holder: Holder): PlainValue {
  const [head, tag] = (text.startsWith('!') && /^(![A-Za-z]\w*)(?: +|$)/.exec(text)) || [''];
  return longForm(tag, untagged(reader, text.slice(head.length), indent, holder, tag !== undefined));
}

function untagged(
  reader: Reader,
  text: string,
  indent: number,
  holder: Holder,
  isTagged: boolean,
): PlainValue {
  if (isNothing(text)) {
    // A text on a line of its own below its tag is left to the library.
    return isBlockNext(reader) ? (readBelow(reader, indent, holder) ?? unusual()) : unusual();
  }
  const [, chomps] = /^\|(-?) *$/.exec(text) ?? [];
  if (chomps !== undefined) return readLiteral(reader, indent) + (chomps === '' ? '\n' : '');
  if (/^[[{]/.test(text)) return readFlow(reader, text, indent, holder);
  const between = textBetween(text);
  if (between !== undefined) return between;
  return isTagged ? plainBehindTag(withoutComment(text)) : plain(withoutComment(text));
}

/** The lines of a block that is taken as it is, deeper than `indent`; without those that are blank at its end. */
function readLiteral(reader: Reader, indent: number): string {
  const { lines } = reader;
  const start = reader.next;
  let column: number | undefined;
  let end = start;
  for (; reader.next < lines.length; reader.next += 1) {
    const line = lines[reader.next];
    if (line === undefined || line.text === '') continue;
    if (line.indent < (column ?? indent + 1)) break;
    column ??= line.indent;
    end = reader.next + 1;
  }
  const content = lines.slice(start, end);
  const first = content.find(({ text }) => text !== '') ?? unusual();
  const blankAround = [...lines.slice(start, lines.indexOf(first, start)), ...lines.slice(end, reader.next)];
  // The library refuses deeper ones at the start, and those at the end would be content.
  if (blankAround.some((line) => line.indent > first.indent)) return unusual();
  return content.map((line) => ' '.repeat(Math.max(0, line.indent - first.indent)) + line.text).join('\n');
}
