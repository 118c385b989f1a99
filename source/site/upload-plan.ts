import type { Deployed, DeployedFile } from './deployed.ts';
import type { FileClass } from './headers.ts';

/** Why a key is touched. */
export type Reason = 'new' | 'content' | 'headers' | 'gone';

/** A file of the site, as it is to be. */
export interface WantedFile {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly fileClass: FileClass;
  /** Of its headers. */
  readonly headers: string;
  /** Of its content; undefined where it makes no difference (`needsHash`). */
  readonly hash?: string;
}

export interface PlannedUpload {
  readonly key: string;
  readonly size: number;
  readonly fileClass: FileClass;
  readonly reason: Exclude<Reason, 'gone'>;
}

export interface UploadPlan {
  /** In the order in which they are to be done: fingerprinted files, others, pages. */
  readonly uploads: readonly PlannedUpload[];
  /** Bytes of all uploads. */
  readonly bytes: number;
  readonly unchanged: number;
  /** Keys that the site no longer has, and that stay in the bucket for visitors with an older page. */
  readonly gone: readonly string[];
  /** Keys that are gone and came back as they are. */
  readonly returned: readonly string[];
  /** Keys to delete, last of all. */
  readonly deletes: readonly string[];
}

export interface PlanOptions {
  /** Whether to delete what is gone. Default false. */
  readonly prune?: boolean;
  /** Of how many deploys before this one the files stay all the same. Default 1. */
  readonly keep?: number;
}

/** Whether a file's content must be compared: its size alone does not tell that it changed. */
export function needsHash(
  deployed: Deployed | undefined,
  { key, size }: Pick<WantedFile, 'key' | 'size'>,
): boolean {
  const there = deployed?.files.get(key);
  return there?.hash !== undefined && there.size === size;
}

/** What is to be uploaded and deleted, so that the bucket holds what is wanted. */
export function planUpload(
  wanted: readonly WantedFile[],
  deployed: Deployed | undefined,
  { prune = false, keep = 1 }: PlanOptions = {},
): UploadPlan {
  const uploads: PlannedUpload[] = [];
  const returned: string[] = [];
  for (const file of wanted) {
    const there = deployed?.files.get(file.key);
    const reason = reasonFor(file, there);
    if (reason !== undefined) uploads.push(planned(file, reason));
    else if (there?.gone !== undefined) returned.push(file.key);
  }
  const others = othersIn(deployed, wanted);
  const number = (deployed?.number ?? 0) + 1;
  const isOld = (file: DeployedFile) => (file.gone ?? number) + keep <= number;
  const deletes = prune ? others.filter(([, file]) => isOld(file)).map(([key]) => key) : [];
  const deleted = new Set(deletes);
  return {
    uploads: inOrder(uploads),
    bytes: uploads.reduce((sum, { size }) => sum + size, 0),
    unchanged: wanted.length - uploads.length - returned.length,
    gone: others.filter(([key, file]) => file.gone === undefined && !deleted.has(key)).map(([key]) => key),
    returned,
    deletes,
  };
}

/** What the bucket has beside what is wanted. */
function othersIn(
  deployed: Deployed | undefined,
  wanted: readonly WantedFile[],
): readonly (readonly [string, DeployedFile])[] {
  const keys = new Set<string>();
  for (const { key } of wanted) keys.add(key);
  const others: (readonly [string, DeployedFile])[] = [];
  for (const one of deployed?.files ?? []) if (!keys.has(one[0])) others.push(one);
  return others;
}

/** Whether there is anything to do at all. */
export function isEmpty({ uploads, gone, returned, deletes }: UploadPlan): boolean {
  return uploads.length + gone.length + returned.length + deletes.length === 0;
}

function reasonFor(file: WantedFile, there: DeployedFile | undefined): PlannedUpload['reason'] | undefined {
  if (there === undefined) return 'new';
  if (there.hash === undefined || there.size !== file.size || there.hash !== file.hash) return 'content';
  return there.headers === file.headers ? undefined : 'headers';
}

function planned({ key, size, fileClass }: WantedFile, reason: PlannedUpload['reason']): PlannedUpload {
  return { key, size, fileClass, reason };
}

const classes: readonly FileClass[] = ['fingerprinted', 'other', 'page'];

/** Large files first within a class: they take longest, and the end of a class is waited for. */
function inOrder(uploads: readonly PlannedUpload[]): readonly PlannedUpload[] {
  return [...uploads].sort(
    (one, other) =>
      classes.indexOf(one.fileClass) - classes.indexOf(other.fileClass) ||
      other.size - one.size ||
      (one.key < other.key ? -1 : 1),
  );
}
