/*
 * AWS's wildcards, as path patterns, listener rules and policies share them: `*` is any text, also none; `?` is any one character;
 * case counts.
 */

/** Whether a text is matched by a pattern. */
export function matchesWildcards(pattern: string, text: string): boolean {
  return compare(pattern, text, (wanted, given) => wanted === '?' || wanted === given, 'one');
}

/**
 * Whether everything that `inner` matches is matched by `outer`, too. A yes is certain; a no may be wrong for patterns with
 * several stars.
 */
export function coversPattern(outer: string, inner: string): boolean {
  const takes = (wide: string, narrow: string) => narrow !== '*' && (wide === '?' || wide === narrow);
  return compare(outer, inner, takes, 'one');
}

/** Whether there is a text that both patterns match. */
export function patternsOverlap(one: string, other: string): boolean {
  const meet = (left: string, right: string) => left === '?' || right === '?' || left === right;
  return compare(one, other, meet, 'both');
}

/** Do the texts fit each other from their ends on? Stars of `one`, or of both, take in any number of characters. */
function compare(
  one: string,
  other: string,
  meets: (left: string, right: string) => boolean,
  stars: 'one' | 'both',
): boolean {
  // Row by row from the last character: `below[column]` is whether what follows in `one` fits other.slice(column).
  let below: readonly boolean[] = [];
  for (let row = one.length; row >= 0; row -= 1) {
    const current: boolean[] = new Array(other.length + 1).fill(false);
    for (let column = other.length; column >= 0; column -= 1) {
      const left = one[row];
      const right = other[column];
      const skipsLeft = below[column] ?? false;
      const skipsRight = current[column + 1] ?? false;
      if (left === '*') current[column] = skipsLeft || (right !== undefined && skipsRight);
      else if (right === '*' && stars === 'both')
        current[column] = skipsRight || (left !== undefined && skipsLeft);
      else if (left === undefined || right === undefined)
        current[column] = left === undefined && right === undefined;
      else current[column] = meets(left, right) && (below[column + 1] ?? false);
    }
    below = current;
  }
  return below[0] ?? false;
}
