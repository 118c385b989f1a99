import { changeRecords, changeState, recordsNamed } from '../../aws/route-53.ts';
import { createResolver, whereNameLeads } from '../../network/dns.ts';
import { fullTimeToLive } from '../../network/time-to-live.ts';
import { type Facts, loadBalancerName, type NameFacts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import { moveRecords, type RecordMove, recordByHand } from '../record-moves.ts';
import type { NamesStep } from '../step.ts';

/** How long to ask DNS for a name that was moved before saying so, in milliseconds. */
const patience = 5 * 60_000;

/** Seconds that Route 53 takes to tell all its servers of a change: AWS says "generally within 60 seconds". */
const propagation = 60;

/** Seconds for which an alias record's answer lives, where DNS itself does not tell. */
const defaultLife = 60;

interface NameMove {
  readonly name: NameFacts;
  readonly move: RecordMove;
}

/**
 * Moves the names that lie in a Route 53 zone of this account, after consent; names elsewhere are shown as they must be
 * typed. Done only when DNS says so and the old answers have run out, because the load balancer may be closed next.
 */
export async function performNames(step: NamesStep, facts: Facts, ports: Ports): Promise<Performed> {
  const distribution = facts.distribution;
  if (distribution === undefined)
    return { kind: 'unfinished', why: 'there is no distribution to lead to', left: [] };
  const away = facts.names.filter((name) => name.leadsTo !== 'distribution');
  const moves = await Promise.all(away.map((name) => findMove(name, distribution.domainName, ports)));
  if (!(await moveInRoute53(step, moves, facts, ports))) {
    return {
      kind: 'unfinished',
      why: 'the names stay where they are, as you said',
      left: byHand(moves, distribution.domainName),
    };
  }
  const still = await untilTheyLead(moves, facts, ports);
  const left = moves.filter(({ name, move }) => move.kind === 'by-hand' && still.includes(name.name));
  if (still.length > 0) {
    return {
      kind: 'unfinished',
      why: `${still.length === 1 ? `${still[0]} does` : `${still.length} names do`} not lead to the distribution yet`,
      left: byHand(left, distribution.domainName),
    };
  }
  await waitForOldAnswers(facts, ports);
  return { kind: 'done' };
}

async function findMove(name: NameFacts, domainName: string, ports: Ports): Promise<NameMove> {
  if (name.zone === undefined)
    return { name, move: { kind: 'by-hand', why: 'it is not in a hosted zone of this account' } };
  const records = await recordsNamed(ports.caller, name.zone.id, name.name, ports.signal);
  return { name, move: moveRecords(name.zone.name, name.name, records, domainName) };
}

/** Returns false when the person says no. */
async function moveInRoute53(
  step: NamesStep,
  moves: readonly NameMove[],
  facts: Facts,
  ports: Ports,
): Promise<boolean> {
  const movable = moves.flatMap(({ name, move }) =>
    move.kind === 'move' && name.zone !== undefined ? [{ name: name.name, zone: name.zone, move }] : [],
  );
  if (movable.length === 0) return true;
  const changes = movable.flatMap(({ move }) => move.shown);
  for (const change of changes) ports.emit({ type: 'change', step: step.id, ...change });
  const life = await oldAnswersLife(movable, ports);
  const many = movable.length === 1 ? (movable[0]?.name ?? '') : `${movable.length} names`;
  const agreed = await ports.consent({
    changes,
    warnings: [],
    question: {
      id: 'move-names',
      kind: 'choice',
      text: `Let ${many} lead to CloudFront now?`,
      flag: '--yes',
      choices: [
        { value: 'yes', label: `Move ${many}`, columns: [`visitors follow within ${life} s`] },
        { value: 'no', label: 'Not now', columns: ['come back with: copilot-cdn resume'] },
      ],
      recommended: 'yes',
      explanation: [
        'The distribution is at the edge and answers for these names.',
        'Route 53 changes all records of a zone at once, and none if somebody changed one meanwhile.',
        'The load balancer stays open until no visitor can hold the old answer any more.',
      ],
    },
  });
  if (!agreed) return false;
  // Noted before the move: a process that dies right after it must not close the load balancer too early.
  await noteOldAnswers(life + propagation, ports);
  for (const [zoneId, inZone] of byZone(movable)) {
    const batch = inZone.flatMap(({ move }) => move.changes);
    const id = await changeRecords(
      ports.caller,
      zoneId,
      batch,
      `copilot-cdn: ${facts.environment.name} through CloudFront`,
      ports.signal,
    );
    await untilOut(id, ports);
  }
  await noteOldAnswers(life, ports);
  return true;
}

async function noteOldAnswers(seconds: number, ports: Ports): Promise<void> {
  const gone = new Date(ports.clock.now().getTime() + seconds * 1000);
  await ports.journal.note({ oldAnswersGoneAt: gone.toISOString() });
}

function byZone<Item extends { readonly zone: { readonly id: string } }>(
  items: readonly Item[],
): Map<string, Item[]> {
  const zones = new Map<string, Item[]>();
  for (const item of items) zones.set(item.zone.id, [...(zones.get(item.zone.id) ?? []), item]);
  return zones;
}

/** The longest time in seconds for which a visitor may hold the old answer: DNS's own word where it has the last one. */
async function oldAnswersLife(
  movable: readonly { readonly name: string; readonly move: { readonly life: number } }[],
  ports: Ports,
): Promise<number> {
  const lives = await Promise.all(
    movable.map(async ({ name, move }) => (await fullTimeToLive(ports.resolver, name)) ?? move.life),
  );
  return Math.max(0, ...lives);
}

async function untilOut(changeId: string, ports: Ports): Promise<void> {
  for (let pause = 500; ; pause = Math.min(pause * 1.5, 5_000)) {
    if ((await changeState(ports.caller, changeId, ports.signal)) === 'INSYNC') return;
    await ports.clock.wait(pause, ports.signal);
  }
}

/** Asks DNS until every moved name leads to the distribution. Returns the names that do not; those at other providers are asked once. */
async function untilTheyLead(moves: readonly NameMove[], facts: Facts, ports: Ports): Promise<string[]> {
  const resolver = createResolver(ports.resolver);
  const targets = {
    loadBalancer: loadBalancerName(facts.stack) ?? '',
    distribution: facts.distribution?.domainName ?? '',
  };
  const started = ports.clock.now().getTime();
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    const asked = await Promise.all(
      moves.map(async ({ name, move }) => ({
        name: name.name,
        move,
        now: await whereNameLeads(resolver, name.name, targets),
      })),
    );
    const still = asked.filter(({ now }) => now.leadsTo !== 'distribution');
    const worthWaiting = still.some(({ move }) => move.kind === 'move');
    const late = ports.clock.now().getTime() - started > patience;
    if (!worthWaiting || late) return still.map(({ name }) => name);
    await ports.clock.wait(pause, ports.signal);
  }
}

/**
 * Visitors who asked DNS a moment before the move go to the load balancer until their answer runs out. Without a journal
 * nobody knows when the names moved, so a whole life of their records is waited for.
 */
export async function waitForOldAnswers(facts: Facts, ports: Ports): Promise<void> {
  const known = ports.journal.current().oldAnswersGoneAt;
  const now = ports.clock.now().getTime();
  const names = facts.names.map(({ name }) => ({ name, move: { life: defaultLife } }));
  const until = known === undefined ? now + (await oldAnswersLife(names, ports)) * 1000 : Date.parse(known);
  if (until <= now) return;
  const seconds = Math.ceil((until - now) / 1000);
  ports.emit({
    type: 'notice',
    code: 'waiting-for-old-answers',
    level: 'information',
    message: `Visitors may hold an old answer of DNS for another ${seconds} s; the load balancer stays open that long.`,
  });
  await ports.clock.wait(until - now, ports.signal);
}

function byHand(moves: readonly NameMove[], domainName: string): string[] {
  return moves.map(({ name }) => recordByHand(name.name, domainName, isApex(name.name)));
}

/** A guess without the public suffix list: two labels are a bare domain. Only wording depends on it. */
function isApex(name: string): boolean {
  return name.split('.').length === 2;
}
