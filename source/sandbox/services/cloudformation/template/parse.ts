import { Fault } from '../../../service.ts';
import {
  isProperties,
  optionalText,
  type Properties,
  present,
  propertiesOf,
  textOf,
  textsOf,
  truthOf,
} from '../value.ts';
import { readTemplateText } from './read-text.ts';
import type { OutputDeclaration, ParameterDeclaration, ResourceDeclaration, Template } from './template.ts';

const knownType = /^(AWS|Alexa|Custom|[A-Za-z0-9]{2,64})::[A-Za-z0-9_@-]+(::[A-Za-z0-9_@-]+)*$/;

const mostKept = 100;
const parsed = new Map<string, Template>();

/** `readTemplate`, once for each text: worlds are made again and again from the same few templates. */
export function parseTemplate(text: string): Template {
  const known = parsed.get(text);
  if (known) return known;
  const template = readTemplate(text);
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(text, template);
  return template;
}

/** Reads a template. Throws AWS's `ValidationError` for one that is not well formed; references are not checked here. */
function readTemplate(text: string): Template {
  const root = readTemplateText(text);
  if (!isProperties(root)) throw formatError('unsupported structure.');
  const resources = propertiesOf(root.Resources);
  if (Object.keys(resources).length === 0)
    throw formatError('At least one Resources member must be defined.');
  return {
    text,
    ...present('version', optionalText(root.AWSTemplateFormatVersion)),
    ...present('description', optionalText(root.Description)),
    ...present('metadata', root.Metadata),
    parameters: mapOf(root.Parameters, readParameter),
    mappings: propertiesOf(root.Mappings),
    conditions: new Map(Object.entries(propertiesOf(root.Conditions))),
    resources: mapOf(resources, readResource),
    outputs: mapOf(root.Outputs, readOutput),
    transforms: textsOf(root.Transform),
  };
}

function readParameter(name: string, of: Properties): ParameterDeclaration {
  if (of.Type === undefined) throw formatError(`Every Parameters object must contain a Type member.`);
  return {
    name,
    type: textOf(of.Type),
    noEcho: truthOf(of.NoEcho),
    ...present('defaultValue', optionalText(of.Default)),
    ...present('description', optionalText(of.Description)),
    ...present('allowedValues', of.AllowedValues === undefined ? undefined : textsOf(of.AllowedValues)),
    ...present('allowedPattern', optionalText(of.AllowedPattern)),
    ...present('constraintDescription', optionalText(of.ConstraintDescription)),
    ...present('minimumLength', of.MinLength === undefined ? undefined : Number(textOf(of.MinLength))),
    ...present('maximumLength', of.MaxLength === undefined ? undefined : Number(textOf(of.MaxLength))),
  };
}

function readResource(logicalId: string, of: Properties): ResourceDeclaration {
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
    throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
  }
  if (of.Type === undefined) {
    throw formatError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
  }
  const type = textOf(of.Type);
  if (!knownType.test(type)) throw formatError(`Unrecognized resource types: [${type}]`);
  return {
    logicalId,
    type,
    properties: propertiesOf(of.Properties),
    dependsOn: textsOf(of.DependsOn),
    deletionPolicy: optionalText(of.DeletionPolicy) ?? 'Delete',
    updateReplacePolicy: optionalText(of.UpdateReplacePolicy) ?? 'Delete',
    ...present('condition', optionalText(of.Condition)),
    ...present('metadata', of.Metadata),
  };
}

function readOutput(name: string, of: Properties): OutputDeclaration {
  if (of.Value === undefined) {
    throw formatError(`[/Outputs/${name}] Every Outputs member must contain a Value object`);
  }
  return {
    name,
    value: of.Value,
    ...present('description', optionalText(of.Description)),
    ...present('condition', optionalText(of.Condition)),
    ...present('exportName', isProperties(of.Export) ? of.Export.Name : undefined),
  };
}

function mapOf<Read>(
  value: Properties[string] | undefined,
  read: (name: string, of: Properties) => Read,
): ReadonlyMap<string, Read> {
  return new Map(
    Object.entries(propertiesOf(value)).map(([name, member]) => [name, read(name, propertiesOf(member))]),
  );
}

function formatError(message: string): Fault {
  return new Fault('ValidationError', `Template format error: ${message}`);
}
