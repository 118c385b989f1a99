import type { Facts } from '../../plan/facts.ts';
import type { Journal } from '../../plan/journal.ts';
import { readJournal } from '../../plan/journal-file.ts';
import { type TakeDown, takeDownOf } from '../../plan/off/take-down.ts';
import { planOff } from '../../plan/off-plan.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import { openEnvironment } from '../facts/read-facts.ts';
import { readTls } from '../facts/read-services.ts';
import { withLeftBehind, withNamesOfDistribution, withStaticAssets } from '../facts/read-takedown.ts';
import type { OffOptions } from '../options.ts';
import { refuseOtherRun } from '../other-run.ts';
import type { OpenGiven, PlannedCommand, PlannedWork } from '../planned/command.ts';
import { waysInUse } from '../planned/ways.ts';
import { situationFacts } from '../setup/situation.ts';
import { serviceFacts } from '../tls/situation.ts';
import { offOutcome } from './outcome.ts';

export function offCommand(options: OffOptions): PlannedCommand {
  return {
    name: 'off',
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
  const { caller, manager } = environment;
  const tls = await readTls({ opened, manager, signal: read.signal }, environment.facts);
  const named = await withNamesOfDistribution(environment, { ...environment.facts, tls }, read);
  const filed = await withStaticAssets(caller, named, read);
  const facts = await withLeftBehind(caller, filed, journal?.answers.distribution, read);
  for (const fact of [...situationFacts(facts), ...serviceFacts(facts)]) emit(fact);
  const wanted = takeDown(facts, options, journal);
  const planFor = (now: Facts) => planOff(now, wanted);
  return {
    opened,
    environment: { ...environment, facts },
    facts,
    plan: planFor(facts),
    planFor,
    journal,
    answers: answersOf(wanted),
    waysTo: waysInUse,
    goBack: `copilot-cdn setup --env ${name}, once this is forgotten: rm copilot/.copilot-cdn/${name}.json`,
    whyThisOrder:
      'The order is what keeps the site up: in another one, visitors would find the load balancer closed, or the distribution gone.',
    outcome: (command, ended, watched) => offOutcome(command, ended, watched),
  };
}

/** What an earlier run found to be taken down and did already cannot be seen any more. */
function takeDown(facts: Facts, options: OffOptions, journal: Journal | undefined): TakeDown {
  const { opens, redirects, distribution, http } = journal?.answers ?? {};
  const now = takeDownOf(facts, options.httpOnly === true || http === 'only');
  return {
    ...now,
    opens: now.opens || opens === 'yes',
    redirects: now.redirects || redirects === 'yes',
    distribution: now.distribution ?? distribution,
  };
}

function answersOf({ opens, redirects, distribution, httpOnly }: TakeDown) {
  return {
    opens: opens ? 'yes' : 'no',
    redirects: redirects ? 'yes' : 'no',
    ...(distribution !== undefined && { distribution }),
    ...(httpOnly && { http: 'only' }),
  };
}
