import type { Settings } from '../stack.ts';
import type { Properties, Value } from '../value.ts';

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly created: Date;
  readonly description?: string;
  readonly settings: Settings;
  /** The stack's revision that it was made against. */
  readonly revision: number;
  readonly includeNestedStacks: boolean;
  readonly clientToken?: string;
  readonly parentId?: string;
  readonly rootId?: string;
  changes: readonly ResourceChange[];
  status: 'CREATE_PENDING' | 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'FAILED' | 'DELETE_COMPLETE';
  statusReason?: string;
  executionStatus:
    | 'UNAVAILABLE'
    | 'AVAILABLE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED'
    | 'OBSOLETE';
}

export interface ResourceChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly policyAction?: string;
  readonly replacement?: Replacement;
  readonly scope: readonly string[];
  readonly details: readonly ChangeDetail[];
  readonly before?: ChangeContext;
  readonly after?: ChangeContext;
  /** Of the nested stack's own change set. */
  readonly changeSetId?: string;
}

export type Replacement = 'True' | 'False' | 'Conditional';

export interface ChangeContext {
  readonly Properties: Properties;
  readonly Metadata?: Value;
}

export interface ChangeDetail {
  readonly attribute: 'Properties' | 'Metadata' | 'Tags';
  /** The top-level property. */
  readonly name?: string;
  /** `/Properties/SecurityGroupIngress/0/CidrIp` */
  readonly path?: string;
  readonly requiresRecreation: 'Never' | 'Conditionally' | 'Always';
  readonly before?: string;
  readonly after?: string;
  readonly changeType: 'Add' | 'Remove' | 'Modify';
  readonly evaluation: 'Static' | 'Dynamic';
  readonly source:
    | 'DirectModification'
    | 'ParameterReference'
    | 'ResourceReference'
    | 'ResourceAttribute'
    | 'Automatic';
  readonly causingEntity?: string;
}

export const noChangesReason =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
