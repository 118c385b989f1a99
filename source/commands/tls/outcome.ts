import { exitCode } from '../../errors.ts';
import type { ResultEvent } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Ended } from '../../plan/runner.ts';
import { partOf, type Termination } from '../../plan/tls-facts.ts';
import { type Watched, watchedInWords } from '../planned/watch-site.ts';

/** Where TLS ends now, what the site answered meanwhile, and what is left. */
export function tlsOutcome(
  command: string,
  {
    ended,
    termination,
    watched,
  }: {
    readonly ended: Ended;
    readonly termination: Termination;
    readonly watched: Watched | undefined;
  },
): ResultEvent {
  const asked =
    watched === undefined || watched.requests === 0 ? '' : ` ${watchedInWords(watched, 'the migration')}`;
  const common = {
    type: 'result' as const,
    command,
    ...outcome(ended.facts),
    ...(watched !== undefined && {
      requests: watched.requests,
      failed: watched.failed,
      circles: watched.circles,
    }),
  };
  return ended.kind === 'finished'
    ? {
        ...common,
        ok: true,
        exitCode: exitCode.done,
        summary: `${ended.steps.length === 0 ? 'Nothing to do: ' : ''}${where(ended.facts, termination)}${asked}`,
        changed: ended.steps.length > 0,
        ...(ended.steps.length > 0 && { left: toCommit(ended.facts) }),
      }
    : {
        ...common,
        ok: false,
        exitCode: exitCode.unfinished,
        summary: `Not finished: ${ended.why}.${(watched?.worse ?? []).length === 0 ? ' The site works as it stands.' : ''}${asked}`,
        left: ended.left,
        next: ['copilot-cdn resume'],
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
