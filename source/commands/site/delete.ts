import { workloadStackName } from '../../copilot/names.ts';
import { forgetWorkload } from '../../copilot/records.ts';
import { type ExitCode, exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { deleteSite, type SiteDeleted } from '../../plan/steps/site/delete-site.ts';
import { systemClock } from '../../stack/clock.ts';
import { askOne } from '../ask-one.ts';
import { rememberDurations, stateFolder } from '../durations.ts';
import { environmentManager, type OpenApplication, openApplication } from '../facts/open-application.ts';
import { findStack } from '../facts/read-stack.ts';
import { inLines } from '../lines.ts';
import { chooseMode } from '../mode.ts';
import type { SiteDeleteOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';
import { watchInTerminal } from '../setup/run-in-terminal.ts';
import type { TerminalWork } from '../terminal.ts';
import { callListener } from '../verbose.ts';
import { type OpenSite, openSite } from './read-site.ts';
import { whichSite } from './which-site.ts';

/** Takes a site away, with every version of its files, after its name was typed once more. */
export async function siteDelete(service: string, options: SiteDeleteOptions): Promise<ExitCode> {
  const mode = chooseMode(options);
  if (mode === 'terminal') {
    const { inTerminal } = await import('../terminal.ts');
    return inTerminal('site delete', options, (work) => deleteInTerminal(work, service));
  }
  return inLines('site delete', mode, options, async ({ emit, signal }) => {
    const opened = await openApplication(options, signal, callListener(options, emit));
    const which = await whichSite(opened, { service, environment: options.env }, undefined);
    const open = await openSite(opened, which, readOptions(options, signal));
    if (options.dryRun === true) return tellDryRun(open, emit);
    if (options.confirm !== service) throw notConfirmed(open, options.confirm);
    return carryOut(opened, open, emit, signal);
  });
}

async function deleteInTerminal(work: TerminalWork<SiteDeleteOptions>, service: string): Promise<ExitCode> {
  const { options, emit, stop, stage } = work;
  const { signal } = stop;
  const opened = await openApplication(options, signal, callListener(options, emit));
  const { application, identity, caller } = opened;
  work.setHeader({ application: application.name, account: identity.account, region: caller.region });
  const which = await whichSite(opened, { service, environment: options.env }, (question) =>
    askOne(work, question),
  );
  stage.show({ kind: 'opening', header: work.header(), past: [], doing: `Looking at ${service}` });
  const open = await openSite(opened, which, readOptions(options, signal));
  if (options.dryRun === true) return tellDryRun(open, emit);
  if (options.confirm !== service) await confirm(work, open);
  const watching = watchInTerminal(work, {
    askAgain: false,
    mayCancel: false,
    comeBack: `copilot-cdn site delete ${service}`,
  });
  try {
    return await carryOut(opened, open, emit, signal);
  } finally {
    watching.end();
  }
}

/** @throws Cancelled */
async function confirm(work: TerminalWork<SiteDeleteOptions>, { facts }: OpenSite): Promise<void> {
  const { service, environment, stackName, bucket, name } = facts;
  await askOne(work, {
    id: 'confirm',
    kind: 'text',
    text: `Delete ${service} from ${environment.name}? Type its name.`,
    note: `${stackName}${bucket === undefined ? '' : `, every version of every file in ${bucket}`}${name === undefined ? '' : `, the record of ${name.name}`}.`,
    placeholder: service,
    check: (text) => (text.trim() === service ? undefined : `It is not ${service}.`),
    explanation: [
      'The record of its name goes first, then every file with all its versions, then the stack.',
      'Nothing of it can be had back. The manifest and the files in this workspace stay.',
      'Stopped in the midst, the same command goes on.',
    ],
  });
}

async function carryOut(
  opened: OpenApplication,
  open: OpenSite,
  emit: Emit,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { facts, caller, manager, findZone } = open;
  const { service, environment } = facts;
  const durations = await rememberDurations();
  const deleted = await deleteSite(facts, {
    caller,
    manager,
    findZone,
    emit,
    signal,
    clock: systemClock,
    expected: durations.expected,
    stateFolder: stateFolder(),
  });
  const elsewhere = await otherEnvironments(opened, open, signal);
  if (elsewhere.length === 0) await forgetWorkload(opened.caller, opened.application.name, service, signal);
  return tell(facts.stack !== undefined, deleted, elsewhere, open, emit, environment.name);
}

/** Those that the site is deployed to, too. */
async function otherEnvironments(
  opened: OpenApplication,
  { facts }: OpenSite,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const others = opened.environments.filter(({ name }) => name !== facts.environment.name);
  const found = await Promise.all(
    others.map(async (record) => {
      const stack = workloadStackName(opened.application.name, record.name, facts.service);
      // One that cannot be looked at may have it.
      const there = await findStack(environmentManager(opened, record), stack, signal).catch(() => 'unknown');
      return there === undefined ? [] : [record.name];
    }),
  );
  return found.flat();
}

function tell(
  changed: boolean,
  { versions, record }: SiteDeleted,
  elsewhere: readonly string[],
  { facts }: OpenSite,
  emit: Emit,
  environment: string,
): ExitCode {
  const { service } = facts;
  emit({
    type: 'result',
    command: 'site delete',
    ok: true,
    exitCode: exitCode.done,
    summary: changed
      ? `${service} is gone from ${environment}, with ${versions.toLocaleString('en')} versions of its files.`
      : `Nothing to do: ${service} is not in ${environment}.`,
    service,
    environment,
    versions,
    ...(record !== undefined && { record }),
    changed,
    left:
      elsewhere.length === 0
        ? [`Its manifest stays: git rm -r copilot/${service} takes it away`]
        : [`It is deployed to ${elsewhere.join(', ')} still`],
  });
  return exitCode.done;
}

function tellDryRun({ facts }: OpenSite, emit: Emit): ExitCode {
  const { service, environment, stack, stackName, bucket, name } = facts;
  const left = [
    ...(name === undefined ? [] : [`the record of ${name.name}`]),
    ...(bucket === undefined ? [] : [`every version of every file in ${bucket}`]),
    ...(stack === undefined ? [] : [`the stack ${stackName}`]),
  ];
  emit({
    type: 'result',
    command: 'site delete',
    ok: true,
    exitCode: exitCode.done,
    summary:
      left.length === 0
        ? `Nothing to do: ${service} is not in ${environment.name}.`
        : `This would be deleted: ${left.join(', ')}. Nothing was done.`,
    service,
    environment: environment.name,
    changed: false,
  });
  return exitCode.done;
}

function notConfirmed({ facts }: OpenSite, given: string | undefined): UserError {
  const { service, environment } = facts;
  return new UserError({
    code: 'confirmation-missing',
    message:
      given === undefined
        ? `${service} would be deleted from ${environment.name}, with every version of its files, and there is no terminal to type its name in.`
        : `${given} was typed, and the site is ${service}.`,
    next: [`Say so: --confirm ${service}`, 'See what would go first: --dry-run'],
  });
}
