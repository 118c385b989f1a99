import { exitCode } from '../../errors.ts';
import type { Facts } from '../../plan/facts.ts';
import { partOf, type Termination } from '../../plan/tls-facts.ts';
import type { PlannedOutcome } from '../planned/outcome.ts';

/** Where TLS ends now, and what is left. */
export function tlsOutcome(termination: Termination): PlannedOutcome {
  return {
    during: 'the migration',
    told: outcome,
    finished: ({ facts, steps }) => ({
      ok: true,
      exitCode: exitCode.done,
      summary: `${steps.length === 0 ? 'Nothing to do: ' : ''}${where(facts, termination)}`,
      changed: steps.length > 0,
      ...(steps.length > 0 && { left: toCommit(facts) }),
    }),
  };
}

function where({ environment, deployed }: Facts, termination: Termination): string {
  return termination === 'edge'
    ? `TLS of ${environment.name} ends at CloudFront, which asks the load balancer over HTTP.`
    : `TLS of ${environment.name} ends at its load balancer${deployed.cdn.enabled ? ', and CloudFront asks it as visitors ask' : ''}.`;
}

function toCommit({ workspace, tls }: Facts): readonly string[] {
  const services = (tls?.services ?? []).filter((service) => partOf(service) === 'moves');
  const paths = [...services.flatMap(({ manifest }) => manifest?.path ?? []), workspace.manifestPath];
  return [`Commit the manifests, they say now what is deployed: git commit ${paths.join(' ')}`];
}

function outcome({ environment, distribution, deployed, tls }: Facts) {
  return {
    environment: environment.name,
    distribution: distribution?.id ?? null,
    tlsEndsAt: deployed.cdn.terminateTls ? 'edge' : 'load-balancer',
    services: (tls?.services ?? []).map((service) => ({
      name: service.name,
      part: partOf(service),
      rules: service.rules.map(({ logicalId, live }) => ({ logicalId, live })),
    })),
  };
}
