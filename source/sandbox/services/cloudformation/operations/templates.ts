import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { Fault } from '../../../service.ts';
import { findChangeSet } from '../change-set/find.ts';
import type { Home } from '../engine/home.ts';
import { readTemplate } from '../settings-request.ts';
import { needStack } from '../stack.ts';
import { capabilitiesOf } from '../template/capabilities.ts';
import type { Template } from '../template/template.ts';

/** GetTemplate: the text as it was sent, of a stack or of a change set. */
export function getTemplate(home: Home, input: QueryInput) {
  const template =
    queryText(input, 'ChangeSetName') === undefined
      ? templateOfStack(home, input)
      : findChangeSet(home, input).changeSet.settings.template;
  return { TemplateBody: template.text, StagesAvailable: ['Original', 'Processed'] };
}

/** GetTemplateSummary: of a stack, or of a template that need not belong to one. */
export function getTemplateSummary(home: Home, input: QueryInput) {
  const template =
    queryText(input, 'StackName') === undefined
      ? readTemplate(home, input, undefined)
      : templateOfStack(home, input);
  const { capabilities, types } = capabilitiesOf(template);
  return {
    Parameters: [...template.parameters.values()].map((parameter) => ({
      ParameterKey: parameter.name,
      DefaultValue: parameter.defaultValue,
      ParameterType: parameter.type,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
      ParameterConstraints:
        parameter.allowedValues === undefined ? {} : { AllowedValues: parameter.allowedValues },
    })),
    Description: template.description,
    Capabilities: capabilities,
    CapabilitiesReason:
      types.length === 0
        ? undefined
        : `The following resource(s) require capabilities: [${types.join(', ')}]`,
    ResourceTypes: [...new Set([...template.resources.values()].map(({ type }) => type))],
    Version: template.version,
    Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
    DeclaredTransforms: template.transforms,
  };
}

function templateOfStack(home: Home, input: QueryInput): Template {
  const stack = needStack(home.region, queryText(input, 'StackName'));
  if (stack.status === 'REVIEW_IN_PROGRESS') {
    throw new Fault('ValidationError', `Stack with id ${stack.name} does not exist`);
  }
  return stack.settings.template;
}
