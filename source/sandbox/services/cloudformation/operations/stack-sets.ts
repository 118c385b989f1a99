import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { Fault } from '../../../service.ts';
import type { StackSet } from '../../../world.ts';
import { regionOf } from '../../../world-factory.ts';
import { pageOf } from '../../operations.ts';
import type { Home } from '../engine/home.ts';
import { findStack } from '../stack.ts';
import { describeTags } from './describe-stacks.ts';

const pageSize = 100;

function needStackSet(home: Home, input: QueryInput): StackSet {
  const name = queryText(input, 'StackSetName') ?? '';
  const found = [...home.region.stackSets.values()].find((set) => set.name === name || set.id === name);
  if (found) return found;
  throw new Fault('StackSetNotFoundException', `StackSet ${name} not found`, 404);
}

/** ListStackInstances, of an account and a region when asked for. */
export function listStackInstances(home: Home, input: QueryInput) {
  const set = needStackSet(home, input);
  const account = queryText(input, 'StackInstanceAccount');
  const region = queryText(input, 'StackInstanceRegion');
  const found = set.instances.filter(
    (instance) =>
      (account === undefined || account === instance.account) &&
      (region === undefined || region === instance.region),
  );
  const page = pageOf(found, queryText(input, 'NextToken'), home.world.knobs.pageSize ?? pageSize);
  return {
    Summaries: page.items.map((instance) => ({
      StackSetId: set.id,
      Region: instance.region,
      Account: instance.account,
      StackId: instance.stackId,
      Status: 'CURRENT',
      StackInstanceStatus: { DetailedStatus: 'SUCCEEDED' },
      DriftStatus: 'NOT_CHECKED',
    })),
    NextToken: page.next,
  };
}

/** DescribeStackSet, with the template and the tags of its first instance. */
export function describeStackSet(home: Home, input: QueryInput) {
  const set = needStackSet(home, input);
  const [first] = set.instances;
  const region = first && regionOf(home.world, first.account, first.region);
  const settings = first && region && findStack(region, first.stackId)?.settings;
  return {
    StackSet: {
      StackSetName: set.name,
      StackSetId: set.id,
      Status: 'ACTIVE',
      TemplateBody: settings?.template.text,
      Parameters: [],
      Capabilities: settings?.capabilities,
      Tags: settings === undefined ? [] : describeTags(settings.tags),
      PermissionModel: 'SELF_MANAGED',
    },
  };
}
