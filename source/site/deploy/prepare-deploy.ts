import type { ObjectHeaders } from '../../aws/s3-uploads.ts';
import { underWay } from '../bucket/held-claim.ts';
import { inParallel } from '../bucket/in-parallel.ts';
import { type BucketState, readState } from '../bucket/read-state.ts';
import { type Recognised, recognise } from '../bucket/recognise.ts';
import type { SiteBucket } from '../bucket/site-bucket.ts';
import { holds } from '../claim.ts';
import type { Deployed, DeployedFile } from '../deployed.ts';
import { collectFiles } from '../disk/collect-files.ts';
import { type HashCache, openHashCache } from '../disk/hash-cache.ts';
import { thisMachine } from '../disk/machine.ts';
import { hashFile } from '../disk/read-file.ts';
import { type SelectOptions, selectFiles } from '../disk/select-files.ts';
import { classOf, type HeaderRule, headersFor, headersHash } from '../headers.ts';
import type { SiteFile } from '../site-file.ts';
import { needsHash, type PlanOptions, planUpload, type UploadPlan, type WantedFile } from '../upload-plan.ts';
import { spareMemory } from './spare-memory.ts';

export interface DeployOptions extends SelectOptions, PlanOptions {
  readonly site: SiteBucket;
  /** Where this machine remembers what it hashed; made when it is missing. */
  readonly stateFolder: string;
  /** Headers that the site's owner wants otherwise. */
  readonly rules?: readonly HeaderRule[];
}

/** A deploy that is ready to be looked at, and to be carried out. Nothing was changed yet. */
export interface PreparedDeploy {
  readonly site: SiteBucket;
  readonly plan: UploadPlan;
  readonly files: ReadonlyMap<string, SiteFile>;
  /** The files as the list of what is deployed is to have them; without hash where they are uploaded. */
  readonly wanted: readonly WantedFile[];
  readonly headersOf: (key: string) => ObjectHeaders;
  readonly state: BucketState;
  /** What is in the bucket, as far as it is known. */
  readonly known: Deployed;
  /** Whether a deploy before this one did not come to its end. */
  readonly interrupted: boolean;
  /** Keys that it overwrote. */
  readonly overwritten: readonly string[];
  readonly cache: HashCache;
  /** When the files were looked at, in milliseconds since 1970. */
  readonly lookedAt: number;
  /** Of this machine, for claims. */
  readonly machine: string;
}

/** Files that are hashed at once. */
const hashedAtOnce = 8;

/**
 * Compares the files with what is deployed: two requests, and no file is read that this machine knows already.
 * @throws UserError `files-refused`, `no-files`, `deploy-under-way`, `deploy-list-newer`, `file-vanished`, `file-unreadable`, `file-changing`
 */
export async function prepareDeploy(options: DeployOptions): Promise<PreparedDeploy> {
  const { site, root, stateFolder, rules, signal } = options;
  spareMemory();
  const lookedAt = Date.now();
  const [files, state, cache, claimant] = await Promise.all([
    collectFiles(root, selectFiles(options)),
    readState(site, signal),
    openHashCache(stateFolder, site.bucket),
    thisMachine(stateFolder),
  ]);
  const { claim: found, deployed } = state;
  const claim = found?.claim;
  if (found && claim && claim.id !== deployed?.id && holds(claim, found.silentFor, claimant)) {
    throw underWay(site.bucket, found.silentFor);
  }
  const interrupted = found !== undefined && claim?.id !== deployed?.id;
  const inBucket = await lookThrough(site, state, interrupted, files, signal);
  const known: Deployed = {
    id: deployed?.id ?? '',
    number: deployed?.number ?? 0,
    files: inBucket.files,
    paths: deployed?.paths ?? [],
  };
  const headersOf = headersFor(rules);
  const wanted = await wantedFiles(files, known, headersOf, cache, signal);
  cache.release();
  return {
    site,
    plan: planUpload(wanted, known, options),
    files,
    wanted,
    headersOf,
    state,
    known,
    interrupted,
    overwritten: inBucket.overwritten,
    cache,
    lookedAt,
    machine: claimant.machine,
  };
}

/** The list; where there is none, or an interrupted deploy did something since, the bucket itself together with the list. */
async function lookThrough(
  site: SiteBucket,
  { deployed, claim: found }: BucketState,
  interrupted: boolean,
  files: ReadonlyMap<string, SiteFile>,
  signal: AbortSignal | undefined,
): Promise<Recognised> {
  const listed = deployed?.files ?? new Map<string, DeployedFile>();
  if (deployed !== undefined && !interrupted) return { files: listed, overwritten: [] };
  // A claim that cannot be read leaves nothing to believe.
  return recognise(site, { files: listed, since: found?.claim?.since ?? 0 }, files, signal);
}

async function wantedFiles(
  files: ReadonlyMap<string, SiteFile>,
  known: Deployed,
  headersOf: (key: string) => ObjectHeaders,
  cache: HashCache,
  signal: AbortSignal | undefined,
): Promise<readonly WantedFile[]> {
  const wanted: WantedFile[] = [];
  await inParallel(
    files.values(),
    () => hashedAtOnce,
    async (file) => {
      const headers = headersOf(file.key);
      const { key, size } = file;
      const plain = {
        key,
        size,
        fileClass: classOf(key, headers.contentType),
        headers: headersHash(headers),
      };
      if (!needsHash(known, file)) {
        wanted.push(plain);
        return;
      }
      signal?.throwIfAborted();
      const hash = cache.hashOf(file.path, file) ?? (await hashFile(file.path)).hash;
      const there = known.files.get(key)?.hash;
      // One text for both: of a large site each is megabytes.
      wanted.push({ ...plain, hash: hash === there ? there : hash });
    },
  );
  return wanted;
}
