/** A name as the API writes it: with the last dot, and with a wildcard's star as `\052`. */
export function apiName(name: string): string {
  return `${name.replaceAll('*', '\\052')}.`;
}

/** A name as the world keeps it: lower case, without the last dot, with a plain star. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll('\\052', '*').replace(/\.$/, '');
}

/** Route 53 sorts by labels from the right: `com.example.www.` */
export function compareNames(left: string, right: string): number {
  const [a, b] = [sortKey(left), sortKey(right)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sortKey(name: string): string {
  return apiName(name).split('.').reverse().join('.');
}
