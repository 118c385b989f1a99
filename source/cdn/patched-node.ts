import type { SourceEdit } from '../yaml/edit.ts';

/** A resource or an output that the patch names. */
export interface PatchedNode {
  readonly logicalId: string;
  readonly action: 'add' | 'modify' | 'remove';
  /** A few words for people. */
  readonly description: string;
  /** Empty for an output. */
  readonly resourceType: string;
}

export interface NodeEdits extends PatchedNode {
  readonly edits: readonly SourceEdit[];
}
