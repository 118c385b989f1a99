import { namesIn } from '../../cdn/certificate-names.ts';
import { type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import type { CertificateRequestFacts } from '../../plan/facts.ts';
import type { Performed } from '../../plan/ports.ts';
import { certificateTags, obtainCertificate } from '../../plan/steps/certificate.ts';
import { systemClock } from '../../stack/clock.ts';
import { proposedNames, typeNames } from '../../wizard/certificate-names-question.ts';
import type { Question } from '../../wizard/question.ts';
import type { Consent } from '../../wizard/screen.ts';
import { askOne } from '../ask-one.ts';
import { chooseMode } from '../mode.ts';
import type { CertRequestOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';
import { watchInTerminal } from '../setup/run-in-terminal.ts';
import type { TerminalWork } from '../terminal.ts';
import { findRequested, openSubject, refuseNames, type Subject } from './subject.ts';

/**
 * Asks for a certificate in us-east-1 and sees it through to its issue: what the setup does, without the rest. Called again, it goes on
 * with the one that was asked for.
 */
export async function certRequest(options: CertRequestOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('../terminal.ts');
    return inTerminal('cert request', options, requestInTerminal);
  }
  const { inLines } = await import('../lines.ts');
  return inLines('cert request', mode, options, async ({ emit, signal }) => {
    const subject = await openSubject(options, signal, emit);
    const names = options.name ?? subject.needed;
    refuseNames(names);
    const found = await findRequested(subject, names, signal);
    if (options.dryRun === true) return tellDryRun(names, found, emit);
    if (options.yes !== true && found.requested === undefined) throw consentMissing(names);
    const consent = async ({ question }: Consent) => {
      const { id, text } = question;
      emit({
        type: 'question',
        id,
        text,
        answer: 'yes',
        because: options.yes ? '--yes' : 'asked for before',
      });
      return true;
    };
    return seeThrough({ subject, names, found, emit, signal, options, consent, attended: false });
  });
}

async function requestInTerminal(work: TerminalWork<CertRequestOptions>): Promise<ExitCode> {
  const { options, emit, stage, stop } = work;
  const subject = await openSubject(options, stop.signal, emit);
  const { application, identity, caller } = subject.opened;
  work.setHeader({ application: application.name, account: identity.account, region: caller.region });
  const names = options.name ?? (await askNames(work, subject.needed));
  refuseNames(names);
  stage.show({
    kind: 'opening',
    header: work.header(),
    past: [],
    doing: 'Looking at the certificates in us-east-1',
  });
  const found = await findRequested(subject, names, stop.signal);
  if (options.dryRun === true) return tellDryRun(names, found, emit);
  const watching = watchInTerminal(work, {
    askAgain: options.yes !== true,
    mayCancel: false,
    comeBack: `copilot-cdn cert request${subject.environment === undefined ? '' : ` --env ${subject.environment}`}`,
  });
  try {
    const { consent } = watching;
    return await seeThrough({
      subject,
      names,
      found,
      emit,
      signal: stop.signal,
      options,
      consent,
      attended: true,
    });
  } finally {
    watching.end();
  }
}

interface Work {
  readonly subject: Subject;
  readonly names: readonly string[];
  readonly found: CertificateRequestFacts;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly options: CertRequestOptions;
  readonly consent: (consent: Consent) => Promise<boolean>;
  readonly attended: boolean;
}

async function seeThrough(work: Work): Promise<ExitCode> {
  const { subject, found, emit, signal, options } = work;
  const names = namesIn(work.names.join(','));
  let arn = found.requested?.arn;
  if (found.requested?.status === 'ISSUED')
    return tell(names, arn, { kind: 'done' }, { changed: false, emit });
  const step = { id: 'certificate', title: 'Certificate', summary: `for ${names.join(', ')}` };
  emit({
    type: 'plan',
    title: 'A certificate from ACM, in us-east-1',
    steps: [{ ...step, state: 'to-come' }],
  });
  emit({ type: 'step', ...step, state: 'under-way' });
  const { resolver } = readOptions(options, signal);
  const ended = await obtainCertificate(
    {
      step: step.id,
      names,
      ...found,
      tags: certificateTags(subject.opened.application.name, subject.environment),
      keep: async (made) => {
        arn = made;
      },
    },
    {
      emit,
      signal,
      clock: systemClock,
      consent: work.consent,
      caller: subject.opened.environmentCaller,
      findZone: subject.findZone,
      resolver,
      touch: () => undefined,
      attended: work.attended,
    },
  );
  emit({ type: 'step', ...step, state: ended.kind === 'done' ? 'done' : 'waiting' });
  return tell(names, arn, ended, { changed: true, emit });
}

function tell(
  names: readonly string[],
  arn: string | undefined,
  ended: Performed,
  { changed, emit }: { readonly changed: boolean; readonly emit: Emit },
): ExitCode {
  const common = {
    type: 'result',
    command: 'cert request',
    certificate: arn ?? null,
    names,
    changed,
  } as const;
  if (ended.kind === 'done') {
    emit({
      ...common,
      ok: true,
      exitCode: exitCode.done,
      summary: `${changed ? 'Issued' : 'There is one already'}: ${arn}`,
      next: ['copilot-cdn setup uses it'],
    });
    return exitCode.done;
  }
  emit({
    ...common,
    ok: false,
    exitCode: exitCode.unfinished,
    summary: `Not finished: ${ended.why}.`,
    left: ended.left,
    next: ['the same command again goes on'],
  });
  return exitCode.unfinished;
}

function tellDryRun(names: readonly string[], { requested }: CertificateRequestFacts, emit: Emit): ExitCode {
  const summary =
    requested === undefined
      ? `A certificate for ${names.join(', ')} would be requested. Nothing was done.`
      : `One for ${names.join(', ')} is there already, ${requested.status}: ${requested.arn}`;
  const outcome = { certificate: requested?.arn ?? null, names, changed: false };
  emit({ type: 'result', command: 'cert request', ok: true, exitCode: exitCode.done, summary, ...outcome });
  return exitCode.done;
}

function consentMissing(names: readonly string[]): UserError {
  return new UserError({
    code: 'consent-missing',
    message: `A certificate for ${names.join(', ')} would be requested, and there is no terminal to ask in.`,
    next: ['Do it: --yes', 'See what it would be first: --dry-run'],
  });
}

async function askNames(work: TerminalWork, needed: readonly string[]): Promise<readonly string[]> {
  const { choice, typed } = proposedNames(needed);
  const ask = (question: Question) => askOne(work, question, 'Nothing was requested.');
  const chosen = await ask(choice);
  return namesIn(chosen === typeNames ? await ask(typed) : chosen);
}
