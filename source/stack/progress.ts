import type { Event, PlanEvent, ProbeEvent, ResourceEvent, StackEvent, StepEvent } from '../event.ts';
import type { ResourceModel, RunModel, StepModel } from './progress-model.ts';
import { validationChanged } from './validations.ts';

export const emptyRun: RunModel = { title: '', steps: [], notices: [] };

/** The run after one more event. What a printer draws follows from this alone, live or played from a recording. */
export function progress(model: RunModel, event: Event): RunModel {
  const time = Date.parse(event.time);
  const started = withoutOldNews(
    model.startedAt === undefined ? { ...model, startedAt: time } : model,
    event,
  );
  switch (event.type) {
    case 'plan':
      return planned(started, event);
    case 'step':
      return stepChanged(started, event, time);
    case 'change':
      return onStep(started, stepById(started, event.step), (step) => {
        const { type: _, time: __, step: ___, ...change } = event;
        return { ...step, changes: [...step.changes, change] };
      });
    case 'stack':
      return onStep(withAStep(started, event, time), stepOf(event), (step) => stackChanged(step, event));
    case 'resource':
      return onStep(withAStep(started, event, time), stepOf(event), (step) =>
        resourceChanged(step, event, time),
      );
    case 'validation':
      return onStep(started, stepById(started, event.step), (step) => validationChanged(step, event));
    case 'probe': {
      const { time: _, ...probe } = event;
      return { ...started, probes: withProbe(started.probes, probe) };
    }
    case 'notice': {
      const { time: _, ...notice } = event;
      return { ...started, notices: [...started.notices, notice] };
    }
    case 'error': {
      const { time: _, ...error } = event;
      return { ...started, error };
    }
    case 'result': {
      const { time: _, ...result } = event;
      return { ...started, result };
    }
    case 'upload':
      return onStep(started, stepById(started, event.step), (step) => {
        const { type: _, time: __, step: ___, ...upload } = event;
        return { ...step, upload };
      });
    case 'fact':
    case 'object':
    case 'check':
    case 'certificate':
    case 'finding':
    case 'status':
    case 'question':
      return started;
  }
}

/** What was only worth knowing at its moment goes when something else happens; a warning stays. */
function withoutOldNews(model: RunModel, { type }: Event): RunModel {
  const happens = type === 'step' || type === 'change' || type === 'stack';
  if (!happens || model.notices.every(({ level }) => level === 'warning')) return model;
  return { ...model, notices: model.notices.filter(({ level }) => level === 'warning') };
}

/** A plan may come again, when more is known: what ran keeps what it showed. */
function planned(model: RunModel, { title, steps }: PlanEvent): RunModel {
  return {
    ...model,
    title,
    steps: steps.map((step) => {
      const known = model.steps.find((candidate) => candidate.id === step.id);
      return known === undefined ? { ...step, changes: [], resources: [] } : { ...known, ...step };
    }),
  };
}

function stepChanged(model: RunModel, event: StepEvent, time: number): RunModel {
  const { id, title, summary, state } = event;
  if (!model.steps.some((step) => step.id === id)) {
    const step: StepModel = { id, title, summary, state: 'to-come', changes: [], resources: [] };
    return stepChanged({ ...model, steps: [...model.steps, step] }, event, time);
  }
  return onStep(model, stepById(model, id), (step) => {
    const begun = state === 'under-way' || state === 'waiting';
    const startedAt = step.startedAt ?? (begun ? time : undefined);
    const ended = state === 'done' || state === 'failed';
    const took = event.milliseconds ?? (ended && startedAt !== undefined ? time - startedAt : undefined);
    const { milliseconds: _, ...rest } = step;
    return {
      ...rest,
      title,
      summary,
      state,
      ...(startedAt !== undefined && { startedAt }),
      ...(took !== undefined && { milliseconds: took }),
    };
  });
}

function stackChanged(step: StepModel, event: StackEvent): StepModel {
  if (event.parent !== undefined) {
    const depth = (step.nested?.[event.parent] ?? 0) + 1;
    return { ...step, nested: { ...step.nested, [event.stack]: depth } };
  }
  const { stack: name, status, state } = event;
  const begins = state === 'under-way' && step.stack === undefined;
  const resources = begins
    ? toCome(step, name)
    : state === 'done'
      ? step.resources.map(untouched)
      : step.resources;
  return { ...step, resources, stack: { name, status, state } };
}

/** What the change set announced, in its order, waits from the moment the update starts. */
function toCome(step: StepModel, root: string): readonly ResourceModel[] {
  const known = new Set(step.resources.map((resource) => resource.key));
  const waiting = step.changes.flatMap((change): readonly ResourceModel[] => {
    if (change.kind !== 'resource') return [];
    const { stack, logicalId, resourceType, description, action } = change;
    const doing =
      action === 'add' || action === 'import' ? 'create' : action === 'remove' ? 'clean-up' : 'update';
    const depth = stack === root ? 0 : 1;
    const row = { stack, logicalId, resourceType, description, doing, depth } as const;
    return [{ key: `${stack}/${logicalId}`, state: 'to-come', status: '', ...row }];
  });
  return [...step.resources, ...waiting.filter((resource) => !known.has(resource.key))];
}

/** CloudFormation announces more than it does: what followed from another change may not have to change after all. */
function untouched(resource: ResourceModel): ResourceModel {
  return resource.state === 'to-come' ? { ...resource, state: 'done', status: 'UNCHANGED' } : resource;
}

function resourceChanged(step: StepModel, event: ResourceEvent, time: number): StepModel {
  const key = `${event.stack}/${event.logicalId}`;
  const known = step.resources.find((resource) => resource.key === key);
  const next = resourceAfter(known, event, key, step.nested?.[event.stack] ?? 0, time);
  const resources =
    known === undefined
      ? [...step.resources, next]
      : step.resources.map((resource) => (resource === known ? next : resource));
  return { ...step, resources };
}

function resourceAfter(
  known: ResourceModel | undefined,
  event: ResourceEvent,
  key: string,
  depth: number,
  time: number,
): ResourceModel {
  const same = known?.doing === event.doing && known.state !== 'to-come';
  const at = Date.parse(event.at);
  // A clock that runs ahead of ours must not make a resource start in the future.
  const startedAt = same ? known.startedAt : event.state === 'to-come' ? undefined : Math.min(at, time);
  const began = same ? known.beganAt : event.state === 'under-way' ? at : undefined;
  const ended = event.state === 'done' || event.state === 'failed';
  const took = event.milliseconds ?? (ended && began !== undefined ? Math.max(0, at - began) : undefined);
  const expected = event.expectedMilliseconds ?? (same ? known.expectedMilliseconds : undefined);
  const earlier = same ? known.earlier : asEarlier(known);
  const reason = event.state === 'failed' ? event.reason : (known?.reason ?? undefined);
  return {
    key,
    stack: event.stack,
    logicalId: event.logicalId,
    resourceType: event.resourceType,
    description: event.description,
    state: event.state,
    doing: event.doing,
    status: event.status,
    depth,
    ...(startedAt !== undefined && { startedAt }),
    ...(began !== undefined && { beganAt: began }),
    ...(took !== undefined && { milliseconds: took }),
    ...(expected !== undefined && { expectedMilliseconds: expected }),
    ...(reason !== undefined && { reason }),
    ...(earlier !== undefined && { earlier }),
  };
}

/** What was done to a resource before the stack went back or cleaned up stays known. */
function asEarlier(known: ResourceModel | undefined): ResourceModel['earlier'] {
  if (known === undefined || known.state === 'to-come') return undefined;
  const { doing, state, status, milliseconds } = known;
  return known.earlier ?? { doing, state, status, ...(milliseconds !== undefined && { milliseconds }) };
}

function withProbe(probes: readonly ProbeEvent[] = [], probe: ProbeEvent): readonly ProbeEvent[] {
  const isIt = ({ host, through }: ProbeEvent) => host === probe.host && through === probe.through;
  return probes.some(isIt) ? probes.map((one) => (isIt(one) ? probe : one)) : [...probes, probe];
}

type FindStep = (steps: readonly StepModel[]) => StepModel | undefined;

function stepById(_: RunModel, id: string): FindStep {
  return (steps) => steps.find((step) => step.id === id);
}

/** Steps that go on side by side have a stack each; a nested stack is that of the step that knows it. */
function stepOf({ stack, ...event }: StackEvent | ResourceEvent): FindStep {
  const root = 'parent' in event ? (event.parent ?? stack) : stack;
  const isIts = ({ stackName, nested }: StepModel) =>
    stackName === root || nested?.[stack] !== undefined || nested?.[root] !== undefined;
  return (steps) =>
    steps.find((step) => step.state === 'under-way' && isIts(step)) ??
    // News of a nested stack may come after the end.
    steps.findLast((step) => step.startedAt !== undefined && isIts(step)) ??
    currentStep(steps);
}

/** What happens in a stack belongs to the step under way; between two steps, to the one that ran last. */
const currentStep: FindStep = (steps) =>
  steps.findLast((step) => step.state === 'under-way') ??
  steps.findLast((step) => step.state === 'waiting') ??
  steps.findLast((step) => step.startedAt !== undefined) ??
  steps[0];

function onStep(model: RunModel, find: FindStep, change: (step: StepModel) => StepModel): RunModel {
  const found = find(model.steps);
  if (found === undefined) return model;
  return { ...model, steps: model.steps.map((step) => (step === found ? change(step) : step)) };
}

/** A stack that is watched without any plan is a step of its own. */
function withAStep(model: RunModel, { stack }: StackEvent | ResourceEvent, time: number): RunModel {
  if (model.steps.length > 0) return model;
  const step: StepModel = {
    id: 'stack',
    title: 'Stack',
    summary: stack,
    state: 'under-way',
    startedAt: time,
    changes: [],
    resources: [],
  };
  return { ...model, steps: [step] };
}
