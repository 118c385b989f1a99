/** A name as certificates and DNS write it: lower case, without the last dot, other alphabets in punycode. */
function normalName(name: string): string {
  const bare = name.trim().replace(/\.$/, '');
  const [label = '', ...rest] = bare.split('.');
  // `*` is no host name to a URL parser, so it stays outside.
  if (label === '*') return `*.${asciiName(rest.join('.'))}`;
  return asciiName(bare);
}

/** `*` stands for exactly one label, and only the first: `*.example.com` is neither `example.com` nor `a.b.example.com`. */
export function nameCovers(pattern: string, name: string): boolean {
  const one = normalName(pattern);
  const other = normalName(name);
  if (one === other) return true;
  if (!one.startsWith('*.') || other.startsWith('*.')) return false;
  const dot = other.indexOf('.');
  return dot > 0 && other.slice(dot) === one.slice(1);
}

function asciiName(name: string): string {
  // Characters with a meaning in URLs are no part of a host name; such a text is compared as it is.
  if (/^[\x21-\x7e]*$/.test(name) || /[\s/?#@:\\]/.test(name)) return name.toLowerCase();
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : name.toLowerCase();
}
