import type { Properties, Value } from '../value.ts';

/** A template as read: short forms are long forms, nothing is evaluated. */
export interface Template {
  readonly text: string;
  readonly version?: string;
  readonly description?: string;
  readonly metadata?: Value;
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
  readonly mappings: Properties;
  readonly conditions: ReadonlyMap<string, Value>;
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly outputs: ReadonlyMap<string, OutputDeclaration>;
  readonly transforms: readonly string[];
}

export interface ParameterDeclaration {
  readonly name: string;
  readonly type: string;
  readonly defaultValue?: string;
  readonly noEcho: boolean;
  readonly description?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly constraintDescription?: string;
  readonly minimumLength?: number;
  readonly maximumLength?: number;
}

export interface ResourceDeclaration {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
  readonly condition?: string;
  readonly dependsOn: readonly string[];
  readonly metadata?: Value;
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
}

export interface OutputDeclaration {
  readonly name: string;
  readonly value: Value;
  readonly description?: string;
  readonly condition?: string;
  readonly exportName?: Value;
}
