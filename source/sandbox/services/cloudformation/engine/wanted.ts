import type { Settings, Stack } from '../stack.ts';
import { evaluateMembers, type Scope } from '../template/evaluate.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { dependenciesOf } from '../template/validate.ts';
import type { Home } from './home.ts';
import type { Wanted } from './resource-work.ts';
import { liveView, scopeOf } from './scope.ts';

/** The resources whose condition holds, in the template's order. */
export function activeResources(settings: Settings, scope: Scope): readonly ResourceDeclaration[] {
  return [...settings.template.resources.values()].filter(
    (resource) => resource.condition === undefined || scope.condition(resource.condition),
  );
}

/** What a resource is to be, with everything that it depends on as it is now. */
export function wantedResource(
  home: Home,
  stack: Stack,
  settings: Settings,
  declaration: ResourceDeclaration,
): Wanted {
  const scope = scopeOf(home, stack, settings, liveView(stack.resources));
  return {
    logicalId: declaration.logicalId,
    type: declaration.type,
    properties: evaluateMembers(declaration.properties, scope),
    tags: settings.tags,
    dependencies: dependenciesOf(declaration, settings.template, scope.condition),
    deletionPolicy: declaration.deletionPolicy,
    updateReplacePolicy: declaration.updateReplacePolicy,
    ...(declaration.metadata === undefined ? {} : { metadata: declaration.metadata }),
  };
}
