import type { StackEventsPage } from '../aws/cloudformation.ts';
import {
  type CloudFormationEvent,
  cloudFormationEvent,
  isAboutStackItself,
  namesNestedStack,
} from './cloudformation-event.ts';
import { isMeant, type Operation, operations, type Since } from './operation.ts';
import { stackStatus } from './status.ts';

/** Reads one page of a stack's events, newest first. */
export type ReadPage = (stack: string, nextToken?: string) => Promise<StackEventsPage>;

/** What one round of asking brought. */
export interface Round {
  /** New since the last round, oldest first, of the stack and of all stacks nested in it. */
  readonly events: readonly CloudFormationEvent[];
  /** A page was had only after several attempts: AWS is short of patience. */
  readonly strained: boolean;
}

/** The log of one operation on a stack and on the stacks nested in it. */
export interface OperationLog {
  /** Reads what is new. Until the operation shows up, there is nothing new. */
  readonly read: () => Promise<Round>;
  /** The id of the stack, once the operation was found in its log. */
  readonly stackId: () => string | undefined;
}

/** Where nothing bounds the search for an operation, it ends after so many pages of a hundred events. */
const furthestBack = 20;

export function operationLog(readPage: ReadPage, stack: string, since: Since): OperationLog {
  const known = new Set<string>();
  /** Nested stacks by id: whether something still goes on in them. */
  const nested = new Map<string, boolean>();
  /** Read, but not handed out yet: a round that fails half-way loses nothing. */
  let pending: CloudFormationEvent[] = [];
  let operation: Operation | undefined;
  let strained = false;

  async function page(name: string, nextToken?: string): Promise<StackEventsPage> {
    const answer = await readPage(name, nextToken);
    if (answer.attempts > 1) strained = true;
    return answer;
  }

  /** Back from the newest event until `enough`; returns what was passed, newest first. */
  async function back(
    name: string,
    enough: (event: CloudFormationEvent) => boolean,
  ): Promise<CloudFormationEvent[]> {
    const passed: CloudFormationEvent[] = [];
    let token: string | undefined;
    do {
      const { events, nextToken } = await page(name, token);
      for (const raw of events) {
        const event = cloudFormationEvent(raw);
        if (enough(event)) return passed;
        passed.push(event);
      }
      token = nextToken;
    } while (token !== undefined);
    return passed;
  }

  async function findOperation(): Promise<readonly CloudFormationEvent[]> {
    const passed: CloudFormationEvent[] = [];
    let token: string | undefined;
    for (let pages = 1; pages <= furthestBack; pages += 1) {
      const { events, nextToken } = await page(stack, token);
      passed.push(...events.map(cloudFormationEvent));
      const candidates = operations(passed, nextToken === undefined);
      operation = candidates.find((candidate) => isMeant(candidate, since));
      if (operation !== undefined) {
        for (const event of passed) known.add(event.id);
        return operation.events;
      }
      const oldest = candidates.at(-1);
      const tooOld =
        since.startedAfter !== undefined && oldest !== undefined && oldest.begin.at < since.startedAfter;
      if (tooOld || nextToken === undefined) return [];
      token = nextToken;
    }
    return [];
  }

  async function readOwn(): Promise<readonly CloudFormationEvent[]> {
    if (operation === undefined) return findOperation();
    // By id from here on: a stack that gets deleted is no longer found by its name.
    const fresh = await back(operation.begin.stackId, (event) => known.has(event.id));
    for (const event of fresh) known.add(event.id);
    return fresh.reverse();
  }

  async function readNested(id: string, from: Date): Promise<readonly CloudFormationEvent[]> {
    const fresh = await back(id, (event) => known.has(event.id) || event.at < from);
    for (const event of fresh) known.add(event.id);
    const own = fresh.find(isAboutStackItself);
    if (own !== undefined) nested.set(id, !stackStatus(own.status).settled);
    return fresh.reverse();
  }

  /** A nested stack is read once its holder gives its id, which the first event of a creation does not. */
  function noticeNested(events: readonly CloudFormationEvent[]): void {
    for (const event of events) {
      if (namesNestedStack(event) && event.status.endsWith('_IN_PROGRESS'))
        nested.set(event.physicalId, true);
    }
  }

  async function read(): Promise<Round> {
    strained = false;
    const own = await readOwn();
    noticeNested(own);
    pending.push(...own);
    const done = new Set<string>();
    const waiting = () => [...nested].find(([id, live]) => live && !done.has(id))?.[0];
    // Nested stacks may hold nested stacks: go on until no new one shows up.
    for (let id = waiting(); id !== undefined && operation !== undefined; id = waiting()) {
      done.add(id);
      const inner = await readNested(id, operation.begin.at);
      noticeNested(inner);
      pending.push(...inner);
    }
    const events = pending.sort((one, other) => one.at.getTime() - other.at.getTime());
    pending = [];
    return { events, strained };
  }

  return { read, stackId: () => operation?.begin.stackId };
}
