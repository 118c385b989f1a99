import { addHostedZone, putRecord } from '../../hosted-zones.ts';
import type { HostedZone, LoadBalancer, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import type { Scenario } from '../scenario.ts';

/** The zones come before the stacks, which may write to them. */
export function addHostedZones(world: World, scenario: Scenario): void {
  const zones = scenario.hostedZones.map(({ name, id, texts, account = scenario.application.account }) => {
    const zone = addHostedZone(world, { account, name, id });
    for (const [at, text] of Object.entries(texts ?? {})) {
      putRecord(zone, { name: at, type: 'TXT', ttl: 300, values: [`"${text}"`] });
    }
    return zone;
  });
  for (const zone of zones) delegate(zones, zone);
}

/** The zone above, where there is one, says who answers for this one. */
function delegate(zones: readonly HostedZone[], zone: HostedZone): void {
  const above = zones.find((candidate) => zone.name.endsWith(`.${candidate.name}`));
  const servers = zone.records.get(`${zone.name} NS`);
  if (above !== undefined && servers !== undefined) putRecord(above, { ...servers, ttl: 60 });
}

/** Alias records, as people make them in the console. */
export function leadNamesTo(
  world: World,
  scenario: Scenario,
  environment: string,
  balancer: LoadBalancer,
): void {
  for (const { id, toLoadBalancer, account = scenario.application.account } of scenario.hostedZones) {
    const zone = accountOf(world, account).hostedZones.get(id);
    for (const [name, wanted] of Object.entries(toLoadBalancer ?? {})) {
      if (wanted !== environment || zone === undefined) continue;
      putRecord(zone, {
        name,
        type: 'A',
        alias: {
          dnsName: `dualstack.${balancer.dnsName.toLowerCase()}`,
          hostedZoneId: balancer.hostedZoneId,
          evaluateTargetHealth: false,
        },
      });
    }
  }
}
