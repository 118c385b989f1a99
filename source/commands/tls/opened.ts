import type { Facts } from '../../plan/facts.ts';
import type { Journal } from '../../plan/journal.ts';
import { readJournal } from '../../plan/journal-file.ts';
import type { Termination } from '../../plan/tls-facts.ts';
import { planTls } from '../../plan/tls-plan.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import { openEnvironment } from '../facts/read-facts.ts';
import { readTls } from '../facts/read-services.ts';
import type { TlsOptions } from '../options.ts';
import { refuseOtherRun } from '../other-run.ts';
import type { OpenGiven, PlannedCommand, PlannedWork } from '../planned/command.ts';
import { allWays } from '../planned/ways.ts';
import { situationFacts } from '../setup/situation.ts';
import { tlsOutcome } from './outcome.ts';
import { serviceFacts } from './situation.ts';

export function tlsCommand(options: TlsOptions): PlannedCommand {
  return {
    name: 'tls',
    reads: "its stack, its services, the load balancer's rules",
    open: (opened, environment, given) => openTls(opened, environment, { options, ...given }),
  };
}

/**
 * Reads an environment and its services, and plans.
 * @throws UserError `other-run-unfinished`, `cdn-off`, and what reading and planning throw
 */
async function openTls(
  opened: OpenApplication,
  name: string,
  { options, resumes, read, emit }: OpenGiven & { readonly options: TlsOptions },
): Promise<PlannedWork> {
  const found = await readJournal(opened.workspace.root, name);
  const journal = found?.application === opened.application.name ? found : undefined;
  refuseOtherRun(journal, 'tls');
  const environment = await openEnvironment(opened, name, read);
  const tls = await readTls({ opened, manager: environment.manager, signal: read.signal }, environment.facts);
  const facts = { ...environment.facts, tls };
  for (const fact of [...situationFacts(facts), ...serviceFacts(facts)]) emit(fact);
  const termination = terminationOf(options, resumes, journal);
  const planFor = (now: Facts) => planTls(now, termination);
  return {
    opened,
    environment: { ...environment, facts },
    facts,
    plan: planFor(facts),
    planFor,
    journal,
    answers: { termination },
    waysTo: allWays,
    goBack: `copilot-cdn tls --env ${name}${termination === 'edge' ? ' --no-terminate-tls' : ''}`,
    whyThisOrder:
      'The order is what keeps the site up: in another one, visitors would be redirected without end.',
    outcome: tlsOutcome(termination),
  };
}

/** What is typed counts; who only resumes wants what was wanted before. */
function terminationOf(options: TlsOptions, resumes: boolean, journal: Journal | undefined): Termination {
  if (resumes && journal?.answers.termination === 'load-balancer') return 'load-balancer';
  return options.terminateTls === false ? 'load-balancer' : 'edge';
}
