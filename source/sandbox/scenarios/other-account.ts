import { fresh } from './fresh.ts';
import type { Scenario } from './scenario.ts';

const account = '444455556666';

/** As teams have it who keep production apart: the application's records in one account, the environment in another. */
export const otherAccount: Scenario = {
  ...fresh,
  name: 'other-account',
  summary: 'the environment, its certificates and its zone are in another account than the application',
  environments: fresh.environments.map((environment) => ({ ...environment, account })),
  hostedZones: fresh.hostedZones.map((zone) => ({ ...zone, account })),
};
