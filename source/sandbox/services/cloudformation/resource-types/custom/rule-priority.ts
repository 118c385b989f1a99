import { regionOf } from '../../../../world-factory.ts';
import { type Properties, textOf, textsOf, type Value } from '../../value.ts';
import type { Made, Place } from '../resource-type.ts';
import { customResource } from './custom-resource.ts';

/** From here on priorities belong to rules of the root path. */
const firstOfRoot = 48_000;
const lastOfRoot = 50_000;

/** Custom::RulePriorityFunction: a free priority for each path, the root's at the end of the list. */
export const rulePriorityType = customResource({
  create: choose,
  update: choose,
  delete: () => {},
});

function choose(place: Place, properties: Properties): Made {
  const arn = textOf(properties.ListenerArn);
  const balancers = regionOf(place.world, place.account, place.region).loadBalancers.values();
  const listener = [...balancers].flatMap(({ listeners }) => listeners.get(arn) ?? [])[0];
  const used = [...(listener?.rules.values() ?? [])].map((rule) => rule.priority);
  let nextOfRoot = Math.min(lastOfRoot + 1, ...used.filter((priority) => priority >= firstOfRoot)) - 1;
  let next = Math.max(0, ...used.filter((priority) => priority < firstOfRoot)) + 1;
  const attributes: Record<string, Value> = {};
  for (const [index, path] of textsOf(properties.RulePath).entries()) {
    const name = `Priority${index === 0 ? '' : index}`;
    if (path === '/') attributes[name] = nextOfRoot--;
    else attributes[name] = next++;
  }
  return { physicalId: `alb-rule-priority-${place.logicalId}`, attributes };
}
