import { awsErrorCode } from '../../../aws/errors.ts';
import { createInvalidation, readInvalidation } from '../../../aws/invalidations.ts';
import { exitCode, UserError } from '../../../errors.ts';
import { carryOutDeploy, type DeployOutcome } from '../../../site/deploy/carry-out-deploy.ts';
import { type PreparedDeploy, prepareDeploy } from '../../../site/deploy/prepare-deploy.ts';
import type { InvalidationPlan } from '../../../site/invalidation.ts';
import type { SiteEvent } from '../../../site/site-event.ts';
import { makeAnew } from '../../site/make-anew.ts';
import type { SiteDesired, SiteFacts } from '../../site/site-facts.ts';
import type { SitePorts } from '../../site/site-ports.ts';
import { uploadTeller } from '../../site/upload-teller.ts';

/** How long what a stack just allowed may take to hold everywhere, in milliseconds. */
const patienceForRights = 90_000;

/**
 * Whose credentials work in the bucket: our template lets the environment's manager role do it, in whatever account that is; Copilot's
 * does not, and the person's own have to.
 */
export function siteWorker(
  { deployed }: SiteFacts,
  { caller, manager }: Pick<SitePorts, 'caller' | 'manager'>,
) {
  return deployed?.maker === 'copilot' ? caller : manager;
}

/**
 * Compares the files with the bucket; nothing is changed.
 * @throws UserError `site-bucket-missing`, and what `prepareDeploy` throws
 */
export async function compareFiles(
  facts: SiteFacts,
  desired: SiteDesired,
  ports: Pick<SitePorts, 'caller' | 'manager' | 'stateFolder' | 'signal'>,
): Promise<PreparedDeploy | undefined> {
  const { bucket, manifest, root } = facts;
  if (bucket === undefined) return undefined;
  try {
    return await prepareDeploy({
      site: { connection: siteWorker(facts, ports), bucket },
      root,
      files: manifest.files,
      rules: manifest.headers,
      stateFolder: ports.stateFolder,
      prune: desired.prune,
      signal: ports.signal,
    });
  } catch (error) {
    throw awsErrorCode(error) === 'NoSuchBucket' ? lostBucket(facts, bucket, error) : error;
  }
}

function lostBucket(
  { service, environment, stackName }: SiteFacts,
  bucket: string,
  cause: unknown,
): UserError {
  return new UserError({
    code: 'site-bucket-missing',
    message: `${service} in ${environment.name} has lost its bucket: ${stackName} names ${bucket}, and there is none of that name.`,
    next: makeAnew(service, environment.name),
    exitCode: exitCode.failed,
    cause,
  });
}

/** The same right after the stack was made: IAM tells of new rights to all of AWS only after some seconds. */
export async function compareFilesAnew(
  facts: SiteFacts,
  desired: SiteDesired,
  ports: SitePorts,
): Promise<PreparedDeploy> {
  const started = ports.clock.now().getTime();
  for (;;) {
    try {
      const prepared = await compareFiles(facts, desired, ports);
      if (prepared !== undefined) return prepared;
      throw new UserError({
        code: 'site-bucket-missing',
        message: `${facts.stackName} holds no bucket, although it was deployed.`,
        next: [`Look what became of it: copilot-cdn watch ${facts.stackName}`],
        exitCode: exitCode.failed,
      });
    } catch (error) {
      const isLate = ports.clock.now().getTime() - started > patienceForRights;
      if (!(error instanceof UserError) || error.code !== 'access-denied' || isLate) throw error;
      await ports.clock.wait(3_000, ports.signal);
    }
  }
}

export interface FilesOutcome extends DeployOutcome {
  /** Undefined: nothing was to be invalidated, or CloudFront refused. */
  readonly invalidationId?: string;
}

/** Uploads, deletes, writes down what is deployed, and asks for the invalidation. */
export async function performSiteFiles(
  prepared: PreparedDeploy,
  facts: SiteFacts,
  desired: SiteDesired,
  ports: SitePorts,
): Promise<FilesOutcome> {
  const { distribution } = facts;
  const teller = uploadTeller('files', ports.emit, () => ports.clock.now().getTime());
  let invalidationId: string | undefined;
  const invalidate = async (plan: InvalidationPlan) => {
    if (distribution === undefined) return;
    const made = await createInvalidation(siteWorker(facts, ports), distribution.id, plan, ports.signal);
    invalidationId = made.id;
  };
  const hear = (event: SiteEvent) => {
    // Before, nothing of the site is another: who may not write there at all has changed nothing.
    if (event.type !== 'site-planned') ports.touch();
    teller.hear(event);
  };
  try {
    const outcome = await carryOutDeploy(prepared, {
      emit: hear,
      signal: ports.signal,
      invalidate,
      ...(desired.mostDeletes !== undefined && { mostDeletes: desired.mostDeletes }),
    });
    return { ...outcome, ...(invalidationId !== undefined && { invalidationId }) };
  } finally {
    teller.end();
  }
}

/** In milliseconds; CloudFront mostly needs one minute or two. */
const patienceForInvalidation = 15 * 60_000;

/** Waits until no edge serves by what it kept; false: it takes longer than anybody would watch, and goes on by itself. */
export async function followInvalidation(id: string, facts: SiteFacts, ports: SitePorts): Promise<boolean> {
  const { distribution } = facts;
  if (distribution === undefined) return true;
  const started = ports.clock.now().getTime();
  for (let pause = 2_000; ; pause = Math.min(pause * 1.5, 15_000)) {
    const { status } = await readInvalidation(siteWorker(facts, ports), distribution.id, id, ports.signal);
    if (status === 'Completed') return true;
    if (ports.clock.now().getTime() - started > patienceForInvalidation) return false;
    await ports.clock.wait(pause, ports.signal);
  }
}
