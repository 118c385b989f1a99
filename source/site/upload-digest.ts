import { isEmpty, type UploadPlan } from './upload-plan.ts';

/** What a plan comes to. Of a large site the plan itself is much memory, and is not kept longer than it is needed. */
export interface UploadDigest {
  readonly uploads: number;
  readonly deletes: number;
  readonly unchanged: number;
  readonly gone: number;
  /** Visitors may have kept something that is another now, or gone. */
  readonly replaces: boolean;
  /** There is nothing to do at all. */
  readonly empty: boolean;
  /** The first of the keys, as lines of a diff: `+new.html`, `~ changed.html`, `-deleted.html`. */
  readonly shown: readonly string[];
}

/** So many keys of each kind are shown; `--dry-run` prints all. */
const mostShown = 500;

export function digestOf(plan: UploadPlan): UploadDigest {
  const { uploads, deletes, unchanged, gone } = plan;
  const more = uploads.length - mostShown;
  return {
    uploads: uploads.length,
    deletes: deletes.length,
    unchanged,
    gone: gone.length,
    replaces: deletes.length > 0 || uploads.some(({ reason }) => reason !== 'new'),
    empty: isEmpty(plan),
    shown: [
      ...uploads.slice(0, mostShown).map(({ key, reason }) => `${reason === 'new' ? '+' : '~ '}${key}`),
      ...(more > 0 ? [` and ${more.toLocaleString('en')} more`] : []),
      ...deletes.slice(0, mostShown).map((key) => `-${key}`),
    ],
  };
}
