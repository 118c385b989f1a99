import { domainToASCII, domainToUnicode } from 'node:url';

/** A name as certificates and DNS write it: lower case, without the last dot, other alphabets in punycode. */
export function normalName(name: string): string {
  const bare = name.trim().replace(/\.$/, '');
  // `*` is no host name to a URL parser, so it stays outside.
  return bare.startsWith('*.') ? `*.${asciiName(bare.slice(2))}` : asciiName(bare);
}

/** `*` stands for exactly one label, and only the first: `*.example.com` is neither `example.com` nor `a.b.example.com`. */
export function nameCovers(pattern: string, name: string): boolean {
  return createCover([pattern])(normalName(name));
}

/** Whether one of the names covers a normal name. */
export function createCover(patterns: readonly string[]): (normal: string) => boolean {
  const known = new Set(patterns.map(normalName));
  return (normal) => coveringNames(normal).some((name) => known.has(name));
}

/** The two names that cover a normal name: itself, and the wildcard in place of its first label. */
export function coveringNames(normal: string): readonly string[] {
  const dot = normal.indexOf('.');
  return dot > 0 ? [normal, `*${normal.slice(dot)}`] : [normal];
}

/** For people: `bücher.example.com (xn--bcher-kva.example.com)`. Both, because letters of other alphabets can look alike. */
export function readableName(name: string): string {
  if (!/(^|\.)xn--/i.test(name) && isAscii(name)) return name;
  const normal = normalName(name);
  const readable = normal.startsWith('*.')
    ? `*.${domainToUnicode(normal.slice(2))}`
    : domainToUnicode(normal);
  return readable === normal || readable.replace(/^\*\./, '') === '' ? name : `${readable} (${normal})`;
}

function asciiName(name: string): string {
  // Characters with a meaning in URLs are no part of a host name; such a text is compared as it is.
  if (isAscii(name) || /[\s/?#@:\\%]/.test(name)) return name.toLowerCase();
  return domainToASCII(name) || name.toLowerCase();
}

function isAscii(name: string): boolean {
  return /^[\x21-\x7e]*$/.test(name);
}
