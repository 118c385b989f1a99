import { XMLParser } from 'fast-xml-parser';

/** What becomes XML: absent members leave no element. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

/** How the members of a list are written: `<A><member>`, `<A><item>`, or `<A>` again and again. */
export type ListStyle = 'member' | 'item' | 'repeated';

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes the members of a structure, one element after the other. */
export function writeMembers(members: { readonly [name: string]: XmlValue }, lists: ListStyle): string {
  return Object.entries(members)
    .map(([name, value]) => writeElement(name, value, lists))
    .join('');
}

function writeElement(name: string, value: XmlValue, lists: ListStyle): string {
  if (value === undefined || value === null) return '';
  if (isList(value)) {
    if (lists === 'repeated') return value.map((item) => writeElement(name, item, lists)).join('');
    return `<${name}>${value.map((item) => writeElement(lists, item, lists)).join('')}</${name}>`;
  }
  return `<${name}>${writeContent(value, lists)}</${name}>`;
}

function writeContent(
  value: string | number | boolean | Date | { readonly [name: string]: XmlValue },
  lists: ListStyle,
): string {
  if (typeof value === 'string') return escapeXml(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  return writeMembers(value, lists);
}

/** Array.isArray does not narrow readonly arrays. */
function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

/**
 * Text that survives a parser: a bare carriage return would come back as a line feed, the Unicode line ends too.
 * What XML cannot hold at all, not even as a reference, becomes U+FFFD.
 */
function escapeXml(text: string): string {
  return text.replace(/[&<>"'\u0000-\u0008\u000b-\u001f\u0085\u2028\ufffe\uffff]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      case "'":
        return '&apos;';
      case '\r':
        return '&#xD;';
      case '\u0085':
        return '&#x85;';
      case '\u2028':
        return '&#x2028;';
      default:
        return '\ufffd';
    }
  });
}

/** XML that came in: text, or members; what may repeat is always a list. */
export type XmlInput = string | readonly XmlInput[] | { readonly [name: string]: XmlInput };

/** Parses a request body; the elements named in `lists` are lists even when there is only one. */
export function parseXml(body: string, lists: readonly string[]): XmlInput {
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    isArray: (name) => lists.includes(name),
  });
  return parser.parse(body);
}

/** A member of a structure, or undefined. */
export function member(input: XmlInput | undefined, ...path: readonly string[]): XmlInput | undefined {
  let at = input;
  for (const name of path) {
    if (at === undefined || typeof at === 'string' || isXmlList(at)) return undefined;
    at = at[name];
  }
  return at;
}

export function memberText(input: XmlInput | undefined, ...path: readonly string[]): string | undefined {
  const found = member(input, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function memberList(input: XmlInput | undefined, ...path: readonly string[]): readonly XmlInput[] {
  const found = member(input, ...path);
  return found !== undefined && typeof found !== 'string' && isXmlList(found) ? found : [];
}

function isXmlList(input: XmlInput): input is readonly XmlInput[] {
  return Array.isArray(input);
}
