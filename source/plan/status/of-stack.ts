import { agoInWords } from '../../cdn/ago-in-words.ts';
import { stackStatus, wayOut } from '../../stack/status.ts';
import type { StackFacts } from '../facts.ts';
import { endedRuntime } from '../preflight/stack.ts';
import { ifKnown, type StatusFacts } from './facts.ts';
import { few, note, problem, type StatusFinding, warning } from './finding.ts';

/** Stacks that are stuck, busy, or went back; runs of this program that did not end; runtimes that AWS has given up. */
export function ofStacks(facts: StatusFacts): readonly StatusFinding[] {
  const services = (ifKnown(facts.tls)?.services ?? []).flatMap(({ stack }) => stack ?? []);
  return [
    ...ofJournal(facts),
    ...[facts.stack, ...services].flatMap((stack) => ofStack(stack, facts)),
    ...servicesWithoutStack(facts),
    ...ofRuntimes(facts),
  ];
}

function ofJournal({ journal, environment, now }: StatusFacts): readonly StatusFinding[] {
  if (!journal.known) return [warning('journal-unreadable', 'run', journal.why, ...journal.next)];
  const run = journal.value;
  if (run === undefined) return [];
  const since = agoInWords(new Date(run.startedAt), now);
  return [
    warning(
      'run-unfinished',
      'run',
      `A run of copilot-cdn ${run.command} began ${since} ago and is not finished.`,
      `copilot-cdn resume --env ${environment.name}`,
    ),
  ];
}

function ofStack(stack: StackFacts, { environment }: StatusFacts): readonly StatusFinding[] {
  const { name, status } = stack;
  const way = wayOut(name, status, environment);
  if (way !== undefined) return [problem('stack-stuck', 'stack', way.message, ...way.next)];
  const meaning = stackStatus(status);
  if (!meaning.settled)
    return [
      note(
        'operation-in-flight',
        'stack',
        `${name} ${meaning.words} now; what is said below may be about to change.`,
        `copilot-cdn watch ${name} --env ${environment.name}`,
      ),
    ];
  if (meaning.state !== 'failed') return [];
  return [
    note(
      'update-rolled-back',
      'stack',
      `The last update of ${name} failed, and the stack ${meaning.words}.`,
      `copilot-cdn watch ${name} --env ${environment.name}`,
    ),
  ];
}

function servicesWithoutStack({ tls }: StatusFacts): readonly StatusFinding[] {
  return (ifKnown(tls)?.services ?? [])
    .filter(({ stack }) => stack === undefined)
    .map(({ name }) =>
      warning(
        'service-without-stack',
        'stack',
        `The environment counts ${name} among its services, and it has no stack.`,
        `copilot svc delete --name ${name} takes it out of the environment`,
      ),
    );
}

/** They keep running; only what changes them fails (docs/checks.md, `runtimes`). */
function ofRuntimes({ deployed }: StatusFacts): readonly StatusFinding[] {
  const ended = deployed.runtimes.filter(({ runtime }) => endedRuntime.test(runtime));
  if (ended.length === 0) return [];
  const runtimes = [...new Set(ended.map(({ runtime }) => runtime))].sort();
  const some = ended.length === 1 ? `${ended[0]?.logicalId} runs` : `${ended.length} functions run`;
  return [
    note(
      'runtime-refused',
      'functions',
      `${some} on ${few(runtimes)}, which AWS takes for no new or changed one.`,
      'A newer one in overrides/cfn.patches.yml, once one has to change',
    ),
  ];
}
