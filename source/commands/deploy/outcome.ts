import { exitCode } from '../../errors.ts';
import type { ResultEvent } from '../../event.ts';
import type { ManifestDesired } from '../../plan/deploy/manifest-desired.ts';
import { pendingEdits } from '../../plan/deploy/needed-edits.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Ended } from '../../plan/runner.ts';
import { type Watched, watchedInWords } from '../planned/watch-site.ts';

/** Whether AWS is what the manifest says now, what the site answered meanwhile, and what is left to other commands. */
export function deployOutcome(
  command: string,
  ended: Ended,
  watched: Watched | undefined,
  desired: ManifestDesired,
): ResultEvent {
  const { facts } = ended;
  const { name } = facts.environment;
  const asked = watched === undefined || watched.requests === 0 ? '' : ` ${watchedInWords(watched, 'it')}`;
  const common = {
    type: 'result' as const,
    command,
    ...outcome(facts),
    ...(watched !== undefined && {
      requests: watched.requests,
      failed: watched.failed,
      circles: watched.circles,
    }),
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
  const pending = pendingEdits(facts, desired);
  if (pending !== undefined) {
    return {
      ...common,
      ok: false,
      exitCode: exitCode.unfinished,
      summary: `${name} is what its manifest says, but for where TLS ends. ${pending.message}.${asked}`,
      changed: true,
      next: [pending.command],
    };
  }
  const nothing = ended.steps.length === 0;
  return {
    ...common,
    ok: true,
    exitCode: exitCode.done,
    summary: nothing
      ? `Nothing to do: what the manifest of ${name} says of the CDN is deployed.`
      : `What the manifest of ${name} says of the CDN is deployed.${asked}`,
    changed: !nothing,
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
