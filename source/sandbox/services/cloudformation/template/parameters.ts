import { Fault } from '../../../service.ts';
import type { Region } from '../../../world.ts';
import type { Value } from '../value.ts';
import type { ParameterDeclaration, Template } from './template.ts';

/** A parameter as a caller sends it. */
export interface GivenParameter {
  readonly key: string;
  readonly value?: string;
  readonly usePreviousValue?: boolean;
}

/** Parameter name → the text that it was given. */
export type ParameterTexts = ReadonlyMap<string, string>;

/**
 * Puts together what is given, what was there before, and defaults. Throws `ValidationError` for a parameter that has no
 * value, that the template does not know, or whose value it refuses.
 */
export function settleParameters(
  template: Template,
  given: readonly GivenParameter[],
  previous?: ParameterTexts,
): ParameterTexts {
  const unknown = given.filter((parameter) => !template.parameters.has(parameter.key));
  if (unknown.length > 0) {
    throw invalid(`Parameters: [${unknown.map(({ key }) => key).join(', ')}] do not exist in the template`);
  }
  const settled = new Map<string, string>();
  const missing: string[] = [];
  for (const declaration of template.parameters.values()) {
    const value = chosenValue(
      declaration,
      given.find(({ key }) => key === declaration.name),
      previous,
    );
    if (value === undefined) missing.push(declaration.name);
    else settled.set(declaration.name, value);
  }
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, value] of settled) {
    const declaration = template.parameters.get(name);
    if (declaration) checkValue(declaration, value);
  }
  return settled;
}

function chosenValue(
  declaration: ParameterDeclaration,
  given: GivenParameter | undefined,
  previous: ParameterTexts | undefined,
): string | undefined {
  if (!given) return declaration.defaultValue;
  if (!given.usePreviousValue) return given.value ?? declaration.defaultValue;
  const before = previous?.get(given.key);
  if (before !== undefined) return before;
  throw invalid(
    `Invalid input for parameter key ${given.key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
  );
}

function checkValue(declaration: ParameterDeclaration, value: string): void {
  const { name, constraintDescription } = declaration;
  const values = declaration.type.startsWith('List<') ? value.split(',') : [value];
  if (declaration.allowedValues && !values.every((one) => declaration.allowedValues?.includes(one))) {
    throw invalid(
      constraintDescription === undefined
        ? `Parameter '${name}' must be one of AllowedValues`
        : `Parameter ${name} failed to satisfy constraint: ${constraintDescription}`,
    );
  }
  if (
    declaration.allowedPattern !== undefined &&
    !new RegExp(`^(?:${declaration.allowedPattern})$`).test(value)
  ) {
    throw invalid(
      `Parameter ${name} failed to satisfy constraint: ${constraintDescription ?? `must match pattern ${declaration.allowedPattern}`}`,
    );
  }
  if (declaration.minimumLength !== undefined && value.length < declaration.minimumLength) {
    throw invalid(`Parameter '${name}' must contain at least ${declaration.minimumLength} characters`);
  }
  if (declaration.maximumLength !== undefined && value.length > declaration.maximumLength) {
    throw invalid(`Parameter '${name}' must contain at most ${declaration.maximumLength} characters`);
  }
  if (declaration.type === 'Number' && (value.trim() === '' || Number.isNaN(Number(value)))) {
    throw invalid(`Parameter '${name}' must be a number`);
  }
  if (Buffer.byteLength(value) > 4096) {
    throw invalid(`Parameter '${name}' must not be longer than 4096 bytes`);
  }
}

/** What `Ref` gives for a parameter. Lists are split; SSM parameters are looked up in the region. */
export function parameterValue(declaration: ParameterDeclaration, text: string, region: Region): Value {
  const { type } = declaration;
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    const stored = region.parameters.get(text);
    if (!stored) {
      throw invalid(`Unable to fetch parameters [${text}] from parameter store for this account.`);
    }
    return type.includes('List<') ? stored.value.split(',') : stored.value;
  }
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    return text === '' ? [] : text.split(',').map((part) => part.trim());
  }
  return text;
}

function invalid(message: string): Fault {
  return new Fault('ValidationError', message);
}
