import { nameCovers } from './host-name.ts';

/** RFC 5280: the name that a certificate is called by. Longer names can stand among the others. */
const longestMainName = 64;

/** ACM's quota of an account that has not asked for more (ACM user guide, "Quotas"). */
export const usualNames = 10;

/** ACM's limit, whatever the quota. */
const mostNames = 100;

/** Suffixes under which everybody may register a name; a wildcard there is nobody's. The longer list is not worth its size. */
const sharedSuffix = /^(?:[a-z]+|(?:ac|co|com|edu|gov|net|org)\.[a-z]{2})$/;

/** The same cover with fewer names: `*.example.com` for those beside each other. Undefined where no wildcard helps. */
export function wildcardNames(needed: readonly string[]): readonly string[] | undefined {
  const wildcards = new Set(
    needed.flatMap((name) => {
      const parent = name.slice(name.indexOf('.') + 1);
      return name.startsWith('*.') || sharedSuffix.test(parent) ? [] : [`*.${parent}`];
    }),
  );
  const single = needed.filter((name) => ![...wildcards].some((pattern) => nameCovers(pattern, name)));
  return wildcards.size === 0 ? undefined : inOrder([...single, ...wildcards]);
}

/** Names as they are asked for: each once, lower case, and first one that may be the main name. */
export function inOrder(names: readonly string[]): readonly string[] {
  const each = [...new Set(names.map((name) => name.trim().toLowerCase().replace(/\.$/, '')))].filter(
    (name) => name !== '',
  );
  const main = each.find((name) => name.length <= longestMainName);
  return main === undefined ? each : [main, ...each.filter((name) => name !== main)];
}

/** What a person typed or a flag gave: names with commas or spaces between them. */
export function namesIn(text: string): readonly string[] {
  return inOrder(text.split(/[\s,]+/));
}

/** Why ACM would not take the names, or CloudFront not the certificate; undefined: nothing is wrong. */
export function namesProblem(names: readonly string[], needed: readonly string[]): string | undefined {
  const [main] = names;
  if (main === undefined) return 'name at least one';
  const malformed = names.find((name) => !isName(name));
  if (malformed !== undefined) return `${malformed} is not a name that a certificate can have`;
  if (main.length > longestMainName)
    return `one of the names must have at most ${longestMainName} characters, and the shortest has ${main.length}`;
  if (names.length > mostNames) return `ACM takes at most ${mostNames} names, and these are ${names.length}`;
  const missing = needed.filter((name) => !names.some((pattern) => nameCovers(pattern, name)));
  return missing.length === 0 ? undefined : `${missing.join(', ')} would not be covered`;
}

function isName(name: string): boolean {
  const labels = name.replace(/^\*\./, '').split('.');
  return (
    labels.length > 1 &&
    name.length <= 253 &&
    labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$/.test(label))
  );
}
