import { exitCode } from '../../errors.ts';
import { type Facts, loadBalancerHasHttps } from '../../plan/facts.ts';
import type { TakeDown } from '../../plan/off/take-down.ts';
import { partOf } from '../../plan/tls-facts.ts';
import type { PlannedOutcome } from '../planned/outcome.ts';

/** Where visitors come to now, and what is left. */
export function offOutcome({ redirects }: Pick<TakeDown, 'redirects'>): PlannedOutcome {
  return {
    during: 'it',
    told: outcome,
    finished: ({ facts, steps }) => {
      const { name } = facts.environment;
      const nothing = steps.length === 0;
      return {
        ok: true,
        exitCode: exitCode.done,
        summary: nothing
          ? `Nothing to do: ${name} has no CDN.`
          : `${name} is reached through its load balancer again: ${reached(facts)}.`,
        changed: !nothing,
        ...(!nothing && { left: toCommit(facts, redirects) }),
        next: [`copilot-cdn setup --env ${name} puts CloudFront in front of it`],
      };
    },
  };
}

function reached(facts: Facts): string {
  const scheme = loadBalancerHasHttps(facts) ? 'https' : 'http';
  const names = facts.names.filter(({ leadsTo }) => leadsTo === 'load-balancer');
  return names.length === 0
    ? `${scheme}://${facts.stack.outputs.PublicLoadBalancerDNSName ?? ''}`
    : names.map(({ name }) => `${scheme}://${name}`).join(', ');
}

/** Those of services were edited only where they redirect again. */
function toCommit({ workspace, tls }: Facts, redirects: boolean): readonly string[] {
  if (!workspace.onDisk) return [];
  const services = redirects ? (tls?.services ?? []).filter((service) => partOf(service) === 'moves') : [];
  const paths = [...services.flatMap(({ manifest }) => manifest?.path ?? []), workspace.manifestPath];
  const they = paths.length === 1 ? 'the manifest, it says' : 'the manifests, they say';
  return [`Commit ${they} now what is deployed: git commit ${paths.join(' ')}`];
}

function outcome({ environment, distribution, names, deployed }: Facts) {
  return {
    environment: environment.name,
    distribution: distribution?.id ?? null,
    names: names.map(({ name, leadsTo }) => ({ name, leadsTo })),
    loadBalancerClosed: deployed.ingressRestricted,
  };
}
