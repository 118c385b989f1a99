import type { World } from '../../world.ts';
import { addUser } from '../../world-factory.ts';
import { environmentAccount, environmentKeys, sandboxKeys } from '../names.ts';
import type { Scenario } from '../scenario.ts';
import { addApplication } from './application.ts';
import { addFunctionCode } from './artifacts.ts';
import { addBuckets } from './buckets.ts';
import { addCertificates } from './certificates.ts';
import { addEnvironment } from './environment.ts';
import { addHostedZones, leadNamesTo, leadNamesToEdge } from './hosted-zones.ts';
import { addRecords } from './records.ts';
import { startUpdate } from './under-way.ts';

/** Fills an empty world with everything that a scenario says, by the templates that the real things are made from. */
export function buildScenario(world: World, scenario: Scenario): void {
  const { account } = scenario.application;
  addUser(world, account, sandboxKeys.user, sandboxKeys.accessKeyId);
  if (environmentAccount(scenario) !== account)
    addUser(world, environmentAccount(scenario), environmentKeys.user, environmentKeys.accessKeyId);
  addRecords(world, scenario);
  addCertificates(world, scenario);
  addHostedZones(world, scenario);
  addBuckets(world, scenario);
  addApplication(world, scenario);
  for (const environment of scenario.environments) {
    addFunctionCode(world, scenario, environment);
    const balancer = addEnvironment(world, scenario, environment);
    if (balancer !== undefined) leadNamesTo(world, scenario, environment.name, balancer);
    leadNamesToEdge(world, scenario, environment.name);
  }
  if (scenario.underWay !== undefined) startUpdate(world, scenario);
}
