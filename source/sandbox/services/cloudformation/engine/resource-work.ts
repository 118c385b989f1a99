import { Fault } from '../../../service.ts';
import { resourceType } from '../resource-types/index.ts';
import type { ResourceRecord, Stack } from '../stack.ts';
import { type Properties, sameValue } from '../value.ts';
import { enterResource, recordEvent } from './events.ts';
import { type Home, placeOf } from './home.ts';

/** Before a handler is called, in AWS's seconds. */
const secondsUntilCalled = 1;

/** What is wanted of a resource: a record without what only its making can tell. */
export type Wanted = Omit<ResourceRecord, 'physicalId' | 'attributes' | 'status' | 'reason' | 'at'>;

export type Outcome =
  | { readonly kind: 'done'; readonly record: ResourceRecord; readonly replaced?: ResourceRecord }
  | { readonly kind: 'failed' };

/** Calls the work off; what it had under way is marked as cancelled. */
export type CallOff = () => void;

export interface Work {
  readonly home: Home;
  readonly stack: Stack;
  readonly wanted: Wanted;
  /** Going back does not fail by the knob. */
  readonly goingBack?: boolean;
  done(outcome: Outcome): void;
}

/** Makes a resource over time. */
export function createResource(work: Work): CallOff {
  return make(work, 'CREATE', undefined);
}

/** Changes a resource over time: in place, or by a new one that takes over, when a create-only property changed. */
export function updateResource(work: Work, earlier: ResourceRecord): CallOff {
  return make(work, 'UPDATE', earlier);
}

/** The create-only properties that differ. */
export function replacingProperties(type: string, before: Properties, after: Properties): readonly string[] {
  return resourceType(type).createOnly.filter((name) => !sameValue(before[name], after[name]));
}

function make(work: Work, verb: 'CREATE' | 'UPDATE', earlier: ResourceRecord | undefined): CallOff {
  const { home, stack, wanted } = work;
  const { clock } = home.world;
  const type = resourceType(wanted.type);
  const place = placeOf(home, stack, wanted.logicalId, wanted.type, wanted.tags);
  const replaces =
    earlier !== undefined &&
    replacingProperties(wanted.type, earlier.properties, wanted.properties).length > 0;
  const creates = earlier === undefined || replaces;
  const seconds = creates ? type.seconds.create : type.seconds.update;
  let made = { physicalId: earlier?.physicalId ?? '', attributes: earlier?.attributes ?? {} };
  let callOff = () => {};
  let calledOff = false;
  /** Whether the resource has the wanted properties. */
  let acted = false;

  function enter(status: string, reason?: string): ResourceRecord {
    const record = {
      ...wanted,
      ...made,
      properties: acted || !earlier ? wanted.properties : earlier.properties,
      status: `${verb}_${status}`,
      at: clock.now(),
      ...(reason === undefined ? {} : { reason }),
    };
    enterResource(home, stack, record, wanted.properties);
    return record;
  }

  function fail(reason: string): void {
    enter('FAILED', reason);
    work.done({ kind: 'failed' });
  }

  /** False: it failed, and that has been said. */
  function act(): boolean {
    const reason = work.goingBack ? undefined : failureOf(work);
    if (reason !== undefined) {
      fail(reason);
      return false;
    }
    try {
      // A handler may answer with the earlier record; only these two are its to say.
      const { physicalId, attributes } =
        creates || earlier === undefined
          ? type.create(place, wanted.properties)
          : type.update(place, wanted.properties, earlier);
      made = { physicalId, attributes };
      acted = true;
    } catch (error) {
      fail(reasonOf(home, wanted.type, faultOf(wanted.type, error)));
      return false;
    }
    if (verb === 'CREATE' || replaces) enter('IN_PROGRESS', 'Resource creation Initiated');
    return true;
  }

  function finish(): void {
    const moved = earlier !== undefined && earlier.physicalId !== made.physicalId;
    if (moved && !replaces) {
      enter('IN_PROGRESS', 'Requested update required the provider to create a new physical resource');
    }
    const record = enter('COMPLETE');
    work.done({ kind: 'done', record, ...(moved ? { replaced: earlier } : {}) });
  }

  enter('IN_PROGRESS');
  if (replaces) {
    enter(
      'IN_PROGRESS',
      'Requested update requires the creation of a new physical resource; hence creating one.',
    );
  }
  const first = type.actsLast ? seconds : Math.min(secondsUntilCalled, seconds);
  const proceed = (): void => {
    if (calledOff || !act()) return;
    if (seconds <= first) finish();
    else callOff = clock.after(seconds - first, finish);
  };
  callOff = clock.after(first, () => {
    if (!type.prepare) return proceed();
    type.prepare(place, wanted.properties, (fault) => {
      if (calledOff) return;
      if (fault) fail(reasonOf(home, wanted.type, fault));
      else proceed();
    });
  });

  return () => {
    calledOff = true;
    callOff();
    enter('FAILED', verb === 'CREATE' ? 'Resource creation cancelled' : 'Resource update cancelled');
  };
}

/** The knob's keys are logical ids, or `STACK/LOGICAL_ID` where that is not enough. */
export function failureOf({ home, stack, wanted }: Work): string | undefined {
  const { failures } = home.world.knobs;
  return failures.get(`${stack.name}/${wanted.logicalId}`) ?? failures.get(wanted.logicalId);
}

/** Deletes one over time. A failure is an event and nothing more, as in a clean-up. */
export function deleteResource(
  home: Home,
  stack: Stack,
  record: ResourceRecord,
  policy: string,
  done: (deleted: boolean) => void,
): void {
  const type = resourceType(record.type);
  const place = placeOf(home, stack, record.logicalId, record.type, record.tags);

  function enter(status: string, reason?: string): void {
    const next = {
      logicalId: record.logicalId,
      type: record.type,
      physicalId: record.physicalId,
      properties: record.properties,
      status,
      ...(reason === undefined ? {} : { reason }),
    };
    recordEvent(home, stack, next);
    const held = stack.resources.get(record.logicalId);
    if (held && held.physicalId === record.physicalId) {
      const { reason: _, ...rest } = held;
      stack.resources.set(record.logicalId, {
        ...rest,
        status,
        at: home.world.clock.now(),
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }

  if (policy === 'Retain' && record.physicalId !== '') {
    enter('DELETE_SKIPPED');
    done(true);
    return;
  }
  if (record.physicalId === '') {
    enter('DELETE_COMPLETE');
    done(true);
    return;
  }
  enter('DELETE_IN_PROGRESS');
  type.retire?.(place, record);
  const stuck = home.world.knobs.deletionFailures?.get(record.logicalId);
  home.world.clock.after(type.seconds.delete, () => {
    if (stuck !== undefined) {
      enter('DELETE_FAILED', stuck);
      done(false);
      return;
    }
    try {
      type.delete(place, record);
    } catch (error) {
      enter('DELETE_FAILED', reasonOf(home, record.type, faultOf(record.type, error)));
      done(false);
      return;
    }
    enter('DELETE_COMPLETE');
    done(true);
  });
}

const handlerCodes: ReadonlyMap<string, string> = new Map([
  ['CNAMEAlreadyExists', 'AlreadyExists'],
  ['OriginAccessControlAlreadyExists', 'AlreadyExists'],
  ['EntityAlreadyExists', 'AlreadyExists'],
  ['BucketAlreadyExists', 'AlreadyExists'],
  ['BucketNotEmpty', 'GeneralServiceException'],
  ['AccessDenied', 'AccessDenied'],
]);

/** A function of a custom resource may stumble over anything that it is given; anything else is a bug of the sandbox. */
function faultOf(type: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (type.startsWith('Custom::') && error instanceof Error) return new Fault(error.name, error.message);
  throw error;
}

/** How CloudFormation passes on what a handler or a custom resource said. */
function reasonOf(home: Home, type: string, fault: Fault): string {
  const request = home.world.identifiers.uuid();
  if (type.startsWith('Custom::')) {
    return `Received response status [FAILED] from custom resource. Message returned: ${fault.message} (RequestId: ${request})`;
  }
  const [, service = ''] = type.split('::');
  const inner = `${fault.message} (Service: ${service}, Status Code: ${fault.status}, Request ID: ${home.world.identifiers.uuid()})`;
  const code = handlerCodes.get(fault.code) ?? 'InvalidRequest';
  return `Resource handler returned message: "${inner}" (RequestToken: ${request}, HandlerErrorCode: ${code})`;
}
