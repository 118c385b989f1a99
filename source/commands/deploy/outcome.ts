import { exitCode } from '../../errors.ts';
import type { ManifestDesired } from '../../plan/deploy/manifest-desired.ts';
import { pendingEdits } from '../../plan/deploy/needed-edits.ts';
import type { Facts } from '../../plan/facts.ts';
import type { PlannedOutcome } from '../planned/outcome.ts';

/** Whether AWS is what the manifest says now, and what is left to other commands. */
export function deployOutcome(desired: ManifestDesired): PlannedOutcome {
  return {
    during: 'it',
    told: outcome,
    finished: ({ facts, steps }) => {
      const { name } = facts.environment;
      const pending = pendingEdits(facts, desired);
      if (pending !== undefined) {
        return {
          ok: false,
          exitCode: exitCode.unfinished,
          summary: `${name} is what its manifest says, but for where TLS ends. ${pending.message}.`,
          changed: true,
          next: [pending.command],
        };
      }
      const nothing = steps.length === 0;
      return {
        ok: true,
        exitCode: exitCode.done,
        summary: nothing
          ? `Nothing to do: what the manifest of ${name} says of the CDN is deployed.`
          : `What the manifest of ${name} says of the CDN is deployed.`,
        changed: !nothing,
      };
    },
  };
}

function outcome({ environment, distribution, names, deployed }: Facts) {
  return {
    environment: environment.name,
    distribution: distribution?.id ?? null,
    names: names.map(({ name, leadsTo }) => ({ name, leadsTo })),
    loadBalancerClosed: deployed.ingressRestricted,
    tlsEndsAt: deployed.cdn.terminateTls ? 'edge' : 'load-balancer',
  };
}
