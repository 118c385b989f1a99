import { changeRecords } from '../../aws/route-53.ts';
import { createResolver, whereNameLeads } from '../../network/dns.ts';
import { type Facts, loadBalancerName } from '../facts.ts';
import { mayReach, type Towards } from '../name-leads.ts';
import type { Performed, Ports } from '../ports.ts';
import type { NamesStep } from '../step.ts';
import { balancerUnmet } from './balancer.ts';
import { byHand, connectionFor, findMoves, type NameMove } from './name-moves.ts';
import { namesWords } from './names-words.ts';
import { lifeSoFar, oldAnswersLife, propagation, waitForOldAnswers } from './old-answers.ts';

/** Seconds to allow for a record at another provider whose life DNS does not tell. */
const unknownLife = 3_600;

/** How long to ask DNS for a name that was moved before saying so, in milliseconds. */
const patience = 5 * 60_000;

/**
 * Moves the names that lie in a Route 53 zone of this account, after consent; names elsewhere are shown as they must be
 * typed. Done only when DNS says so and the old answers have run out, because what they led to may be closed, or gone, next.
 */
export async function performNames(step: NamesStep, facts: Facts, ports: Ports): Promise<Performed> {
  const { towards } = step;
  if (facts.distribution === undefined)
    return { kind: 'unfinished', why: 'there is no distribution to lead to', left: [] };
  const moves = await findMoves(facts, towards, ports);
  if (towards === 'load-balancer') {
    const unmet = await balancerUnmet(facts, ports);
    if (unmet !== undefined) return unmet;
  }
  if (!(await moveInRoute53(step, moves, facts, ports))) {
    return {
      kind: 'unfinished',
      why: 'the names stay where they are, as you said',
      left: byHand(moves, facts, towards),
    };
  }
  const still = await untilTheyLead(moves, facts, towards, ports);
  if (still.length > 0) {
    const left = moves.filter(({ name }) => still.includes(name.name));
    await noteHandMoves(left, ports);
    const one = still.length === 1;
    return {
      kind: 'unfinished',
      why: namesWords[towards].notYet(one ? `${still[0]}` : `${still.length} names`, one),
      left: byHand(left, facts, towards),
    };
  }
  const waited = await waitForOldAnswers(facts, ports, towards);
  return waited ?? { kind: 'done' };
}

/** How long old answers of names that a person moves may live can only be asked before they move. */
async function noteHandMoves(moves: readonly NameMove[], ports: Ports): Promise<void> {
  const names = moves.map(({ name }) => ({ name: name.name, life: unknownLife }));
  const life = await oldAnswersLife(names, ports.resolver);
  await ports.journal.note({ namesMove: { state: 'asked', life: Math.max(life, lifeSoFar(ports)) } });
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
  const own = await oldAnswersLife(
    movable.map(({ name, move }) => ({ name, life: move.life })),
    ports.resolver,
  );
  const many = movable.length === 1 ? (movable[0]?.name ?? '') : `${movable.length} names`;
  const words = namesWords[step.towards];
  const agreed = await ports.consent({
    changes,
    warnings: [],
    question: {
      id: 'move-names',
      kind: 'choice',
      text: words.question(many),
      flag: '--yes',
      choices: [
        { value: 'yes', label: `Move ${many}`, columns: [`visitors follow within ${own} s`] },
        { value: 'no', label: 'Not now', columns: ['come back with: copilot-cdn resume'] },
      ],
      recommended: 'yes',
      explanation: words.explanation,
    },
  });
  if (!agreed) return false;
  const life = Math.max(own, lifeSoFar(ports));
  await ports.journal.note({ namesMove: { state: 'asked', life: life + propagation } });
  const changeIds: string[] = [];
  for (const [zoneId, inZone] of byZone(movable)) {
    const batch = inZone.flatMap(({ move }) => move.changes);
    ports.touch();
    const connection = await connectionFor(inZone[0]?.name ?? '', ports);
    const comment = words.comment(facts.environment.name);
    changeIds.push(await changeRecords(connection, zoneId, batch, comment, ports.signal));
    await ports.journal.note({ namesMove: { state: 'made', life, changeIds } });
  }
  return true;
}

function byZone<Item extends { readonly zone: { readonly id: string } }>(
  items: readonly Item[],
): Map<string, Item[]> {
  const zones = new Map<string, Item[]>();
  for (const item of items) zones.set(item.zone.id, [...(zones.get(item.zone.id) ?? []), item]);
  return zones;
}

/** Asks DNS until every moved name leads where it is to. Returns the names that do not; those at other providers are asked once. */
async function untilTheyLead(
  moves: readonly NameMove[],
  facts: Facts,
  towards: Towards,
  ports: Ports,
): Promise<string[]> {
  const resolver = createResolver(ports.resolver);
  const { distribution } = facts;
  const targets = {
    loadBalancer: loadBalancerName(facts.stack) ?? '',
    distribution: distribution?.domainName ?? '',
  };
  const started = ports.clock.now().getTime();
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    const asked = await Promise.all(
      moves.map(async ({ name, move }) => ({
        name: name.name,
        move,
        byPolicy: move.kind === 'by-hand' && name.zone !== undefined,
        now: await whereNameLeads(resolver, name.name, targets),
      })),
    );
    const isAway = (now: (typeof asked)[number]['now']) =>
      towards === 'distribution'
        ? now.leadsTo !== 'distribution'
        : distribution !== undefined && mayReach(distribution, now);
    // Of records that only a person may change, DNS tells one answer of several.
    const still = asked.filter(({ now, byPolicy }) => byPolicy || isAway(now));
    const worthWaiting = still.some(({ move }) => move.kind !== 'by-hand');
    const late = ports.clock.now().getTime() - started > patience;
    if (!worthWaiting || late) return still.map(({ name }) => name);
    await ports.clock.wait(pause, ports.signal);
  }
}
