/**
 * The smallest text that still fails, as far as leaving out lines, and then characters, leads.
 *
 * @param tries how often `fails` may be asked
 */
export function shrink(text: string, fails: (text: string) => boolean, tries = 2_000): string {
  let left = tries;
  const stillFails = (candidate: string) => {
    left -= 1;
    return left >= 0 && fails(candidate);
  };
  const lines = without(text.split(/(?<=\n)/), (parts) => stillFails(parts.join('')));
  return without([...lines.join('')], (parts) => stillFails(parts.join(''))).join('');
}

/** Leaves out half of the parts, a quarter, and so on down to single ones, as long as something goes. */
function without(parts: readonly string[], fails: (parts: readonly string[]) => boolean): readonly string[] {
  let current = parts;
  for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < current.length; ) {
      const shorter = current.toSpliced(start, size);
      if (fails(shorter)) current = shorter;
      else start += size;
    }
  }
  return current;
}
