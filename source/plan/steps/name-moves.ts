import type { Connection } from '../../aws/connection.ts';
import { recordsNamed } from '../../aws/route-53.ts';
import { type Facts, loadBalancerName, type NameFacts, namesAreManaged, uniqueNames } from '../facts.ts';
import { type Fate, fateOf, namesAway, type Towards } from '../name-leads.ts';
import type { Ports } from '../ports.ts';
import {
  distributionTarget,
  loadBalancerTarget,
  moveRecords,
  type RecordMove,
  type RecordTarget,
  recordByHand,
  removeRecords,
} from '../record-moves.ts';

export interface NameMove {
  readonly name: NameFacts;
  readonly fate: Fate;
  readonly move: RecordMove;
}

/** What is to be done about each name that is not where it is to be. */
export function findMoves(facts: Facts, towards: Towards, ports: Ports): Promise<readonly NameMove[]> {
  // The stack looks after the names of services only.
  const byStack = namesAreManaged(facts) ? new Set(uniqueNames(facts.services)) : new Set<string>();
  return Promise.all(
    namesAway(facts, towards).map(async (name): Promise<NameMove> => {
      // Of names that come to the distribution all are its own.
      const fate = towards === 'distribution' ? 'moves' : fateOf(facts, name.name);
      // With a managed domain the stack itself writes the records; DNS has only to follow.
      if (byStack.has(name.name)) return { name, fate, move: { kind: 'there' } };
      return { name, fate, move: await findMove(name, fate, facts, towards, ports) };
    }),
  );
}

async function findMove(
  name: NameFacts,
  fate: Fate,
  facts: Facts,
  towards: Towards,
  ports: Ports,
): Promise<RecordMove> {
  const { zone } = name;
  if (zone === undefined) return { kind: 'by-hand', why: 'it is not in a hosted zone of this account' };
  if (fate === 'by-hand') return { kind: 'by-hand', why: 'no service has this name' };
  const target = targetOf(facts, towards);
  if (target === undefined)
    return { kind: 'by-hand', why: 'the stack does not tell the hosted zone of its load balancer' };
  const connection = await connectionFor(name.name, ports);
  const records = await recordsNamed(connection, zone.id, name.name, ports.signal);
  return fate === 'goes'
    ? removeRecords(zone.name, name.name, records, facts.distribution?.domainName ?? '')
    : moveRecords(zone.name, name.name, records, target);
}

function targetOf({ stack, distribution }: Facts, towards: Towards): RecordTarget | undefined {
  if (towards === 'distribution') return distribution && distributionTarget(distribution.domainName);
  const dnsName = loadBalancerName(stack);
  const zone = stack.outputs.PublicLoadBalancerHostedZone;
  return dnsName === undefined || zone === undefined ? undefined : loadBalancerTarget(dnsName, zone);
}

/** Whose credentials read the zone of a name, and may write into it. */
export async function connectionFor(name: string, ports: Ports): Promise<Connection> {
  return (await ports.findZone(name))?.connection ?? ports.caller;
}

/** What a person has to type, a line each. */
export function byHand(moves: readonly NameMove[], facts: Facts, towards: Towards): string[] {
  const edge = facts.distribution?.domainName ?? '';
  const target = towards === 'distribution' ? edge : (loadBalancerName(facts.stack) ?? '');
  return moves.map(({ name: { name, zone }, fate, move }) => {
    if (move.kind === 'there') return `${name} is moved, but DNS does not say so yet`;
    if (fate === 'goes') return `Delete the record of ${name}, which leads to ${edge}`;
    if (fate === 'by-hand')
      return `${name} leads to ${edge}, and no service has this name: lead it elsewhere, or delete its record`;
    const record = recordByHand(name, target, isApex(name));
    return move.kind === 'by-hand' && zone !== undefined ? `${record}  (${move.why})` : record;
  });
}

/** A guess without the public suffix list: two labels are a bare domain. Only wording depends on it. */
function isApex(name: string): boolean {
  return name.split('.').length === 2;
}
