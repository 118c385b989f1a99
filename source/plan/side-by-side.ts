import type { Facts } from './facts.ts';
import type { Performed, Ports } from './ports.ts';
import { serviceJournal } from './service-journal.ts';
import type { Plan, Step } from './step.ts';

/** So many services are worked on at once: each is an update of its own, and CloudFormation answers some five questions a second. */
const atOnce = 4;

export interface SideBySide {
  readonly perform: (step: Step, facts: Facts, ports: Ports) => Promise<Performed>;
  readonly settle: (step: Step, told: Set<string>, ports: Ports) => Promise<void>;
  readonly planFor: (facts: Facts) => Plan;
  /** Steps that this run did already; grows. */
  readonly performed: string[];
  readonly told: Set<string>;
  readonly ports: Ports;
}

/** The service whose manifest or stack a step is about; undefined: it is the environment's. */
export function serviceOf(step: Step): string | undefined {
  return step.kind === 'manifest' || step.kind === 'deployment' ? step.service : undefined;
}

/** What a service's step notes in the journal is its service's own. */
export function portsFor(step: Step, ports: Ports): Ports {
  const service = serviceOf(step);
  return service === undefined ? ports : { ...ports, journal: serviceJournal(ports.journal, service) };
}

/**
 * Does the steps of all services that have some left: of each service one after the other, of several services at once, for no stack
 * hangs on another's. When one fails or cannot go on, the others end the step that they are at, and begin none.
 * @throws what the first step that failed threw
 */
export async function sideBySide(
  facts: Facts,
  plan: Plan,
  work: SideBySide,
): Promise<{ readonly facts: Facts; readonly outcome: Performed }> {
  const ports = { ...work.ports, consent: oneAtATime(work.ports.consent) };
  const open = plan.steps.filter((step) => !step.done).flatMap((step) => serviceOf(step) ?? []);
  const waiting = [...new Set(open)];
  const ends: Performed[] = [];
  const failures: unknown[] = [];
  const isOver = () => ends.length > 0 || failures.length > 0;
  const ended = new Map<string, Facts>();

  async function worker(): Promise<void> {
    for (let name = waiting.shift(); name !== undefined && !isOver(); name = waiting.shift()) {
      try {
        const [now, outcome] = await oneService(name, facts, { ...work, ports }, isOver);
        ended.set(name, now);
        if (outcome.kind === 'unfinished') ends.push(outcome);
      } catch (error) {
        failures.push(error);
      }
    }
  }

  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
  const now = await ports.refresh(await ports.refresh(together(facts, ended), 'manifest'), 'rules');
  return { facts: now, outcome: ends[0] ?? { kind: 'done' } };
}

/** The steps of one service, planned anew after each from what is true by then. */
async function oneService(
  name: string,
  start: Facts,
  { perform, settle, planFor, performed, told, ports }: SideBySide,
  isOver: () => boolean,
): Promise<readonly [Facts, Performed]> {
  let facts = start;
  for (;;) {
    facts = await ports.refresh(facts, 'manifest');
    const steps = planFor(facts).steps.filter((step) => serviceOf(step) === name);
    for (const step of steps) if (step.done) await settle(step, told, portsFor(step, ports));
    const step = steps.find((candidate) => !candidate.done);
    if (step === undefined || isOver()) return [facts, { kind: 'done' }];
    if (performed.includes(step.id)) return [facts, notTrue(step)];
    const stopped = await ports.mayGoOn?.();
    if (stopped?.kind === 'unfinished') return [facts, stopped];
    performed.push(step.id);
    told.add(step.id);
    const outcome = await perform(step, facts, portsFor(step, ports));
    if (step.kind === 'deployment') facts = await ports.refresh(facts, { service: name });
    if (outcome.kind === 'unfinished') return [facts, outcome];
  }
}

function notTrue({ title, summary }: Step): Performed {
  return {
    kind: 'unfinished',
    why: `what was done did not come true (${title}: ${summary}); somebody else may have deployed it since`,
    left: [],
  };
}

/** What each service's own steps made of it. */
function together(facts: Facts, ended: ReadonlyMap<string, Facts>): Facts {
  if (facts.tls === undefined) return facts;
  const services = facts.tls.services.map(
    (service) => ended.get(service.name)?.tls?.services.find(({ name }) => name === service.name) ?? service,
  );
  return { ...facts, tls: { ...facts.tls, services } };
}

/** A person is asked one thing at a time; who said no once is not asked about the others. */
function oneAtATime(consent: Ports['consent']): Ports['consent'] {
  let before: Promise<boolean> = Promise.resolve(true);
  return (asked) => {
    const answer = before.then((agreed) => agreed && consent(asked));
    before = answer.catch(() => false);
    return answer;
  };
}
