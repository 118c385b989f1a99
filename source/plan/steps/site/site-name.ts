import { changeRecords, recordsNamed } from '../../../aws/route-53.ts';
import { createResolver, whereNameLeads } from '../../../network/dns.ts';
import type { Performed } from '../../ports.ts';
import { distributionTarget, moveRecords, type RecordMove, recordByHand } from '../../record-moves.ts';
import type { SiteFacts } from '../../site/site-facts.ts';
import type { SitePorts } from '../../site/site-ports.ts';

/** How long to ask DNS for a name that was moved before saying so, in milliseconds. */
const patience = 5 * 60_000;

/** Lets the site's name lead to its distribution: in Route 53 after a yes, elsewhere by the person's own hand. */
export async function performSiteName(facts: SiteFacts, ports: SitePorts): Promise<Performed> {
  const { name, distribution } = facts;
  if (name === undefined || distribution === undefined || name.leadsTo === 'distribution')
    return { kind: 'done' };
  const zone = await ports.findZone(name.name);
  const byHand = recordByHand(name.name, distribution.domainName, name.name.split('.').length === 2);
  if (zone === undefined) return waiting(name.name, byHand);
  const records = await recordsNamed(zone.connection, zone.id, name.name, ports.signal);
  const move = moveRecords(zone.name, name.name, records, distributionTarget(distribution.domainName));
  if (move.kind === 'by-hand') return waiting(name.name, `${byHand}  (${move.why})`);
  if (move.kind === 'move') {
    if (!(await agreed(name.name, move, ports)))
      return { kind: 'unfinished', why: `${name.name} stays where it leads, as you said`, left: [byHand] };
    ports.touch();
    const comment = `copilot-cdn: static site ${facts.service}`;
    await changeRecords(zone.connection, zone.id, move.changes, comment, ports.signal);
  }
  return (await untilItLeads(name.name, distribution.domainName, ports))
    ? { kind: 'done' }
    : { kind: 'unfinished', why: `${name.name} is moved, but DNS does not say so yet`, left: [] };
}

function waiting(name: string, record: string): Performed {
  return { kind: 'unfinished', why: `${name} does not lead to the site yet`, left: [record] };
}

async function agreed(
  name: string,
  move: Extract<RecordMove, { kind: 'move' }>,
  ports: SitePorts,
): Promise<boolean> {
  for (const change of move.shown) ports.emit({ type: 'change', step: 'name', ...change });
  const taken = move.shown.flatMap(({ before }) => before ?? []);
  return ports.consent({
    changes: move.shown,
    warnings:
      taken.length === 0
        ? []
        : [`${name} leads elsewhere now, to ${taken[0]}: visitors there would come here.`],
    question: {
      id: 'move-name',
      kind: 'choice',
      text: `Let ${name} lead to the site?`,
      flag: '--yes',
      choices: [
        { value: 'yes', label: `Write the record`, columns: [`visitors follow within ${move.life} s`] },
        { value: 'no', label: 'Not now' },
      ],
      // Taking a name away from something else is for a person to decide.
      ...(taken.length === 0 && { recommended: 'yes' }),
      explanation: [
        'The distribution is at the edge and has the files.',
        'Route 53 changes all records of the name at once, and none if somebody changed one meanwhile.',
        'Until then the site is reached under its CloudFront name.',
      ],
    },
  });
}

async function untilItLeads(name: string, distribution: string, ports: SitePorts): Promise<boolean> {
  const resolver = createResolver(ports.resolver);
  const started = ports.clock.now().getTime();
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    const { leadsTo } = await whereNameLeads(resolver, name, { loadBalancer: '', distribution });
    if (leadsTo === 'distribution') return true;
    if (ports.clock.now().getTime() - started > patience) return false;
    await ports.clock.wait(pause, ports.signal);
  }
}
