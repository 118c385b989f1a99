import { Fault } from '../../../service.ts';
import { findStack, type ResourceRecord, type Settings, Stack } from '../stack.ts';
import { settleParameters } from '../template/parameters.ts';
import { parseTemplate } from '../template/parse.ts';
import { validateTemplate } from '../template/validate.ts';
import { type Properties, propertiesOf, sameValue, textOf } from '../value.ts';
import { deleteStack } from './delete-stack.ts';
import { enterResource, recordEvent } from './events.ts';
import { type Home, stackArn } from './home.ts';
import { Operation } from './operation.ts';
import { type CallOff, failureOf, type Wanted, type Work } from './resource-work.ts';
import type { Run } from './run.ts';
import { storedTemplate } from './template-source.ts';

export const nestedStackType = 'AWS::CloudFormation::Stack';

/** Makes or updates a stack that is a resource of another. */
export function workOnNestedStack(work: Work, existing: ResourceRecord | undefined, run: Run): CallOff {
  const { home, stack, wanted } = work;
  const verb = existing ? 'UPDATE' : 'CREATE';
  let physicalId = existing?.physicalId ?? '';
  let attributes = existing?.attributes ?? {};

  function enter(status: string, reason?: string): ResourceRecord {
    const record = {
      ...wanted,
      physicalId,
      attributes,
      status: `${verb}_${status}`,
      at: home.world.clock.now(),
      ...(reason === undefined ? {} : { reason }),
    };
    enterResource(home, stack, record);
    return record;
  }

  let cancelled = false;
  let settings: Settings;
  try {
    const reason = failureOf(work);
    if (reason !== undefined) throw new Fault('ValidationError', reason);
    settings = nestedSettings(home, wanted, run.target);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    enter('FAILED', error.message);
    work.done({ kind: 'failed' });
    return () => {};
  }
  const earlier = existing ? findStack(home.region, existing.physicalId) : undefined;
  if (earlier && existing && sameSettings(earlier.settings, settings)) {
    work.done({ kind: 'done', record: existing });
    return () => {};
  }
  enter('IN_PROGRESS');
  const child = earlier ?? newChild(home, stack, wanted, settings);
  if (!earlier) {
    physicalId = child.id;
    enter('IN_PROGRESS', 'Resource creation Initiated');
  }
  const operation = new Operation(home, child, {
    kind: earlier ? 'update' : 'create',
    settings,
    nested: true,
    ...(stack.operation?.token === undefined ? {} : { token: stack.operation.token }),
    succeeded: () => {
      attributes = outputAttributes(child);
      work.done({ kind: 'done', record: enter('COMPLETE') });
    },
    failed: (reason) => {
      if (cancelled) return;
      const text = earlier
        ? `Embedded stack ${child.id} was not successfully updated. Currently in ${child.status} with reason: ${reason}`
        : `Embedded stack ${child.id} was not successfully created: ${reason}`;
      enter('FAILED', text);
      work.done({ kind: 'failed' });
    },
  });
  operation.begin();
  return () => {
    cancelled = true;
    enter('FAILED', verb === 'CREATE' ? 'Resource creation cancelled' : 'Resource update cancelled');
    operation.turnBack('Rollback requested by the parent stack. ');
  };
}

/** Takes a nested stack back to what it was. */
export function rollBackNestedStack(run: Run, before: ResourceRecord, done: () => void): void {
  const { home, stack } = run;
  const { reason: _, ...earlier } = before;
  const at = () => home.world.clock.now();
  enterResource(home, stack, { ...earlier, status: 'UPDATE_IN_PROGRESS', at: at() });
  const operation = findStack(home.region, before.physicalId)?.operation;
  const finish = (): void => {
    enterResource(home, stack, { ...earlier, status: 'UPDATE_COMPLETE', at: at() });
    done();
  };
  if (!operation) {
    finish();
    return;
  }
  operation.turnBack('Rollback requested by the parent stack. ');
  operation.whenSettled(finish);
}

/** Lets the nested stacks, whose updates are done, delete what they left over. */
export function cleanUpNestedStacks(home: Home, stack: Stack, done: () => void): void {
  const operations = [...stack.resources.values()]
    .filter((record) => record.type === nestedStackType)
    .flatMap((record) => findStack(home.region, record.physicalId)?.operation ?? []);
  let open = operations.length;
  if (open === 0) done();
  for (const operation of operations) {
    operation.cleanUp(() => {
      open -= 1;
      if (open === 0) done();
    });
  }
}

export function deleteNestedStack(
  home: Home,
  stack: Stack,
  record: ResourceRecord,
  done: (deleted: boolean) => void,
): void {
  const enter = (status: string): void => recordEvent(home, stack, { ...record, status });
  const child = findStack(home.region, record.physicalId);
  if (!child || child.status === 'DELETE_COMPLETE') {
    enter('DELETE_COMPLETE');
    done(true);
    return;
  }
  enter('DELETE_IN_PROGRESS');
  const start = (): void =>
    deleteStack(home, child, (deleted) => {
      enter(deleted ? 'DELETE_COMPLETE' : 'DELETE_FAILED');
      done(deleted);
    });
  if (child.operation) child.operation.whenSettled(start);
  else start();
}

/** What the resource's properties ask the nested stack to be. Throws `Fault` for a template that is not there or not right. */
export function nestedSettings(
  home: Home,
  wanted: Pick<Wanted, 'properties'>,
  parent: Pick<Settings, 'tags' | 'capabilities' | 'roleArn'>,
): Settings {
  const template = parseTemplate(storedTemplate(home.world, textOf(wanted.properties.TemplateURL)));
  validateTemplate(template);
  const given = Object.entries(propertiesOf(wanted.properties.Parameters));
  return {
    template,
    parameters: settleParameters(
      template,
      given.map(([key, value]) => ({ key, value: textOf(value) })),
    ),
    tags: parent.tags,
    capabilities: parent.capabilities,
    ...(parent.roleArn === undefined ? {} : { roleArn: parent.roleArn }),
  };
}

function sameSettings(one: Settings, other: Settings): boolean {
  return (
    one.template.text === other.template.text &&
    sameValue(Object.fromEntries(one.parameters), Object.fromEntries(other.parameters)) &&
    sameValue(one.tags, other.tags)
  );
}

function newChild(home: Home, parent: Stack, wanted: Wanted, settings: Settings): Stack {
  const name = `${parent.name}-${wanted.logicalId}-${home.world.identifiers.letters(12)}`;
  const child = new Stack(
    {
      id: stackArn(home, name),
      name,
      created: home.world.clock.now(),
      parentId: parent.id,
      rootId: parent.rootId ?? parent.id,
    },
    settings,
  );
  home.region.stacks.set(child.id, child);
  return child;
}

function outputAttributes(child: Stack): Properties {
  return Object.fromEntries(child.outputs.map(({ key, value }) => [`Outputs.${key}`, value]));
}
