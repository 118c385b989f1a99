import { Fault } from '../../../service.ts';
import { type OutputRecord, type Settings, type Stack, stacksOf } from '../stack.ts';
import { evaluate } from '../template/evaluate.ts';
import { importsIn } from '../template/references.ts';
import { textOf } from '../value.ts';
import type { Home } from './home.ts';
import { liveView, type ResourceView, scopeOf } from './scope.ts';

/** The outputs whose condition holds. */
export function outputsOf(
  home: Home,
  stack: Pick<Stack, 'id' | 'name'>,
  settings: Settings,
  view: ResourceView,
): readonly OutputRecord[] {
  const scope = scopeOf(home, stack, settings, view);
  return [...settings.template.outputs.values()]
    .filter((output) => output.condition === undefined || scope.condition(output.condition))
    .map((output) => {
      const exportName = output.exportName === undefined ? undefined : evaluate(output.exportName, scope);
      return {
        key: output.name,
        value: textOf(evaluate(output.value, scope)),
        ...(output.description === undefined ? {} : { description: output.description }),
        ...(exportName === undefined ? {} : { exportName: textOf(exportName) }),
      };
    });
}

/** Gives the stack its outputs and the region its exports. Throws `Fault` for a name that another stack exports. */
export function publishOutputs(home: Home, stack: Stack): void {
  const outputs = outputsOf(home, stack, stack.settings, liveView(stack.resources, 'Outputs'));
  for (const { exportName } of outputs) {
    const other = exportName === undefined ? undefined : home.region.exports.get(exportName);
    if (other && other.stackId !== stack.id) {
      const owner = stacksOf(home.region).find(({ id }) => id === other.stackId)?.name ?? other.stackId;
      throw new Fault(
        'ValidationError',
        `Export with name ${exportName} is already exported by stack ${owner}`,
      );
    }
  }
  checkImports(home, stack, outputs);
  withdrawExports(home, stack);
  stack.outputs = outputs;
  for (const { exportName, value } of outputs) {
    if (exportName !== undefined) home.region.exports.set(exportName, { value, stackId: stack.id });
  }
}

/** Exports that other stacks import stay as they are. */
function checkImports(home: Home, stack: Stack, outputs: readonly OutputRecord[]): void {
  for (const [name, { value, stackId }] of home.region.exports) {
    if (stackId !== stack.id) continue;
    const kept = outputs.find((output) => output.exportName === name);
    if (kept?.value === value) continue;
    const importers = importersOf(home, name);
    if (importers.length === 0) continue;
    const doing = kept ? 'updated' : 'deleted';
    throw new Fault(
      'ValidationError',
      `Export ${name} cannot be ${doing} as it is in use by ${importers.join(', ')}`,
    );
  }
}

/** Names of the stacks that import a value. */
export function importersOf(home: Home, exportName: string): readonly string[] {
  return stacksOf(home.region)
    .filter((stack) => stack.resources.size > 0)
    .filter((stack) => {
      const scope = scopeOf(home, stack, stack.settings, liveView(stack.resources));
      const expressions = [...stack.settings.template.resources.values()].flatMap(({ properties }) =>
        importsIn(properties),
      );
      return expressions.some((expression) => textOf(evaluate(expression, scope)) === exportName);
    })
    .map(({ name }) => name);
}

export function withdrawExports(home: Home, stack: Stack): void {
  for (const [name, { stackId }] of home.region.exports) {
    if (stackId === stack.id) home.region.exports.delete(name);
  }
}
