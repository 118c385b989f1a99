import { Fault } from '../../../service.ts';
import type { Value } from '../value.ts';
import { conditionsIn, type Reference, referencesIn } from './references.ts';
import type { ResourceDeclaration, Template } from './template.ts';

/** Checks what a template says about itself. Throws `ValidationError` in AWS's words. */
export function validateTemplate(template: Template): void {
  checkConditions(template);
  for (const resource of template.resources.values()) {
    checkReferences(template, referencesIn(resource.properties), 'Resources');
    const missing = resource.dependsOn.filter((name) => !template.resources.has(name));
    if (missing.length > 0) throw unresolved(missing, 'Resources');
    checkConditionNames(template, conditionsOf(resource), 'Resources');
  }
  for (const output of template.outputs.values()) {
    const value: Value = [output.value, output.exportName ?? null];
    checkReferences(template, referencesIn(value), 'Outputs');
    checkConditionNames(
      template,
      [...conditionsIn(value), ...(output.condition ? [output.condition] : [])],
      'Outputs',
    );
  }
  checkCircles(template);
}

/** What a resource needs before it: its references and `DependsOn`. */
export function dependenciesOf(
  resource: ResourceDeclaration,
  template: Template,
  condition?: (name: string) => boolean,
): readonly string[] {
  const names = [
    ...referencesIn(resource.properties, condition).map((reference) => reference.name),
    ...resource.dependsOn,
  ];
  return [...new Set(names)].filter((name) => template.resources.has(name));
}

function conditionsOf(resource: ResourceDeclaration): readonly string[] {
  const used = conditionsIn(resource.properties);
  return resource.condition ? [resource.condition, ...used] : used;
}

function checkReferences(template: Template, references: readonly Reference[], block: string): void {
  const unknownAttribute = references.find(
    (reference) => reference.attribute !== undefined && !template.resources.has(reference.name),
  );
  if (unknownAttribute) {
    throw invalid(
      `Template error: instance of Fn::GetAtt references undefined resource ${unknownAttribute.name}`,
    );
  }
  const missing = references
    .map((reference) => reference.name)
    .filter(
      (name) => !name.startsWith('AWS::') && !template.parameters.has(name) && !template.resources.has(name),
    );
  if (missing.length > 0) throw unresolved(missing, block);
}

function checkConditions(template: Template): void {
  for (const [name, expression] of template.conditions) {
    const missing = referencesIn(expression)
      .map((reference) => reference.name)
      .filter((mentioned) => !mentioned.startsWith('AWS::') && !template.parameters.has(mentioned));
    if (missing.length > 0) {
      throw invalid(
        `Template format error: Unresolved dependencies [${[...new Set(missing)].join(', ')}]. Cannot reference resources in the Conditions block of the template`,
      );
    }
    checkConditionNames(template, conditionsIn(expression), 'Conditions');
    checkConditionCircle(template, name, []);
  }
}

function checkConditionNames(template: Template, names: readonly string[], block: string): void {
  const missing = names.find((name) => !template.conditions.has(name));
  if (missing !== undefined) {
    throw invalid(
      `Template format error: Unresolved condition dependency ${missing} in the ${block} block of the template`,
    );
  }
}

function checkConditionCircle(template: Template, name: string, path: readonly string[]): void {
  if (path.includes(name)) throw invalid(`Circular dependency between conditions: [${path.join(', ')}]`);
  for (const next of conditionsIn(template.conditions.get(name) ?? null)) {
    checkConditionCircle(template, next, [...path, name]);
  }
}

function checkCircles(template: Template): void {
  const open = new Map(
    [...template.resources.values()].map((resource) => [
      resource.logicalId,
      new Set(dependenciesOf(resource, template)),
    ]),
  );
  for (;;) {
    const free = [...open].filter(([, needs]) => [...needs].every((name) => !open.has(name)));
    if (free.length === 0) break;
    for (const [name] of free) open.delete(name);
  }
  if (open.size > 0) throw invalid(`Circular dependency between resources: [${[...open.keys()].join(', ')}]`);
}

function unresolved(names: readonly string[], block: string): Fault {
  return invalid(
    `Template format error: Unresolved resource dependencies [${[...new Set(names)].join(', ')}] in the ${block} block of the template`,
  );
}

function invalid(message: string): Fault {
  return new Fault('ValidationError', message);
}
