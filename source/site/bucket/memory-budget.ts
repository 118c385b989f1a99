import { partSize } from '../part-size.ts';

/** Files up to this size get memory of their own size, larger ones a whole part's. */
const smallFile = 256 * 1024;

/** All content in memory at once. Bytes. */
const budget = 6 * partSize;

export interface Lease {
  readonly buffer: Buffer;
  /** Gives the memory back; whoever has it must not use it any more. */
  release(): void;
}

/** Lends memory for content on its way, never more than the budget; the memory of parts is used again and again. */
export interface MemoryBudget {
  /** Waits until there is enough. `size` is at most `partSize`. */
  borrow(size: number): Promise<Lease>;
}

export function memoryBudget(): MemoryBudget {
  let free = budget;
  const spare: Buffer[] = [];
  const waiting: { readonly size: number; readonly go: () => void }[] = [];

  function giveBack(size: number): void {
    free += size;
    // In their order: a large one is not starved by small ones.
    for (let [next] = waiting; next !== undefined && next.size <= free; [next] = waiting) {
      waiting.shift();
      free -= next.size;
      next.go();
    }
  }

  async function take(size: number): Promise<void> {
    if (waiting.length === 0 && size <= free) {
      free -= size;
      return;
    }
    await new Promise<void>((go) => waiting.push({ size, go }));
  }

  return {
    async borrow(size) {
      if (size <= smallFile) {
        await take(size);
        return { buffer: Buffer.allocUnsafe(size), release: () => giveBack(size) };
      }
      await take(partSize);
      const part = spare.pop() ?? Buffer.allocUnsafeSlow(partSize);
      return {
        buffer: part.subarray(0, size),
        release: () => {
          spare.push(part);
          giveBack(partSize);
        },
      };
    },
  };
}
