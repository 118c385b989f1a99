import { type ManifestDesired, manifestDesired } from '../../plan/deploy/manifest-desired.ts';
import { pendingEdits } from '../../plan/deploy/needed-edits.ts';
import { needsEdits, refuseUndeployable } from '../../plan/deploy/refuse.ts';
import { planDeploy } from '../../plan/deploy-plan.ts';
import type { Facts } from '../../plan/facts.ts';
import { readJournal, removeJournal } from '../../plan/journal-file.ts';
import { isDone } from '../../plan/runner.ts';
import { namesOutside } from '../../plan/tls-facts.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import { type OpenEnvironment, openEnvironment, type ReadOptions } from '../facts/read-facts.ts';
import { readTls } from '../facts/read-services.ts';
import { readTakeDown } from '../facts/read-takedown.ts';
import { takeDownAnswers, takeDownOfRun } from '../off/take-down.ts';
import { refuseOtherRun } from '../other-run.ts';
import type { OpenGiven, PlannedCommand, PlannedWork } from '../planned/command.ts';
import { waysInUse } from '../planned/ways.ts';
import { situationFacts } from '../setup/situation.ts';
import { withStaticFiles } from '../setup/static-desired.ts';
import { serviceFacts } from '../tls/situation.ts';
import { deployOutcome } from './outcome.ts';

export function deployCommand(): PlannedCommand {
  return {
    name: 'deploy',
    reads: 'its manifest, its stack, its names, its services',
    open: openDeploy,
  };
}

/**
 * Reads an environment, what its manifest asks of the CDN, and plans. What was asked for when it began is what is deployed: a manifest
 * that is edited meanwhile is another deployment's.
 * @throws UserError `other-run-unfinished`, `needs-manifest-edits`, and what reading and planning throw
 */
async function openDeploy(
  opened: OpenApplication,
  name: string,
  { read, emit }: OpenGiven,
): Promise<PlannedWork> {
  const found = await readJournal(opened.workspace.root, name);
  const journal = found?.application === opened.application.name ? found : undefined;
  refuseOtherRun(journal, 'deploy');
  const environment = await openEnvironment(opened, name, read);
  const tls = await readTls({ opened, manager: environment.manager, signal: read.signal }, environment.facts);
  const asked = await withWhatIsAsked(
    { ...environment, facts: { ...environment.facts, tls } },
    journal?.answers.distribution,
    read,
  );
  const { facts } = asked.environment;
  for (const fact of [...situationFacts(facts), ...serviceFacts(facts)]) emit(fact);
  const takeDown = takeDownOfRun(facts, false, journal);
  refuseUndeployable(facts, asked.desired, takeDown);
  const planFor = (now: Facts) => planDeploy(now, asked.desired, takeDown);
  const plan = planFor(facts);
  const pending = pendingEdits(facts, asked.desired);
  if (pending !== undefined && isDone(plan)) {
    await removeJournal(opened.workspace.root, name);
    throw needsEdits(pending);
  }
  return {
    opened,
    environment: asked.environment,
    facts,
    plan,
    planFor,
    journal,
    answers: asked.desired.cdn ? {} : takeDownAnswers(takeDown),
    waysTo: waysInUse,
    goBack: `the manifest as it was before, and copilot-cdn deploy --env ${name}`,
    whyThisOrder:
      'The manifest says where it ends, not in which order: done at once, visitors would be shut out or go in circles for minutes.',
    outcome: deployOutcome(asked.desired),
  };
}

/** The environment with what has to be read for what its manifest asks for. */
async function withWhatIsAsked(
  environment: OpenEnvironment,
  distribution: string | undefined,
  read: ReadOptions,
): Promise<{ readonly environment: OpenEnvironment; readonly desired: ManifestDesired }> {
  const desired = manifestDesired(environment.facts);
  if (!desired.cdn) {
    const facts = await readTakeDown(environment, distribution, read);
    return { environment: { ...environment, facts }, desired };
  }
  const outside = namesOutside(environment.facts.tls);
  const names = environment.facts.names.filter(({ name }) => !outside.has(name));
  const served = { ...environment, facts: { ...environment.facts, names } };
  const found = await withStaticFiles(served, desired, read);
  return { environment: found.environment, desired: { ...desired, ...found.desired } };
}
