export type Change = FileChange | ResourceChange | RecordChange;

export interface FileChange {
  readonly kind: 'file';
  /** Relative to the workspace. */
  readonly path: string;
  /** Unified diff, without the file header. */
  readonly diff: string;
  readonly added: number;
  readonly removed: number;
}

export interface PropertyChange {
  /** Dotted, as CloudFormation names it: `Properties.SecurityGroupIngress`. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
  readonly replacement: 'never' | 'conditionally' | 'always';
}

export interface ResourceChange {
  readonly kind: 'resource';
  readonly stack: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly resourceType: string;
  /** `aws:copilot:description`, or words of ours for the type. */
  readonly description: string;
  readonly action: 'add' | 'modify' | 'remove' | 'import' | 'dynamic';
  readonly replacement: 'no' | 'maybe' | 'yes';
  readonly properties: readonly PropertyChange[];
  readonly verdict: 'allowed' | 'ask' | 'refused';
  /** Why it is asked about or refused. */
  readonly reason?: string;
  /** It is listed only because these resources change; nothing of its own does. */
  readonly follows?: readonly string[];
}

export interface RecordChange {
  readonly kind: 'record';
  readonly zone: string;
  readonly name: string;
  readonly recordType: string;
  /** "ALIAS shop-Publi-1ABC.us-west-2.elb.amazonaws.com"; absent when there is no such record yet. */
  readonly before?: string;
  readonly after?: string;
}
