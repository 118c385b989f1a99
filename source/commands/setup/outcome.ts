import { type ExitCode, exitCode } from '../../errors.ts';
import type { Emit, ResultEvent } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Ended } from '../../plan/runner.ts';

/** Ends the stream with what is true now, what is left for the person, and the command that comes next. */
export function tellOutcome(command: string, ended: Ended, emit: Emit): ExitCode {
  const result = ended.kind === 'finished' ? finished(command, ended) : unfinished(command, ended);
  emit(result);
  return result.exitCode;
}

function finished(command: string, { facts, steps }: Extract<Ended, { kind: 'finished' }>): ResultEvent {
  const { distribution, names, environment } = facts;
  const nothing = steps.length === 0;
  const reached =
    names.length === 0
      ? `http://${distribution?.domainName ?? ''}`
      : names.map(({ name }) => `https://${name}`).join(', ');
  return {
    type: 'result',
    command,
    ok: true,
    exitCode: exitCode.done,
    summary: nothing
      ? `Nothing to do: ${environment.name} is as you want it.`
      : `${environment.name} is served by CloudFront: ${reached}`,
    ...outcome(facts),
    changed: !nothing,
    ...(nothing
      ? {}
      : {
          left: [
            `Commit the manifest, it says now what is deployed: git commit ${facts.workspace.manifestPath}`,
          ],
        }),
  };
}

function unfinished(
  command: string,
  { facts, why, left }: Extract<Ended, { kind: 'unfinished' }>,
): ResultEvent {
  return {
    type: 'result',
    command,
    ok: false,
    exitCode: exitCode.unfinished,
    summary: `Not finished: ${why}.${worksAsItStands(facts) ? ' The site works as it stands.' : ''}`,
    ...outcome(facts),
    left,
    next: ['copilot-cdn resume'],
  };
}

/** Not to be promised where the load balancer is closed and the edge does not answer well. */
function worksAsItStands({ deployed, distribution }: Facts): boolean {
  return !deployed.ingressRestricted || (distribution?.answers.every((answer) => answer.well) ?? false);
}

function outcome({ environment, distribution, names, deployed, staticFiles }: Facts) {
  const { proof } = staticFiles ?? {};
  return {
    ...(proof !== undefined && { file: { url: proof.url, answer: proof.text } }),
    environment: environment.name,
    distribution: distribution?.id ?? null,
    domainName: distribution?.domainName ?? null,
    names: names.map(({ name, leadsTo }) => ({ name, leadsTo })),
    loadBalancerClosed: deployed.ingressRestricted,
  };
}

/** For `--no-deploy`, `--dry-run` and the no of a person: nothing is deployed. */
export function tellStopped(
  command: string,
  told: {
    readonly summary: string;
    readonly left?: readonly string[];
    readonly next?: readonly string[];
    /** Default: nothing. */
    readonly changed?: boolean;
  },
  emit: Emit,
): ExitCode {
  emit({ type: 'result', command, ok: true, exitCode: exitCode.done, changed: false, ...told });
  return exitCode.done;
}
