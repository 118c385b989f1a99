import { type ExitCode, exitCode } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { siteUrl } from '../../plan/site/site-facts.ts';
import { siteStepSummary } from '../../plan/site/site-plan.ts';
import type { SiteRun } from '../../plan/steps/site/run-site.ts';
import { tellStopped } from '../setup/outcome.ts';
import type { SiteReady } from './prepare.ts';

/** Ends the stream with what travelled, and what the site answers. */
export function tellSiteOutcome(command: string, { known }: SiteReady, run: SiteRun, emit: Emit): ExitCode {
  const { facts, files, answer, unfinished, did } = run;
  const { service, environment, distribution, bucket } = facts;
  const url = siteUrl(facts) ?? null;
  const uploaded = files?.uploaded ?? 0;
  const deleted = files?.deleted ?? 0;
  const paths = files?.invalidation?.paths ?? [];
  const unchanged = files?.unchanged ?? known.digest.unchanged;
  const outcome = {
    service,
    environment: environment.name,
    stack: facts.stackName,
    distribution: distribution?.id ?? null,
    domainName: distribution?.domainName ?? null,
    bucket: bucket ?? null,
    url,
    uploaded,
    unchanged,
    deleted,
    invalidated: paths,
    ...(answer !== undefined && { answer: answer.text }),
    changed: did.some((id) => id !== 'answer' && id !== 'edge'),
  };
  const counts = [
    `${uploaded.toLocaleString('en')} uploaded`,
    `${unchanged.toLocaleString('en')} unchanged`,
    ...(deleted === 0 ? [] : [`${deleted.toLocaleString('en')} deleted`]),
    ...(paths.length === 0 ? [] : [`${paths.length} ${paths.length === 1 ? 'path' : 'paths'} invalidated`]),
  ].join(', ');
  const again = `copilot-cdn site deploy ${service} --env ${environment.name}`;
  if (unfinished !== undefined) {
    emit({
      type: 'result',
      command,
      ok: false,
      exitCode: exitCode.unfinished,
      summary: `Not finished: ${unfinished.why}.${files === undefined ? '' : ` The files are there: ${counts}.`}`,
      left: unfinished.left,
      next: [`${again} goes on`],
      ...outcome,
    });
    return exitCode.unfinished;
  }
  const isIll = answer !== undefined && !answer.well;
  const summary =
    did.length === 0
      ? `Nothing to do: ${url ?? service} has these ${unchanged.toLocaleString('en')} files.`
      : `${url ?? service} ${answer === undefined ? 'is deployed' : `${isIll ? 'is deployed, and answers' : 'answers'} ${answer.text}`}: ${counts}.`;
  emit({
    type: 'result',
    command,
    ok: !isIll,
    exitCode: isIll ? exitCode.failed : exitCode.done,
    summary,
    ...(isIll && { next: [`copilot-cdn site status ${service} --env ${environment.name} says what is off`] }),
    ...outcome,
  });
  return isIll ? exitCode.failed : exitCode.done;
}

/** Every step, and every key with what would be done with it and why. */
export function tellSiteDryRun({ plan, known, everyKey, headersOf, facts }: SiteReady, emit: Emit): ExitCode {
  emit({ type: 'plan', title: plan.title, steps: plan.steps.map(siteStepSummary) });
  for (const step of plan.steps) {
    if (step.done || step.id === 'files') continue;
    for (const change of step.changes) emit({ type: 'change', step: step.id, ...change });
  }
  const { uploads, deletes, unchanged } = known.digest;
  for (const { key, reason, size } of everyKey?.uploads ?? []) {
    const { contentType, cacheControl } = headersOf(key);
    emit({ type: 'object', key, reason, bytes: size, contentType, cacheControl });
  }
  for (const key of everyKey?.gone ?? []) emit({ type: 'object', key, reason: 'gone' });
  for (const key of everyKey?.deletes ?? []) emit({ type: 'object', key, reason: 'deleted' });
  const isNothing = plan.steps.every(({ done }) => done);
  const summary = isNothing
    ? `Nothing to do: ${unchanged.toLocaleString('en')} files, none changed.`
    : `${uploads.toLocaleString('en')} files would be uploaded, ${deletes.toLocaleString('en')} deleted; ${unchanged.toLocaleString('en')} are as they are. Nothing was done.`;
  const next = isNothing ? {} : { next: ['the same command without --dry-run'] };
  return tellStopped('site deploy', { summary, ...next, ...{ service: facts.service } }, emit);
}
