import { startStackUpdate } from '../../services/cloudformation/index.ts';
import type { World } from '../../world.ts';
import { environmentAccount, environmentStackName } from '../names.ts';
import type { Scenario } from '../scenario.ts';

/** Starts what a colleague's deployment would have started: the first environment gets NAT gateways, which takes minutes. */
export function startUpdate(world: World, scenario: Scenario): void {
  const { application, environments } = scenario;
  const environment = environments[0];
  if (environment === undefined) return;
  startStackUpdate(world, {
    account: environmentAccount(scenario),
    region: environment.region,
    name: environmentStackName(application, environment),
    parameters: { NATWorkloads: environment.services[0]?.name ?? '' },
  });
}
