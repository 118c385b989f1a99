import { exitCode } from '../../errors.ts';
import type { ResultEvent } from '../../event.ts';
import { type Facts, loadBalancerHasHttps } from '../../plan/facts.ts';
import type { TakeDown } from '../../plan/off/take-down.ts';
import type { Ended } from '../../plan/runner.ts';
import { partOf } from '../../plan/tls-facts.ts';
import { type Watched, watchedInWords } from '../planned/watch-site.ts';

/** Where visitors come to now, what the site answered meanwhile, and what is left. */
export function offOutcome(
  command: string,
  ended: Ended,
  watched: Watched | undefined,
  { redirects }: Pick<TakeDown, 'redirects'>,
): ResultEvent {
  const { facts } = ended;
  const asked = watched === undefined || watched.requests === 0 ? '' : ` ${watchedInWords(watched, 'it')}`;
  const common = {
    type: 'result' as const,
    command,
    ...outcome(facts),
    ...(watched !== undefined && { requests: watched.requests, failed: watched.failed }),
  };
  if (ended.kind === 'unfinished') {
    const works = (watched?.worse ?? []).length === 0 ? ' The site works as it stands.' : '';
    return {
      ...common,
      ok: false,
      exitCode: exitCode.unfinished,
      summary: `Not finished: ${ended.why}.${works}${asked}`,
      left: ended.left,
      next: ['copilot-cdn resume'],
    };
  }
  const { name } = facts.environment;
  const nothing = ended.steps.length === 0;
  return {
    ...common,
    ok: true,
    exitCode: exitCode.done,
    summary: nothing
      ? `Nothing to do: ${name} has no CDN.`
      : `${name} is reached through its load balancer again: ${reached(facts)}.${asked}`,
    changed: !nothing,
    ...(!nothing && { left: toCommit(facts, redirects) }),
    next: [`copilot-cdn setup --env ${name} puts CloudFront in front of it`],
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
