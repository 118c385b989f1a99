import { type Connection, callerConnection } from '../../aws/connection.ts';
import { type RankedCertificate, renewsItself } from '../../cdn/certificate-rank.ts';
import { edgeRegion } from '../../cdn/edge-region.ts';
import { readableName } from '../../cdn/host-name.ts';
import { type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { CertificateEvent, Emit } from '../../event.ts';
import type { CertificatesKnown } from '../../wizard/setup-known.ts';
import { findCertificates } from '../facts/certificates.ts';
import { readNeededNames } from '../facts/needed-names.ts';
import { openApplication } from '../facts/open-application.ts';
import { inLines } from '../lines.ts';
import { chooseMode } from '../mode.ts';
import type { CertListOptions } from '../options.ts';
import { callListener } from '../verbose.ts';

/**
 * The certificates in us-east-1, and which of them CloudFront could show for the names of an environment, or for those given. Lines on a
 * terminal, too: there is nothing to ask. Exit code 0 also when none fits: the list was given.
 */
export async function certList(options: CertListOptions): Promise<ExitCode> {
  const mode = chooseMode(options) === 'json' ? 'json' : 'plain';
  return inLines('cert list', mode, options, async ({ emit, signal }) => {
    const asked = await whatIsAsked(options, emit, signal);
    const { names } = asked;
    if (names.length > 0) emit({ type: 'fact', name: 'names', value: names, text: toCover(names) });
    const known = await findCertificates({ ...asked, signal, arrived: () => undefined });
    for (const certificate of known.ranked) emit(certificateEvent(certificate));
    tellBeside(known, emit);
    return tellResult(known, asked, emit);
  });
}

/** Of very many names the first will do. */
function toCover(names: readonly string[]): string {
  const most = 12;
  const first = names.slice(0, names.length > most ? most / 2 : most).map(readableName);
  const left = names.length - first.length;
  return `To be covered: ${first.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}

interface Asked {
  readonly caller: Connection;
  readonly environmentRegion: string;
  readonly names: readonly string[];
  /** Whose names they are; undefined: they were given. */
  readonly environment?: string;
}

/** @throws UserError `answer-missing` where it is not known which environment's names are meant, and what reading it throws */
async function whatIsAsked(options: CertListOptions, emit: Emit, signal: AbortSignal): Promise<Asked> {
  const onCall = callListener(options, emit);
  if (options.name !== undefined) {
    const { region, profile, environmentProfile = profile } = options;
    const caller = await anyConnection({
      ...(region !== undefined && { region }),
      ...(environmentProfile !== undefined && { profile: environmentProfile }),
      ...(onCall !== undefined && { onCall }),
    });
    return { caller, environmentRegion: caller.region, names: [...new Set(options.name)] };
  }
  const opened = await openApplication(options, signal, onCall);
  const [only, ...others] = opened.environments.map((environment) => environment.name);
  const environment = options.env ?? (others.length === 0 ? only : undefined);
  if (environment === undefined) throw environmentMissing(opened.environments.map(({ name }) => name));
  const { record, names } = await readNeededNames(opened, environment, signal);
  return { caller: opened.environmentCaller, environmentRegion: record.region, names, environment };
}

/** Only us-east-1 matters here, so no other region has to be set. */
async function anyConnection(options: Parameters<typeof callerConnection>[0]): Promise<Connection> {
  try {
    return await callerConnection(options);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'no-region') throw error;
    return callerConnection({ ...options, region: edgeRegion });
  }
}

function environmentMissing(environments: readonly string[]): UserError {
  return new UserError({
    code: 'answer-missing',
    message: 'For the names of which environment?',
    next: [
      ...environments.map((name) => `copilot-cdn cert list --env ${name}`),
      'copilot-cdn cert list --name HOST asks for other names',
    ],
  });
}

function certificateEvent(certificate: RankedCertificate): CertificateEvent {
  const { arn, domainName, names, usable, recommended, reason, covered, missing, status } = certificate;
  const { type, keyAlgorithm, notAfter, inUse = false, inUseBy, title, columns, details } = certificate;
  return {
    type: 'certificate',
    arn,
    domainName,
    names,
    usable,
    recommended,
    ...(reason !== undefined && { reason }),
    covered,
    missing,
    status,
    issuedBy: type,
    keyAlgorithm,
    ...(notAfter !== undefined && { notAfter: notAfter.toISOString() }),
    renewsItself: renewsItself(certificate),
    inUse,
    ...(inUseBy !== undefined && { inUseBy }),
    title,
    columns,
    details,
  };
}

function tellBeside({ elsewhere, partly }: CertificatesKnown, emit: Emit): void {
  for (const { domainName, region } of elsewhere.slice(0, 3)) {
    const message = `One for ${readableName(domainName)} is in ${region}, which CloudFront cannot use.`;
    emit({ type: 'notice', code: 'certificate-elsewhere', level: 'information', message });
  }
  if (partly !== undefined)
    emit({ type: 'notice', code: 'certificate-half-known', level: 'warning', message: partly });
}

function tellResult({ ranked }: CertificatesKnown, { names, environment }: Asked, emit: Emit): ExitCode {
  const usable = ranked.filter((certificate) => certificate.usable).length;
  const [best] = ranked.filter(({ recommended }) => recommended);
  emit({
    type: 'result',
    command: 'cert list',
    ok: true,
    exitCode: exitCode.done,
    summary: summarize(ranked, usable, names),
    next: nextSteps(best, environment, names),
    certificates: ranked.length,
    usable,
    best: best?.arn ?? null,
  });
  return exitCode.done;
}

function summarize(ranked: readonly RankedCertificate[], usable: number, names: readonly string[]): string {
  const forNames = names.length === 0 ? '' : names.length === 1 ? ' for this name' : ' for these names';
  const [best] = ranked;
  if (best === undefined) return 'There is no certificate in us-east-1.';
  const all = ranked.length.toLocaleString('en-US');
  if (usable === 0)
    return ranked.length === 1
      ? `The one certificate in us-east-1 cannot be used${forNames}.`
      : `None of the ${all} certificates in us-east-1 can be used${forNames}.`;
  const because = best.because === undefined ? '' : `: ${best.because}`;
  return `${usable} of ${all} in us-east-1 can be used${forNames}. The best is ${best.title}${because}.`;
}

function nextSteps(
  best: RankedCertificate | undefined,
  environment: string | undefined,
  names: readonly string[],
): readonly string[] {
  if (environment !== undefined && best !== undefined)
    return [`copilot-cdn setup --env ${environment} --certificate ${best.arn}`];
  if (best !== undefined || names.length === 0) return [];
  const which = environment === undefined ? names.map((name) => `--name ${name}`) : [`--env ${environment}`];
  return [`copilot-cdn cert request ${which.join(' ')}`];
}
