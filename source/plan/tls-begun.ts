import type { Facts, StackFacts } from './facts.ts';
import { movableRules, partOf, type Termination } from './tls-facts.ts';

/**
 * Which way a migration goes that this program began somewhere else and nobody finished; undefined: there is none. AWS alone tells: a
 * stack names the change set that it executed last, and ours have names of their own. Where TLS ends at the load balancer and a service
 * forwards HTTP by our doing, either the environment has yet to follow, or, if that was deployed later, the service has yet to go back.
 */
export function migrationBegun({ stack, deployed, tls }: Facts): Termination | undefined {
  if (!deployed.cdn.enabled || deployed.cdn.terminateTls) return undefined;
  const forwarding = (tls?.services ?? []).flatMap((service) => {
    const forwards = movableRules(service).some((rule) => rule.answer === 'forward');
    const ours = service.stack !== undefined && isOurs(service.stack);
    return partOf(service) === 'moves' && forwards && ours ? (service.stack?.lastUpdated ?? []) : [];
  });
  const last = forwarding.sort().at(-1);
  if (last === undefined) return undefined;
  return isOurs(stack) && stack.lastUpdated > last ? 'load-balancer' : 'edge';
}

function isOurs({ changeSetId }: StackFacts): boolean {
  return /:changeSet\/copilot-cdn-/.test(changeSetId ?? '');
}
