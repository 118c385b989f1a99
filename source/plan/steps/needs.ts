import type { Facts } from '../facts.ts';
import { namesAway, type Towards } from '../name-leads.ts';
import type { Performed, Ports } from '../ports.ts';
import type { DeploymentStep } from '../step.ts';
import { movableRules } from '../tls-facts.ts';
import { balancerUnmet } from './balancer.ts';
import { waitForOldAnswers } from './old-answers.ts';

/**
 * What must be so before a deployment is executed, looked at in the world and not in what was read before. Undefined when it is so; else how
 * the step ends.
 */
export async function unmetNeed(
  step: DeploymentStep,
  facts: Facts,
  ports: Ports,
): Promise<Performed | undefined> {
  switch (step.needs) {
    case 'nothing':
      return undefined;
    case 'names-at-the-edge':
      return (
        (await waitForOldAnswers(facts, ports, 'distribution')) ??
        (await namesStillAway(facts, 'distribution', ports))
      );
    case 'rules-forward':
      return rulesStillRedirect(facts, ports);
    case 'tls-at-load-balancer':
      return edgeStillAsksOverHttp(facts, ports);
    case 'balancer-answers':
      return balancerUnmet(facts, ports);
    case 'names-at-the-load-balancer':
      return (
        (await waitForOldAnswers(facts, ports, 'load-balancer')) ??
        (await namesStillAway(facts, 'load-balancer', ports))
      );
  }
}

/** Somebody may have moved a name back while old answers ran out. */
async function namesStillAway(facts: Facts, towards: Towards, ports: Ports): Promise<Performed | undefined> {
  const now = await ports.refresh(facts, 'names');
  const away = namesAway(now, towards).map(({ name }) => name);
  if (away.length === 0) return undefined;
  const why =
    towards === 'distribution'
      ? 'names do not lead to the distribution any more'
      : 'names lead to the distribution again';
  return { kind: 'unfinished', why, left: away };
}

async function rulesStillRedirect(facts: Facts, ports: Ports): Promise<Performed | undefined> {
  const { tls } = await ports.refresh(facts, 'rules');
  const left = (tls?.services ?? [])
    .filter((service) => movableRules(service).some((rule) => rule.live !== 'forward'))
    .map(({ name }) => `${name} does not forward HTTP any more: somebody changed it since`);
  if (left.length === 0) return undefined;
  return {
    kind: 'unfinished',
    why: 'CloudFront would be sent in circles, so TLS still ends at the load balancer',
    left,
  };
}

async function edgeStillAsksOverHttp(facts: Facts, ports: Ports): Promise<Performed | undefined> {
  const { deployed, distribution } = await ports.refresh(await ports.refresh(facts, 'stack'), 'edge');
  // One that is gone asks nobody.
  if (!deployed.cdn.enabled || distribution?.status === 'Gone') return undefined;
  if (!deployed.cdn.terminateTls && distribution?.status === 'Deployed') return undefined;
  return {
    kind: 'unfinished',
    why: 'CloudFront still asks the load balancer over HTTP, so its services must not redirect yet',
    left: [],
  };
}
