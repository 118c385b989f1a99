import type { Connection } from '../../aws/connection.ts';
import { changeRecords, recordsNamed } from '../../aws/route-53.ts';
import { createResolver, whereNameLeads } from '../../network/dns.ts';
import {
  type Facts,
  hasPublicCertificates,
  loadBalancerName,
  type NameFacts,
  uniqueNames,
} from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import { moveRecords, type RecordMove, recordByHand } from '../record-moves.ts';
import type { NamesStep } from '../step.ts';
import { lifeSoFar, oldAnswersLife, propagation, waitForOldAnswers } from './old-answers.ts';

/** Seconds to allow for a record at another provider whose life DNS does not tell. */
const unknownLife = 3_600;

/** How long to ask DNS for a name that was moved before saying so, in milliseconds. */
const patience = 5 * 60_000;

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
  const managed = facts.application.domain !== '' && !hasPublicCertificates(facts);
  // The stack looks after the names of services only.
  const ofServices = new Set(uniqueNames(facts.services));
  const moves = await Promise.all(
    away.map((name) =>
      managed && ofServices.has(name.name)
        ? movedByStack(name)
        : findMove(name, distribution.domainName, ports),
    ),
  );
  if (!(await moveInRoute53(step, moves, facts, ports))) {
    return {
      kind: 'unfinished',
      why: 'the names stay where they are, as you said',
      left: byHand(moves, distribution.domainName),
    };
  }
  const still = await untilTheyLead(moves, facts, ports);
  if (still.length > 0) {
    const left = moves.filter(({ name }) => still.includes(name.name));
    await noteHandMoves(left, ports);
    return {
      kind: 'unfinished',
      why: `${still.length === 1 ? `${still[0]} does` : `${still.length} names do`} not lead to the distribution yet`,
      left: byHand(left, distribution.domainName),
    };
  }
  const waited = await waitForOldAnswers(facts, ports);
  return waited ?? { kind: 'done' };
}

/** With a managed domain the stack itself writes the records; DNS has only to follow. */
async function movedByStack(name: NameFacts): Promise<NameMove> {
  return { name, move: { kind: 'there' } };
}

/** How long old answers of names that a person moves may live can only be asked before they move. */
async function noteHandMoves(moves: readonly NameMove[], ports: Ports): Promise<void> {
  const names = moves.map(({ name }) => ({ name: name.name, life: unknownLife }));
  const life = await oldAnswersLife(names, ports.resolver);
  await ports.journal.note({ namesMove: { state: 'asked', life: Math.max(life, lifeSoFar(ports)) } });
}

async function findMove(name: NameFacts, domainName: string, ports: Ports): Promise<NameMove> {
  if (name.zone === undefined)
    return { name, move: { kind: 'by-hand', why: 'it is not in a hosted zone of this account' } };
  const records = await recordsNamed(
    await connectionFor(name.name, ports),
    name.zone.id,
    name.name,
    ports.signal,
  );
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
  const own = await oldAnswersLife(
    movable.map(({ name, move }) => ({ name, life: move.life })),
    ports.resolver,
  );
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
        { value: 'yes', label: `Move ${many}`, columns: [`visitors follow within ${own} s`] },
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
  const life = Math.max(own, lifeSoFar(ports));
  await ports.journal.note({ namesMove: { state: 'asked', life: life + propagation } });
  const changeIds: string[] = [];
  for (const [zoneId, inZone] of byZone(movable)) {
    const batch = inZone.flatMap(({ move }) => move.changes);
    const comment = `copilot-cdn: ${facts.environment.name} through CloudFront`;
    ports.touch();
    const connection = await connectionFor(inZone[0]?.name ?? '', ports);
    changeIds.push(await changeRecords(connection, zoneId, batch, comment, ports.signal));
    await ports.journal.note({ namesMove: { state: 'made', life, changeIds } });
  }
  return true;
}

/** Whose credentials read the zone of a name, and may write into it. */
async function connectionFor(name: string, ports: Ports): Promise<Connection> {
  return (await ports.findZone(name))?.connection ?? ports.caller;
}

function byZone<Item extends { readonly zone: { readonly id: string } }>(
  items: readonly Item[],
): Map<string, Item[]> {
  const zones = new Map<string, Item[]>();
  for (const item of items) zones.set(item.zone.id, [...(zones.get(item.zone.id) ?? []), item]);
  return zones;
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
        byPolicy: move.kind === 'by-hand' && name.zone !== undefined,
        now: await whereNameLeads(resolver, name.name, targets),
      })),
    );
    // Of records that only a person may change, DNS tells one answer of several.
    const still = asked.filter(({ now, byPolicy }) => byPolicy || now.leadsTo !== 'distribution');
    const worthWaiting = still.some(({ move }) => move.kind !== 'by-hand');
    const late = ports.clock.now().getTime() - started > patience;
    if (!worthWaiting || late) return still.map(({ name }) => name);
    await ports.clock.wait(pause, ports.signal);
  }
}

function byHand(moves: readonly NameMove[], domainName: string): string[] {
  return moves.map(({ name, move }) => {
    const record = recordByHand(name.name, domainName, isApex(name.name));
    if (move.kind === 'there') return `${name.name} is moved, but DNS does not say so yet`;
    return move.kind === 'by-hand' && name.zone !== undefined ? `${record}  (${move.why})` : record;
  });
}

/** A guess without the public suffix list: two labels are a bare domain. Only wording depends on it. */
function isApex(name: string): boolean {
  return name.split('.').length === 2;
}
