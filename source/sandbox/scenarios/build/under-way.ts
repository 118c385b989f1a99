import { startStackUpdate } from '../../services/cloudformation/index.ts';
import type { World } from '../../world.ts';
import { environmentStackName } from '../names.ts';
import type { Scenario } from '../scenario.ts';

/** Starts what a colleague's deployment would have started: the first environment gets NAT gateways, which takes minutes. */
export function startUpdate(world: World, { application, environments }: Scenario): void {
  const environment = environments[0];
  if (environment === undefined) return;
  startStackUpdate(world, {
    account: application.account,
    region: environment.region,
    name: environmentStackName(application, environment),
    parameters: { NATWorkloads: environment.services[0]?.name ?? '' },
  });
}
