import { readRequestedCertificate } from '../../aws/certificate-requests.ts';
import { inRegion } from '../../aws/connection.ts';
import { readDeployedEnvironment } from '../../cdn/deployed-environment.ts';
import { edgeRegion } from '../../cdn/edge-region.ts';
import { readEnvironmentManifest } from '../../copilot/environment-manifest/read.ts';
import type { Emit } from '../../event.ts';
import { type Facts, servicesBehindLoadBalancer } from '../../plan/facts.ts';
import type { JournalKeeper } from '../../plan/journal.ts';
import type { Ports, Refreshed } from '../../plan/ports.ts';
import { type Ended, type Planner, runPlan } from '../../plan/runner.ts';
import { systemClock } from '../../stack/clock.ts';
import { rememberDurations } from '../durations.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import { readDistributionFacts, readNames } from '../facts/read-edge.ts';
import type { OpenEnvironment, ReadOptions } from '../facts/read-facts.ts';
import { deployedOrigin, readWorkspaceManifest } from '../facts/read-manifests.ts';
import { readLiveAgain, readServiceAgain, readServiceManifests, readTls } from '../facts/read-services.ts';
import { readStack } from '../facts/read-stack.ts';
import { readBalancerAnswers, withLeftBehind } from '../facts/read-takedown.ts';
import { readStaticFiles } from '../facts/static-files.ts';

export interface CarryOut {
  readonly opened: OpenApplication;
  readonly environment: OpenEnvironment;
  readonly planFor: Planner;
  readonly journal: JournalKeeper;
  readonly emit: Emit;
  readonly consent: Ports['consent'];
  readonly mayGoOn?: NonNullable<Ports['mayGoOn']>;
  readonly cancelUpdate: AbortSignal;
  /** Somebody looks on. */
  readonly attended: boolean;
  readonly read: ReadOptions;
}

/** Runs the plan against the world, with everything that it touches handed in. A finished run closes its journal. */
export async function carryOut(work: CarryOut): Promise<Ended> {
  const { environment, read, journal } = work;
  const durations = await rememberDurations();
  const ports: Omit<Ports, 'touch'> = {
    emit: (event) => {
      durations.listen(event);
      work.emit(event);
    },
    signal: read.signal,
    cancelUpdate: work.cancelUpdate,
    clock: systemClock,
    consent: work.consent,
    ...(work.mayGoOn !== undefined && { mayGoOn: work.mayGoOn }),
    journal,
    caller: environment.caller,
    manager: environment.manager,
    artifactBucket: environment.artifactBucket,
    refresh: (facts, what) => refresh(work, facts, what),
    findZone: environment.findZone,
    attended: work.attended,
    resolver: read.resolver,
    connectTo: read.connectTo,
    expected: durations.expected,
  };
  try {
    const ended = await runPlan(environment.facts, work.planFor, ports);
    if (ended.kind === 'finished') await journal.close();
    return ended;
  } finally {
    await durations.keep();
  }
}

/** Reads one part of the world again: the part that a step has changed. */
async function refresh(work: CarryOut, facts: Facts, what: Refreshed): Promise<Facts> {
  const { opened, environment, read } = work;
  const asked = { opened, manager: environment.manager, signal: read.signal };
  if (typeof what === 'object') return readServiceAgain(asked, facts, what.service);
  switch (what) {
    case 'manifest': {
      const workspace = await readWorkspaceManifest(opened, facts.environment.name);
      const withServices = await readServiceManifests(opened, facts);
      return workspace === undefined ? withServices : { ...withServices, workspace };
    }
    case 'stack': {
      const stack = await readStack(environment.manager, facts.stack.name, read.signal);
      const deployed = readDeployedEnvironment(stack.template);
      const deployedManifest =
        deployed.manifest === undefined
          ? undefined
          : readEnvironmentManifest(deployed.manifest, deployedOrigin(facts.workspace.manifest.origin));
      return {
        ...facts,
        stack,
        deployed,
        deployedManifest,
        services: servicesBehindLoadBalancer(stack.parameters, facts.manifestAliases),
      };
    }
    case 'rules':
      return readLiveAgain(asked, facts);
    case 'services':
      return { ...facts, tls: await readTls(asked, facts) };
    case 'edge': {
      const distribution = await readDistributionFacts({ ...environment, ...facts, ...read });
      return refresh(work, { ...facts, distribution }, 'names');
    }
    case 'certificate': {
      const arn = work.journal.current().certificate ?? facts.certificateRequest?.requested?.arn;
      if (arn === undefined) return facts;
      const requested = await readRequestedCertificate(
        inRegion(environment.caller, edgeRegion),
        arn,
        read.signal,
      );
      return { ...facts, certificateRequest: { instead: [], ...facts.certificateRequest, requested } };
    }
    case 'static': {
      const wanted = facts.staticFiles?.wanted;
      if (wanted === undefined) return facts;
      const { caller } = environment;
      return { ...facts, staticFiles: await readStaticFiles({ caller, facts, wanted, ...read }) };
    }
    case 'balancer':
      return { ...facts, balancerAnswers: await readBalancerAnswers(facts, read) };
    case 'left-behind':
      return withLeftBehind(environment.caller, facts, work.journal.current().answers.distribution, read);
    case 'names': {
      const domainName = Promise.resolve(facts.distribution?.domainName);
      // Who else has a name is of no account once the distribution stands.
      const holders = Promise.resolve(undefined);
      return {
        ...facts,
        names: await readNames({
          ...environment,
          ...facts,
          ...read,
          names: facts.names.map(({ name }) => name),
          domainName,
          holders,
        }),
      };
    }
  }
}
