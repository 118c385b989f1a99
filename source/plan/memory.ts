/**
 * Keeps the last results by their key: a plan is made anew after every step, and most of what it is made of has not changed.
 * What `make` does must follow from the key alone.
 */
export function memory<Value>(limit: number): (key: string, make: () => Value) => Value {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const known = kept.get(key);
    const value = known ?? make();
    // Those that were asked for last stand at the end.
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
