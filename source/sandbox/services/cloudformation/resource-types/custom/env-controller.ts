import { Fault } from '../../../../service.ts';
import { regionOf } from '../../../../world-factory.ts';
import { Operation } from '../../engine/operation.ts';
import { findStack, isBusy, type Stack } from '../../stack.ts';
import { type Properties, textOf, textsOf } from '../../value.ts';
import type { Made, Place } from '../resource-type.ts';
import { customResource, namesByWorkload } from './custom-resource.ts';

/** Outputs that the controller keeps to itself. */
const hidden = new Set(['EnabledFeatures', 'LastForceDeployID']);
const secondsUntilNextTry = 15;

/**
 * Custom::EnvControllerFunction: tells the environment's stack what a service needs of it, by its parameters, waits until
 * that stack is updated, and hands on its outputs.
 */
export const envControllerType = customResource({
  prepare: (place, properties, ready) => {
    updateEnvironment(place, properties, true, ready);
  },
  create: (place, properties) => outputs(place, properties, `envcontroller/${place.stackName}`),
  update: (place, properties, earlier) => outputs(place, properties, earlier.physicalId),
  delete: (place, earlier) => {
    updateEnvironment(place, earlier.properties, false, () => {});
  },
});

function environmentOf(place: Place, properties: Properties): Stack | undefined {
  return findStack(regionOf(place.world, place.account, place.region), textOf(properties.EnvStack));
}

function outputs(place: Place, properties: Properties, physicalId: string): Made {
  const held = environmentOf(place, properties)?.outputs ?? [];
  return {
    physicalId,
    attributes: Object.fromEntries(
      held.filter(({ key }) => !hidden.has(key)).map(({ key, value }) => [key, value]),
    ),
  };
}

function updateEnvironment(
  place: Place,
  properties: Properties,
  wanted: boolean,
  ready: (fault?: Fault) => void,
): void {
  const stack = environmentOf(place, properties);
  if (!stack) {
    ready(new Fault('Error', `Cannot find environment stack ${textOf(properties.EnvStack)}`));
    return;
  }
  if (isBusy(stack)) {
    const again = (): void => updateEnvironment(place, properties, wanted, ready);
    place.world.clock.after(secondsUntilNextTry, again);
    return;
  }
  const parameters = new Map([
    ...stack.settings.parameters,
    ...changedParameters(place, stack, properties, wanted),
  ]);
  const same = [...parameters].every(([name, value]) => stack.settings.parameters.get(name) === value);
  if (same) {
    ready();
    return;
  }
  const home = { world: place.world, region: regionOf(place.world, place.account, place.region) };
  const operation = new Operation(home, stack, {
    kind: 'update',
    settings: { ...stack.settings, parameters },
  });
  operation.begin();
  operation.whenSettled(() => {
    if (stack.status === 'UPDATE_COMPLETE') ready();
    else ready(new Fault('Error', `Resource is not in the state stackUpdateComplete`));
  });
}

/** Each list of workloads with the workload in it or not, and its names in `Aliases`. */
function changedParameters(
  place: Place,
  stack: Stack,
  properties: Properties,
  wanted: boolean,
): ReadonlyMap<string, string> {
  const workload = textOf(properties.Workload);
  const managed = wanted ? textsOf(properties.Parameters) : [];
  const changed = new Map<string, string>();
  for (const [name, value] of stack.settings.parameters) {
    if (!name.endsWith('Workloads')) continue;
    const others = value.split(',').filter((one) => one !== '' && one !== workload);
    const has = value.split(',').includes(workload);
    if (managed.includes(name) !== has) {
      changed.set(name, (has ? others : [...others, workload]).join(','));
    }
  }
  const aliases = new Map(namesByWorkload(place, stack.settings.parameters.get('Aliases') ?? ''));
  const names = managed.includes('Aliases') ? textsOf(properties.Aliases) : [];
  if (names.length > 0) aliases.set(workload, names);
  else aliases.delete(workload);
  if (stack.settings.parameters.has('Aliases')) {
    changed.set('Aliases', aliases.size === 0 ? '' : JSON.stringify(Object.fromEntries(aliases)));
  }
  return changed;
}
