import { randomUUID } from 'node:crypto';
import { deleteKeys, deleteObjectIf, readHead, readObject, writeObjectIf } from '../../aws/s3-objects.ts';
import { abortAllParts } from '../../aws/s3-uploads.ts';
import { exitCode, UserError } from '../../errors.ts';
import { type HeldClaim, overtaken, takeClaim } from '../bucket/held-claim.ts';
import { uploadAll } from '../bucket/upload-all.ts';
import { type Claim, claimKey } from '../claim.ts';
import { type DeployedFile, decodeDeployed, deployedKey, encodeDeployed } from '../deployed.ts';
import type { HashedFile } from '../disk/hash-cache.ts';
import { sameStamp } from '../disk/read-file.ts';
import { type InvalidationPlan, planInvalidation } from '../invalidation.ts';
import { listAfter } from '../list-after.ts';
import type { SiteEvent } from '../site-event.ts';
import { isEmpty } from '../upload-plan.ts';
import type { PreparedDeploy } from './prepare-deploy.ts';

export interface CarryOutOptions {
  readonly emit?: (event: SiteEvent) => void;
  readonly signal?: AbortSignal;
  /** Deletes more than this are refused. Default 256. */
  readonly mostDeletes?: number;
  /** Tells CloudFront what to forget. What goes wrong with it is told, is no reason for a deploy to fail, and is left to the next one. */
  readonly invalidate?: (invalidation: InvalidationPlan) => Promise<void>;
}

export interface DeployOutcome {
  readonly uploaded: number;
  readonly deleted: number;
  readonly unchanged: number;
  /** Undefined: visitors cannot have kept anything that is another now, or CloudFront refused. */
  readonly invalidation?: InvalidationPlan;
}

export const defaultMostDeletes = 256;

/**
 * Uploads, deletes, and writes down what is deployed. Stopped at any moment, it leaves a site whose pages find what they ask for, and
 * the next deploy goes on from there.
 * @throws UserError `too-many-deletes`, `deploy-under-way`, `deploy-outdated`, `deploy-overtaken`, and what `uploadFile` throws
 */
export async function carryOutDeploy(
  prepared: PreparedDeploy,
  options: CarryOutOptions = {},
): Promise<DeployOutcome> {
  const { plan, state, interrupted } = prepared;
  refuseManyDeletes(plan.deletes.length, options.mostDeletes ?? defaultMostDeletes);
  const { uploads, deletes, unchanged, bytes } = plan;
  options.emit?.({ type: 'site-planned', files: uploads.length, bytes, unchanged, deletes: deletes.length });
  const isDeployed = state.deployed !== undefined && !interrupted && isEmpty(plan);
  const invalidation = isDeployed ? await finishLast(prepared, options) : await deployAnew(prepared, options);
  return {
    uploaded: uploads.length,
    deleted: deletes.length,
    unchanged,
    ...(invalidation && { invalidation }),
  };
}

function refuseManyDeletes(count: number, most: number): void {
  if (count <= most) return;
  throw new UserError({
    code: 'too-many-deletes',
    message: `Deploying the site: ${count} files in the bucket would be deleted, and ${most} is the most that goes without a word.`,
    next: [
      'See whether the build is complete',
      `If they are to go: --most-deletes ${count}; without --prune they stay`,
    ],
    exitCode: exitCode.refused,
  });
}

/** The last deploy wrote its list but may not have come to its invalidation. */
async function finishLast(
  prepared: PreparedDeploy,
  options: CarryOutOptions,
): Promise<InvalidationPlan | undefined> {
  const { site, state } = prepared;
  const { claim: found, deployed } = state;
  await remember(prepared);
  if (found?.claim === undefined || deployed === undefined) return undefined;
  const { id, paths } = deployed;
  const invalidation = planInvalidation({ id, changed: [], pending: paths });
  if (!(await invalidate(invalidation, options))) return undefined;
  await deleteObjectIf(site.connection, site.bucket, claimKey, found.etag, options.signal);
  return asked(invalidation);
}

async function deployAnew(
  prepared: PreparedDeploy,
  options: CarryOutOptions,
): Promise<InvalidationPlan | undefined> {
  const { site, state, interrupted } = prepared;
  const first = firstClaim(prepared);
  const invalidation = invalidationOf(prepared, first);
  let uploaded: Uploads;
  const claim = await takeClaim(site, first, state.claim?.etag);
  try {
    await refuseOutdated(prepared, options.signal);
    // Parts that nobody will complete cost; whoever may not list them leaves them.
    if (interrupted) await abortAllParts(site.connection, site.bucket, options.signal).catch(() => undefined);
    uploaded = await upload(prepared, claim, options);
    await remove(prepared, claim, options);
    await record(prepared, first.id, uploaded.files, invalidation.paths, claim);
    options.emit?.({ type: 'site-recorded' });
  } catch (error) {
    // Whatever else goes wrong here, the error that led here says more.
    await claim.leave().catch(() => undefined);
    throw error;
  }
  const isAsked = await invalidate(invalidation, options);
  await (isAsked ? claim.release() : claim.leave());
  await remember(prepared, uploaded);
  return isAsked ? asked(invalidation) : undefined;
}

/** Undefined: there was nothing to ask for. */
function asked(invalidation: InvalidationPlan): InvalidationPlan | undefined {
  return invalidation.paths.length === 0 ? undefined : invalidation;
}

/** Between the plan and the claim another deploy may have come and gone: what it brought is not to be overwritten unseen. */
async function refuseOutdated(
  { site, state }: PreparedDeploy,
  signal: AbortSignal | undefined,
): Promise<void> {
  const head = await readHead(site.connection, site.bucket, deployedKey, signal);
  if (head?.etag === state.deployedEtag) return;
  throw new UserError({
    code: 'deploy-outdated',
    message: `Deploying to ${site.bucket}: another deploy was done since this one was planned.`,
    next: ['Run the same command again: it compares with what is there now'],
  });
}

/** What a deploy before this one began and did not finish, or did not invalidate, goes over to it. */
function firstClaim({ state, interrupted, machine }: PreparedDeploy): Claim {
  const before = state.claim?.claim;
  return {
    id: randomUUID(),
    machine,
    process: process.pid,
    ended: false,
    since: interrupted ? (before?.since ?? 0) : state.readAt,
    pending: interrupted ? (before?.pending ?? []) : before ? (state.deployed?.paths ?? []) : [],
  };
}

/** New keys were never kept; what an interrupted deploy overwrote may have been. */
function invalidationOf({ plan, overwritten }: PreparedDeploy, { id, pending }: Claim): InvalidationPlan {
  const replaced = plan.uploads.filter(({ reason }) => reason !== 'new').map(({ key }) => key);
  return planInvalidation({ id, changed: [...replaced, ...plan.deletes, ...overwritten], pending });
}

async function upload(
  { site, plan, files, headersOf }: PreparedDeploy,
  claim: HeldClaim,
  { emit = () => undefined, signal = new AbortController().signal }: CarryOutOptions,
): Promise<Uploads> {
  const uploaded = new Map<string, DeployedFile>();
  const others = new Set<string>();
  await uploadAll(site, plan.uploads, {
    claim,
    pathOf: (key) => files.get(key)?.path ?? '',
    headersOf,
    emit,
    signal,
    onUploaded(key, { stamp }, file) {
      uploaded.set(key, file);
      const chosen = files.get(key);
      if (chosen === undefined || !sameStamp(chosen, stamp)) others.add(key);
    },
  });
  return { files: uploaded, others };
}

interface Uploads {
  readonly files: ReadonlyMap<string, DeployedFile>;
  /** Keys whose file was another one by then than when it was chosen. */
  readonly others: ReadonlySet<string>;
}

/** For the next deploy from here. */
async function remember(
  { cache, wanted, files, lookedAt }: PreparedDeploy,
  uploads: Uploads = { files: new Map(), others: new Set() },
): Promise<void> {
  function* hashed(): Generator<HashedFile> {
    for (const { key, hash } of wanted) {
      const known = uploads.files.get(key)?.hash ?? hash;
      const file = files.get(key);
      if (known === undefined || file === undefined || uploads.others.has(key)) continue;
      yield { path: file.path, stamp: file, hash: known, stampedAt: lookedAt };
    }
  }
  if (uploads.files.size > 0 || cache.isOld(wanted.length)) await cache.save(hashed());
}

async function remove(
  { site, plan }: PreparedDeploy,
  claim: HeldClaim,
  options: CarryOutOptions,
): Promise<void> {
  if (plan.deletes.length === 0) return;
  await claim.ensure();
  await deleteKeys(site.connection, site.bucket, plan.deletes, options.signal);
  options.emit?.({ type: 'site-deleted', keys: plan.deletes.length });
}

/** Writes the list, if it is still the one that the plan was made from. */
async function record(
  prepared: PreparedDeploy,
  id: string,
  uploaded: ReadonlyMap<string, DeployedFile>,
  paths: readonly string[],
  claim: HeldClaim,
): Promise<void> {
  const { site, state, known, plan, wanted } = prepared;
  const body = encodeDeployed(listAfter({ id, known, plan, wanted, uploaded, paths }));
  const object = { key: deployedKey, body, contentType: 'application/json', contentEncoding: 'gzip' };
  const condition = state.deployedEtag === undefined ? 'if-absent' : { ifMatch: state.deployedEtag };
  await claim.ensure();
  const written = await writeObjectIf(site.connection, site.bucket, condition, object);
  if (written !== undefined) return;
  // When an answer got lost, the second attempt finds what the first one wrote.
  const there = await readObject(site.connection, site.bucket, deployedKey);
  if (there === undefined || decodeDeployed(there.body)?.id !== id) throw overtaken(site.bucket);
}

/** False: CloudFront does not take it now. */
async function invalidate(invalidation: InvalidationPlan, options: CarryOutOptions): Promise<boolean> {
  if (invalidation.paths.length === 0) return true;
  try {
    await options.invalidate?.(invalidation);
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    options.emit?.({ type: 'site-invalidation-failed', why });
    return false;
  }
}
