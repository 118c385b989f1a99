/**
 * Runs something for every item, as many at once as `most` says at that moment. After a failure nothing new is begun; it is thrown
 * when what is under way has ended.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  most: () => number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  let active = 0;
  let wake: () => void = () => undefined;

  const ended = () => {
    active -= 1;
    wake();
  };
  for (const item of items) {
    while (active >= most() && failures.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failures.length > 0) break;
    active += 1;
    run(item)
      .catch((error: unknown) => failures.push(error))
      .finally(ended);
  }
  while (active > 0) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  if (failures.length > 0) throw failures[0];
}
