/** The names that a mistyped one may have meant, the most likely first: at most three, none that has little in common. */
export function nearest(name: string, names: readonly string[]): readonly string[] {
  const tolerated = Math.max(2, Math.floor(name.length / 3));
  return names
    .map((candidate) => ({ candidate, distance: distanceBetween(name, candidate, tolerated) }))
    .filter(({ distance }) => distance <= tolerated)
    .sort((one, other) => one.distance - other.distance || (one.candidate < other.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** How many letters to change; one that starts the other (`prod`, `production`) is as good as one letter off. */
function distanceBetween(one: string, other: string, tolerated: number): number {
  if (one.length > 1 && (other.startsWith(one) || one.startsWith(other))) return Math.min(1, tolerated);
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    let left = row + 1;
    const current = [left];
    for (const [column, otherLetter] of [...other].entries()) {
      const changed = (previous[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      left = Math.min(changed, left + 1, (previous[column + 1] ?? 0) + 1);
      current.push(left);
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
