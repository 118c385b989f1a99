import { Fault } from '../../service.ts';
import type { Region } from '../../world.ts';
import type { ChangeSet } from './change-set/change-set.ts';
import type { Operation } from './engine/operation.ts';
import type { ParameterTexts } from './template/parameters.ts';
import type { Template } from './template/template.ts';
import type { Properties, Value } from './value.ts';

export type Tags = Readonly<Record<string, string>>;

/** What a stack is asked to be: everything that goes back when an update is rolled back. */
export interface Settings {
  readonly template: Template;
  readonly parameters: ParameterTexts;
  readonly tags: Tags;
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
}

export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** As sent last, intrinsics evaluated. */
  readonly properties: Properties;
  readonly tags: Tags;
  readonly attributes: Properties;
  readonly dependencies: readonly string[];
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
  readonly metadata?: Value;
  readonly status: string;
  readonly reason?: string;
  readonly at: Date;
}

export interface StackEventRecord {
  readonly id: string;
  readonly operationId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly at: Date;
  readonly status: string;
  readonly reason?: string;
  readonly properties?: string;
  readonly token?: string;
}

export interface OutputRecord {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface StackNames {
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  readonly parentId?: string;
  readonly rootId?: string;
}

/** One stack, as the region keeps it. */
export class Stack {
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  readonly parentId: string | undefined;
  readonly rootId: string | undefined;
  settings: Settings;
  status = 'REVIEW_IN_PROGRESS';
  statusReason: string | undefined;
  updated: Date | undefined;
  deleted: Date | undefined;
  changeSetId: string | undefined;
  disableRollback = false;
  readonly resources = new Map<string, ResourceRecord>();
  outputs: readonly OutputRecord[] = [];
  /** Oldest first. */
  readonly events: StackEventRecord[] = [];
  /** By change set id. */
  readonly changeSets = new Map<string, ChangeSet>();
  /** Grows with every operation: a change set of an earlier revision is obsolete. */
  revision = 0;
  operation: Operation | undefined;
  /** Of the call that deletes it. */
  deletionToken: string | undefined;
  readonly operations: { readonly id: string; readonly type: string }[] = [];

  constructor(names: StackNames, settings: Settings) {
    this.id = names.id;
    this.name = names.name;
    this.created = names.created;
    this.parentId = names.parentId;
    this.rootId = names.rootId;
    this.settings = settings;
  }
}

export function stacksOf(region: Region): readonly Stack[] {
  return [...region.stacks.values()].filter((held) => held instanceof Stack);
}

/** By name (the one that lives) or by id (deleted ones too). */
export function findStack(region: Region, nameOrId: string): Stack | undefined {
  const stacks = stacksOf(region);
  if (nameOrId.startsWith('arn:')) return stacks.find((stack) => stack.id === nameOrId);
  return stacks.find((stack) => stack.name === nameOrId && stack.status !== 'DELETE_COMPLETE');
}

/** Throws `ValidationError` in the words that most operations use. */
export function needStack(region: Region, nameOrId: string | undefined): Stack {
  const stack = nameOrId === undefined ? undefined : findStack(region, nameOrId);
  if (stack) return stack;
  throw new Fault('ValidationError', `Stack with id ${nameOrId} does not exist`);
}

export function isBusy(stack: Stack): boolean {
  return stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS';
}
