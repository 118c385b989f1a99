import { addHostedZone, cloudFrontZoneId, putRecord } from '../../hosted-zones.ts';
import type { HostedZone, LoadBalancer, RecordSet, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { environmentAccount } from '../names.ts';
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
  lead(world, scenario, environment, 'toLoadBalancer', {
    dnsName: `dualstack.${balancer.dnsName.toLowerCase()}`,
    hostedZoneId: balancer.hostedZoneId,
    evaluateTargetHealth: false,
  });
}

/** The same to the distribution, where there is one. */
export function leadNamesToEdge(world: World, scenario: Scenario, environment: string): void {
  const [distribution] = accountOf(world, environmentAccount(scenario)).distributions.values();
  if (distribution === undefined) return;
  lead(world, scenario, environment, 'toDistribution', {
    dnsName: distribution.domainName,
    hostedZoneId: cloudFrontZoneId,
    evaluateTargetHealth: false,
  });
}

function lead(
  world: World,
  scenario: Scenario,
  environment: string,
  names: 'toLoadBalancer' | 'toDistribution',
  alias: NonNullable<RecordSet['alias']>,
): void {
  for (const hostedZone of scenario.hostedZones) {
    const { account = scenario.application.account } = hostedZone;
    const zone = accountOf(world, account).hostedZones.get(hostedZone.id);
    for (const [name, wanted] of Object.entries(hostedZone[names] ?? {})) {
      if (wanted === environment && zone !== undefined) putRecord(zone, { name, type: 'A', alias });
    }
  }
}
