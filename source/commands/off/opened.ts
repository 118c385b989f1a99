import type { Facts } from '../../plan/facts.ts';
import { readJournal } from '../../plan/journal-file.ts';
import { planOff } from '../../plan/off-plan.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import { openEnvironment } from '../facts/read-facts.ts';
import { readTls } from '../facts/read-services.ts';
import { readTakeDown } from '../facts/read-takedown.ts';
import type { OffOptions } from '../options.ts';
import { refuseOtherRun } from '../other-run.ts';
import type { OpenGiven, PlannedCommand, PlannedWork } from '../planned/command.ts';
import { waysInUse } from '../planned/ways.ts';
import { situationFacts } from '../setup/situation.ts';
import { serviceFacts } from '../tls/situation.ts';
import { offOutcome } from './outcome.ts';
import { takeDownAnswers, takeDownOfRun } from './take-down.ts';

export function offCommand(options: OffOptions): PlannedCommand {
  return {
    name: 'off',
    mayBeGone: true,
    reads: 'its stack, its names, its services, the bucket of its files',
    open: (opened, environment, given) => openOff(opened, environment, { options, ...given }),
  };
}

/**
 * Reads everything that hangs on the CDN, and plans.
 * @throws UserError `other-run-unfinished`, and what reading and planning throw
 */
async function openOff(
  opened: OpenApplication,
  name: string,
  { options, read, emit }: OpenGiven & { readonly options: OffOptions },
): Promise<PlannedWork> {
  const found = await readJournal(opened.workspace.root, name);
  const journal = found?.application === opened.application.name ? found : undefined;
  refuseOtherRun(journal, 'off');
  const environment = await openEnvironment(opened, name, read);
  const tls = await readTls({ opened, manager: environment.manager, signal: read.signal }, environment.facts);
  const withServices = { ...environment, facts: { ...environment.facts, tls } };
  const facts = await readTakeDown(withServices, journal?.answers.distribution, read);
  for (const fact of [...situationFacts(facts), ...serviceFacts(facts)]) emit(fact);
  const wanted = takeDownOfRun(facts, options.httpOnly === true, journal);
  const planFor = (now: Facts) => planOff(now, wanted);
  return {
    opened,
    environment: { ...environment, facts },
    facts,
    plan: planFor(facts),
    planFor,
    journal,
    answers: takeDownAnswers(wanted),
    waysTo: waysInUse,
    goBack: `copilot-cdn setup --env ${name}, once this is forgotten: rm copilot/.copilot-cdn/${name}.json`,
    whyThisOrder:
      'The order is what keeps the site up: in another one, visitors would find the load balancer closed, or the distribution gone.',
    outcome: offOutcome(wanted),
  };
}
