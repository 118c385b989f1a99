import type { Emit } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Journal } from '../../plan/journal.ts';
import { readJournal } from '../../plan/journal-file.ts';
import type { Plan } from '../../plan/step.ts';
import { refuseBusyOrStuck } from '../../plan/steps/deployment-failure.ts';
import type { Termination, TlsFacts } from '../../plan/tls-facts.ts';
import { planTls } from '../../plan/tls-plan.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import { type OpenEnvironment, openEnvironment, type ReadOptions } from '../facts/read-facts.ts';
import { readTls } from '../facts/read-services.ts';
import type { TlsOptions } from '../options.ts';
import { refuseOtherRun } from '../other-run.ts';
import { situationFacts } from '../setup/situation.ts';
import { serviceFacts } from './situation.ts';

/** An environment with everything that matters to where TLS ends. */
export interface OpenedTls {
  readonly opened: OpenApplication;
  readonly environment: OpenEnvironment;
  readonly facts: Facts;
  readonly tls: TlsFacts;
  readonly termination: Termination;
  readonly plan: Plan;
  readonly planFor: (facts: Facts) => Plan;
  readonly journal: Journal | undefined;
}

/**
 * Reads an environment and its services, and plans.
 * @throws UserError `other-run-unfinished`, `cdn-off`, and what reading and planning throw
 */
export async function openTls(
  opened: OpenApplication,
  name: string,
  {
    options,
    command,
    read,
    emit,
  }: {
    readonly options: TlsOptions;
    readonly command: 'tls' | 'resume';
    readonly read: ReadOptions;
    readonly emit: Emit;
  },
): Promise<OpenedTls> {
  const found = await readJournal(opened.workspace.root, name);
  const journal = found?.application === opened.application.name ? found : undefined;
  refuseOtherRun(journal, 'tls');
  const environment = await openEnvironment(opened, name, read);
  const tls = await readTls({ opened, manager: environment.manager, signal: read.signal }, environment.facts);
  const facts = { ...environment.facts, tls };
  for (const fact of [...situationFacts(facts), ...serviceFacts(facts)]) emit(fact);
  const termination = terminationOf(options, command, journal);
  const planFor = (now: Facts) => planTls(now, termination);
  return {
    opened,
    environment: { ...environment, facts },
    facts,
    tls,
    termination,
    plan: planFor(facts),
    planFor,
    journal,
  };
}

/** What is typed counts; who only resumes wants what was wanted before. */
function terminationOf(
  options: TlsOptions,
  command: 'tls' | 'resume',
  journal: Journal | undefined,
): Termination {
  if (command === 'resume' && journal?.answers.termination === 'load-balancer') return 'load-balancer';
  return options.terminateTls === false ? 'load-balancer' : 'edge';
}

/** The journal to go on with: what an earlier run has in flight is true whatever is wanted now. */
export function tlsJournal(
  { facts, termination, journal }: OpenedTls,
  options: TlsOptions,
  unattended: boolean,
): Journal {
  const probe = options.probe === false || journal?.answers.probe === 'no' ? 'no' : 'yes';
  return {
    ...journal,
    version: 1,
    command: 'tls',
    application: facts.application.name,
    environment: facts.environment.name,
    startedAt: journal?.startedAt ?? new Date().toISOString(),
    answers: { environment: facts.environment.name, termination, probe },
    unattended,
  };
}

/**
 * Stacks that somebody else is updating, or that are stuck, are left alone; asked before the first file is written.
 * @throws UserError `stack-busy`, or what gets it out
 */
export function refuseBusyStacks({ facts, plan, tls, journal }: OpenedTls): void {
  const open = plan.steps.filter((step) => step.kind === 'deployment' && !step.done);
  for (const step of open) {
    const service = tls.services.find(({ name }) => step.kind === 'deployment' && step.service === name);
    const stack = service === undefined ? facts.stack : service.stack;
    const own = service === undefined ? journal : journal?.services?.[service.name];
    if (stack !== undefined) refuseBusyOrStuck({ ...facts, stack }, own?.operation);
  }
}
