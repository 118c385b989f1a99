/** AWS's wildcards: `*` is any text, also none; `?` is any one character. Letters match in either case if wanted. */
export function matchesWildcard(pattern: string, text: string, letters: 'exact' | 'either-case'): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, letters === 'exact' ? 's' : 'is').test(text);
}

/** Whether a name of a certificate or of a distribution stands for a host: `*.` stands for exactly one label. */
export function coversHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern.toLowerCase() === host;
  return host.slice(host.indexOf('.')) === pattern.slice(1).toLowerCase();
}
