import { type QueryInput, queryText } from '../../../protocol/index.ts';
import { type AwsRequest, Fault } from '../../../service.ts';
import { enterStatus } from '../engine/events.ts';
import type { Home } from '../engine/home.ts';
import { nestedSettings, nestedStackType } from '../engine/nested.ts';
import { addStack, checkUpdatable } from '../engine/start.ts';
import { readSettings } from '../settings-request.ts';
import { findStack, type Settings, type Stack } from '../stack.ts';
import { present } from '../value.ts';
import { type ChangeSet, noChangesReason, type ResourceChange } from './change-set.ts';
import { type Computed, computeChanges } from './compute.ts';

/** How long AWS thinks about a change set, in its seconds. */
const secondsUntilCreated = 3;

/** CreateChangeSet. What is wrong with the template is said at once; what the comparison finds, after a while. */
export function createChangeSet(home: Home, request: AwsRequest, input: QueryInput): ChangeSet {
  const name = queryText(input, 'ChangeSetName') ?? '';
  const stackName = queryText(input, 'StackName') ?? '';
  const type = queryText(input, 'ChangeSetType') === 'CREATE' ? 'CREATE' : 'UPDATE';
  checkName('changeSetName', name);
  if (!stackName.startsWith('arn:')) checkName('stackName', stackName);
  const existing = findStack(home.region, stackName);
  checkStack(existing, stackName, type);
  const clientToken = queryText(input, 'ClientToken');
  const same = [...(existing?.changeSets.values() ?? [])].find((one) => one.name === name);
  if (same) {
    if (clientToken !== undefined && same.clientToken === clientToken) return same;
    throw new Fault(
      'AlreadyExistsException',
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute Name`,
    );
  }
  const settings = readSettings(home, request, input, existing);
  const stack = existing ?? reviewedStack(home, stackName, settings);
  const includeNestedStacks = queryText(input, 'IncludeNestedStacks') === 'true';
  return addChangeSet(home, stack, settings, {
    name,
    type,
    includeNestedStacks,
    ...present('description', queryText(input, 'Description')),
    ...present('clientToken', clientToken),
  });
}

type Given = Pick<
  ChangeSet,
  'name' | 'type' | 'includeNestedStacks' | 'description' | 'clientToken' | 'parentId' | 'rootId'
>;

function addChangeSet(home: Home, stack: Stack, settings: Settings, given: Given): ChangeSet {
  const { account, name: region } = home.region;
  const changeSet: ChangeSet = {
    ...given,
    id: `arn:aws:cloudformation:${region}:${account}:changeSet/${given.name}/${home.world.identifiers.uuid()}`,
    stackId: stack.id,
    stackName: stack.name,
    created: home.world.clock.now(),
    settings,
    revision: stack.revision,
    changes: [],
    status: 'CREATE_PENDING',
    executionStatus: 'UNAVAILABLE',
  };
  stack.changeSets.set(changeSet.id, changeSet);
  let computed: Computed;
  try {
    computed = computeAll(home, stack, changeSet);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code !== 'MissingExport') {
      stack.changeSets.delete(changeSet.id);
      throw error;
    }
    settleLater(home, changeSet, () => fail(changeSet, error.message));
    return changeSet;
  }
  settleLater(home, changeSet, () => {
    if (!computed.any) {
      fail(changeSet, noChangesReason);
      return;
    }
    changeSet.changes = computed.changes;
    changeSet.status = 'CREATE_COMPLETE';
    changeSet.executionStatus = changeSet.revision === stack.revision ? 'AVAILABLE' : 'OBSOLETE';
  });
  return changeSet;
}

function settleLater(home: Home, changeSet: ChangeSet, settle: () => void): void {
  home.world.clock.after(secondsUntilCreated / 3, () => {
    if (changeSet.status === 'CREATE_PENDING') changeSet.status = 'CREATE_IN_PROGRESS';
  });
  home.world.clock.after(secondsUntilCreated, () => {
    if (changeSet.status !== 'DELETE_COMPLETE') settle();
  });
}

function fail(changeSet: ChangeSet, reason: string): void {
  changeSet.status = 'FAILED';
  changeSet.statusReason = reason;
}

/** The stack's own changes and, when asked for, a change set for each nested stack that would change too. */
function computeAll(home: Home, stack: Stack, changeSet: ChangeSet): Computed {
  const computed = computeChanges(home, stack, changeSet.settings);
  if (!changeSet.includeNestedStacks) return computed;
  const changes = computed.changes.flatMap((change) => withNested(home, changeSet, change));
  return { changes, any: computed.any && (changes.length > 0 || computed.changes.length === 0) };
}

function withNested(home: Home, changeSet: ChangeSet, change: ResourceChange): readonly ResourceChange[] {
  const child = change.physicalId === undefined ? undefined : findStack(home.region, change.physicalId);
  if (change.type !== nestedStackType || change.action !== 'Modify' || !child || !change.after)
    return [change];
  const settings = nestedSettings(home, { properties: change.after.Properties }, changeSet.settings);
  const own = change.details.some((detail) => detail.source !== 'Automatic');
  if (!computeChanges(home, child, settings).any) return own ? [change] : [];
  const nested = addChangeSet(home, child, settings, {
    name: `${changeSet.name.slice(0, 60)}-${change.logicalId}-${home.world.identifiers.letters(12)}`,
    type: 'UPDATE',
    includeNestedStacks: true,
    parentId: changeSet.id,
    rootId: changeSet.rootId ?? changeSet.id,
  });
  return [{ ...change, changeSetId: nested.id }];
}

/** The empty stack that a change set of type CREATE makes. */
function reviewedStack(home: Home, name: string, settings: Settings): Stack {
  const stack = addStack(home, name, settings);
  enterStatus(home, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}

function checkStack(stack: Stack | undefined, name: string, type: ChangeSet['type']): void {
  if (type === 'UPDATE') {
    if (!stack || stack.status === 'REVIEW_IN_PROGRESS') {
      throw new Fault('ValidationError', `Stack [${name}] does not exist`);
    }
    checkUpdatable(stack);
    return;
  }
  if (stack && stack.status !== 'REVIEW_IN_PROGRESS') {
    throw new Fault(
      'AlreadyExistsException',
      `Stack [${name}] already exists and cannot be created again with the changeSet`,
    );
  }
}

function checkName(field: string, name: string): void {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return;
  throw new Fault(
    'ValidationError',
    `1 validation error detected: Value '${name}' at '${field}' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
  );
}
