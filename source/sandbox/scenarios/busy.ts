import { fresh } from './fresh.ts';
import type { Scenario } from './scenario.ts';

/** Like `fresh`, but somebody's update of the environment is on its way. */
export const busy: Scenario = {
  ...fresh,
  name: 'busy',
  summary: "like fresh, while somebody else's update of the environment is on its way",
  underWay: 'network-addresses',
};
