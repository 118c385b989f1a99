import { describeCertificate } from '../../aws/acm.ts';
import { inRegion } from '../../aws/connection.ts';
import { awsErrorCode } from '../../aws/errors.ts';
import { renewsItself } from '../../cdn/certificate-rank.ts';
import { edgeRegion } from '../../cdn/edge-region.ts';
import { type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { wantedStack } from '../../plan/site/wanted-stack.ts';
import { isWell } from '../../plan/status/findings.ts';
import { siteFindings } from '../../plan/status/of-site.ts';
import { siteRows } from '../../plan/status/site-rows.ts';
import type {
  SiteCertificateSeen,
  SiteFilesSeen,
  SiteStatusFacts,
} from '../../plan/status/site-status-facts.ts';
import { askSite } from '../../plan/steps/site/site-edge.ts';
import { compareFiles, siteWorker } from '../../plan/steps/site/site-files.ts';
import { readState } from '../../site/bucket/read-state.ts';
import { holds } from '../../site/claim.ts';
import { thisMachine } from '../../site/disk/machine.ts';
import { stateFolder } from '../durations.ts';
import { openApplication } from '../facts/open-application.ts';
import type { ReadOptions } from '../facts/read-facts.ts';
import { inLines } from '../lines.ts';
import { chooseMode } from '../mode.ts';
import type { CommonOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';
import { callListener } from '../verbose.ts';
import { type OpenSite, openSite } from './read-site.ts';
import { whichSite } from './which-site.ts';

/** Whether a site is all right: what is off first, then what is true. Exit code 0 when all is well, notes allowed. */
export async function siteStatus(service: string | undefined, options: CommonOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  return inLines('site status', mode === 'json' ? 'json' : 'plain', options, async ({ emit, signal }) => {
    const opened = await openApplication(options, signal, callListener(options, emit));
    const which = await whichSite(opened, { service, environment: options.env }, undefined);
    const read = readOptions(options, signal);
    const facts = await readSiteStatus(await openSite(opened, which, read), read);
    return tell(facts, emit);
  });
}

/** Everything at once; what these credentials may not see costs its own part. */
async function readSiteStatus(open: OpenSite, read: ReadOptions): Promise<SiteStatusFacts> {
  const { facts } = open;
  const [files, certificate, answer] = await Promise.all([
    readFiles(open, read.signal),
    readCertificate(open, read.signal),
    askSite(facts, read),
  ]);
  return { site: facts, stackDiffers: differs(open), files, certificate, answer, now: new Date() };
}

function differs({ facts }: OpenSite): boolean {
  const { deployed, manifest } = facts;
  if (deployed === undefined) return false;
  const certificate =
    manifest.alias === undefined ? undefined : (manifest.certificate ?? deployed.certificate);
  try {
    return (
      wantedStack(facts, certificate) !== undefined ||
      (deployed.maker === 'copilot-cdn' && deployed.alias !== manifest.alias)
    );
  } catch {
    return true;
  }
}

async function readFiles(open: OpenSite, signal: AbortSignal): Promise<SiteFilesSeen> {
  const { facts, caller, manager } = open;
  if (facts.bucket === undefined) return { deployed: undefined, plan: undefined };
  const folder = stateFolder();
  const site = { connection: siteWorker(facts, { caller, manager }), bucket: facts.bucket };
  try {
    const [{ deployed, claim }, machine] = await Promise.all([readState(site, signal), thisMachine(folder)]);
    const live = deployed && [...deployed.files.values()].filter(({ gone }) => gone === undefined).length;
    if (claim?.claim !== undefined) {
      const claimed = { silentFor: claim.silentFor, holds: holds(claim.claim, claim.silentFor, machine) };
      return { deployed: live, plan: undefined, claim: claimed };
    }
    const desired = { certificate: undefined, prune: false, mostDeletes: undefined };
    const prepared = await compareFiles(facts, desired, { caller, manager, stateFolder: folder, signal });
    return { deployed: live, plan: deployed === undefined ? undefined : prepared?.plan };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    signal.throwIfAborted();
    const lost = awsErrorCode(error) === 'NoSuchBucket';
    return { deployed: undefined, plan: undefined, why: inWords(error), lost };
  }
}

function inWords({ code, message }: UserError): string {
  return code === 'no-files' || code === 'files-refused' ? 'what is here cannot be compared' : message;
}

async function readCertificate(
  { facts, caller }: OpenSite,
  signal: AbortSignal,
): Promise<SiteCertificateSeen | undefined> {
  const arn = facts.deployed?.certificate;
  if (arn === undefined) return undefined;
  try {
    const found = await describeCertificate(inRegion(caller, edgeRegion), arn, signal);
    const { domainName, notAfter } = found;
    return {
      arn,
      domainName,
      renewsItself: renewsItself(found),
      ...(notAfter !== undefined && { notAfter }),
    };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function tell(facts: SiteStatusFacts, emit: Emit): ExitCode {
  const { site } = facts;
  const findings = siteFindings(facts);
  const well = isWell(findings);
  const code = well ? exitCode.done : exitCode.failed;
  const { service, environment } = site;
  const text = `${service} in ${environment.name} of ${site.application.name}, ${environment.region}, account ${environment.account}`;
  emit({ type: 'fact', name: 'site', value: [service, environment.name], text });
  for (const finding of findings) emit({ type: 'status', ...finding });
  for (const row of siteRows(facts, findings)) emit(row);
  emit({
    type: 'result',
    command: 'site status',
    ok: well,
    exitCode: code,
    summary: well ? `${service} is all well.` : `${service} is not all well.`,
    service,
    environment: environment.name,
  });
  return code;
}
