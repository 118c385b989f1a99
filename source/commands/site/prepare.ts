import { UserError } from '../../errors.ts';
import type { SiteDesired, SiteFacts } from '../../plan/site/site-facts.ts';
import { planSite, type SiteFilesKnown } from '../../plan/site/site-plan.ts';
import type { SiteStart } from '../../plan/steps/site/run-site.ts';
import { compareFiles } from '../../plan/steps/site/site-files.ts';
import { refuseLostDistribution } from '../../plan/steps/site/site-stack-failure.ts';
import { firstPlan } from '../../site/deploy/first-plan.ts';
import type { PreparedDeploy } from '../../site/deploy/prepare-deploy.ts';
import { digestOf } from '../../site/upload-digest.ts';
import type { UploadPlan } from '../../site/upload-plan.ts';
import { stateFolder } from '../durations.ts';
import type { SiteDeployOptions } from '../options.ts';
import type { OpenSite } from './read-site.ts';
import { siteCertificate } from './site-certificate.ts';

/** A deploy that is ready to be looked at, and to be carried out. Nothing was changed yet. */
export interface SiteReady extends SiteStart {
  readonly open: OpenSite;
  /** For a dry run only. */
  readonly everyKey?: UploadPlan;
  /** With the headers that each key would be sent with. */
  readonly headersOf: PreparedDeploy['headersOf'];
}

/**
 * Everything that can be known before something is done: the certificate, what changes in the stack, and every file.
 * @throws UserError those of `siteCertificate` and `prepareDeploy`; `name-on-another-distribution`, `site-distribution-missing`, `site-bucket-missing`
 */
export async function prepareSite(
  open: OpenSite,
  options: SiteDeployOptions,
  signal: AbortSignal,
): Promise<SiteReady> {
  refuseLostDistribution(open.facts);
  const [{ certificate, certificateRequest }, files] = await Promise.all([
    siteCertificate(open, options.certificate, signal),
    readFiles(open, options, signal),
  ]);
  const desired = { ...files.desired, certificate };
  const facts: SiteFacts = {
    ...open.facts,
    ...(certificateRequest !== undefined && { certificateRequest }),
  };
  const plan = planSite(facts, desired, files.known);
  if (plan.stack !== undefined) refuseTakenName(facts);
  return {
    open,
    facts,
    desired,
    plan,
    known: files.known,
    prepared: files.prepared,
    headersOf: files.headersOf,
    ...(options.dryRun === true && { everyKey: files.plan }),
  };
}

async function readFiles(open: OpenSite, options: SiteDeployOptions, signal: AbortSignal) {
  const { facts, caller, manager } = open;
  const desired: SiteDesired = {
    certificate: undefined,
    prune: options.prune === true,
    mostDeletes: options.mostDeletes,
  };
  const ports = { caller, manager, stateFolder: stateFolder(), signal };
  const prepared = await compareFiles(facts, desired, ports);
  if (prepared === undefined) {
    const { root, manifest } = facts;
    const first = await firstPlan({ root, files: manifest.files, rules: manifest.headers, signal });
    const known: SiteFilesKnown = { digest: digestOf(first.plan), unfinished: false };
    return { desired, prepared, known, ...first };
  }
  const { state, interrupted, plan, headersOf } = prepared;
  return {
    desired,
    prepared,
    known: { digest: digestOf(plan), unfinished: interrupted || state.claim !== undefined },
    plan,
    headersOf,
  };
}

/** CloudFront lets one distribution have a name; a deployment that asked for it would be rolled back after minutes. */
function refuseTakenName({ name, service }: SiteFacts): void {
  if (name?.heldBy === undefined) return;
  throw new UserError({
    code: 'name-on-another-distribution',
    message: `${name.name} is with ${name.heldBy.id} (${name.heldBy.domainName}). CloudFront lets only one distribution have a name, so the deployment would fail and be rolled back.`,
    next: [
      "Take the name off the other distribution's alternate domain names, then run the same command again",
      `Or give the site another: http.alias in copilot/${service}/manifest.yml`,
    ],
  });
}
