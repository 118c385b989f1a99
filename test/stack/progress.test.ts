import { describe, expect, it } from 'vitest';
import type { Event, EventBody, ResourceChange, ResourceEvent } from '../../source/event.ts';
import { emptyRun, progress } from '../../source/stack/progress.ts';
import type { ResourceModel, RunModel } from '../../source/stack/progress-model.ts';

const start = Date.parse('2026-11-20T12:00:00Z');
const at = (second: number) => new Date(start + second * 1000).toISOString();
const events = (...bodies: readonly (readonly [number, EventBody])[]): readonly Event[] =>
  bodies.map(([second, body]) => ({ ...body, time: at(second) }));
const run = (...bodies: readonly (readonly [number, EventBody])[]): RunModel =>
  events(...bodies).reduce(progress, emptyRun);

const step = (id: string, state: 'to-come' | 'under-way' | 'waiting' | 'done' | 'failed' = 'to-come') => ({
  id,
  title: id,
  summary: `what ${id} does`,
  state,
});
const plan: EventBody = {
  type: 'plan',
  title: 'prod gets its CDN',
  steps: [step('manifest'), step('deploy'), step('edge')],
};
const stepEvent = (id: string, state: 'under-way' | 'waiting' | 'done' | 'failed'): EventBody => ({
  type: 'step',
  ...step(id, state),
});
const resource = (
  second: number,
  logicalId: string,
  state: ResourceEvent['state'],
  more: Partial<ResourceEvent> = {},
): readonly [number, ResourceEvent] => [
  second,
  {
    type: 'resource',
    stack: 'shop-prod',
    logicalId,
    resourceType: 'AWS::CloudFront::Distribution',
    description: logicalId,
    status: `CREATE_${state === 'done' ? 'COMPLETE' : state === 'failed' ? 'FAILED' : 'IN_PROGRESS'}`,
    state,
    doing: 'create',
    at: at(second),
    ...more,
  },
];
const stack = (
  second: number,
  status: string,
  state: 'under-way' | 'rolling-back' | 'done' | 'failed',
  more = {},
): readonly [number, EventBody] => [second, { type: 'stack', stack: 'shop-prod', status, state, ...more }];
const resources = (model: RunModel, id = 'deploy'): readonly ResourceModel[] =>
  model.steps.find((candidate) => candidate.id === id)?.resources ?? [];
const underWay: readonly (readonly [number, EventBody])[] = [
  [0, plan],
  [1, stepEvent('deploy', 'under-way')],
];

describe('steps', () => {
  it('keep their order, and their times once they ran', () => {
    const model = run([0, plan], [1, stepEvent('manifest', 'under-way')], [3, stepEvent('manifest', 'done')]);
    expect(model.title).toBe('prod gets its CDN');
    expect(model.startedAt).toBe(start);
    expect(model.steps.map(({ id, state, milliseconds }) => [id, state, milliseconds])).toEqual([
      ['manifest', 'done', 2000],
      ['deploy', 'to-come', undefined],
      ['edge', 'to-come', undefined],
    ]);
  });

  it('count from the first start when they wait in between', () => {
    const model = run(
      [0, plan],
      [1, stepEvent('edge', 'under-way')],
      [5, stepEvent('edge', 'waiting')],
      [9, stepEvent('edge', 'done')],
    );
    expect(model.steps[2]?.milliseconds).toBe(8000);
  });

  it('keep what they showed when the plan comes again', () => {
    const model = run(...underWay, resource(2, 'A', 'under-way'), [3, plan]);
    expect(resources(model)).toHaveLength(1);
  });
});

describe('resources', () => {
  it('belong to the step under way, in the order in which they appeared', () => {
    const model = run(
      ...underWay,
      resource(2, 'B', 'under-way'),
      resource(3, 'A', 'under-way'),
      resource(4, 'B', 'done'),
    );
    expect(resources(model).map(({ logicalId, state }) => [logicalId, state])).toEqual([
      ['B', 'done'],
      ['A', 'under-way'],
    ]);
    expect(resources(model, 'edge')).toEqual([]);
  });

  it('take as long as AWS says, from the first event in progress to the last', () => {
    const model = run(
      ...underWay,
      resource(10, 'A', 'under-way', { at: at(2) }),
      resource(11, 'A', 'under-way', { at: at(5) }),
      resource(90, 'A', 'done', { at: at(62) }),
    );
    expect(resources(model)[0]?.milliseconds).toBe(60_000);
  });

  it("never start in the future, though AWS's clock may run ahead", () => {
    const model = run(...underWay, resource(2, 'A', 'under-way', { at: at(300) }));
    expect(resources(model)[0]?.startedAt).toBe(start + 2000);
  });

  it('started when AWS says, when somebody looks later', () => {
    const model = run(...underWay, resource(100, 'A', 'under-way', { at: at(40) }));
    expect(resources(model)[0]?.startedAt).toBe(start + 40_000);
  });

  it('wait from the moment the update starts, in the order of the change set', () => {
    const change = (logicalId: string, action: ResourceChange['action']): EventBody => ({
      type: 'change',
      step: 'deploy',
      kind: 'resource',
      stack: 'shop-prod',
      logicalId,
      resourceType: 'AWS::EC2::SecurityGroup',
      description: logicalId,
      action,
      replacement: 'no',
      properties: [],
      verdict: 'allowed',
    });
    const reviewed = run(
      ...underWay,
      [2, change('New', 'add')],
      [2, change('Gone', 'remove')],
      [2, change('Same', 'modify')],
    );
    expect(resources(reviewed)).toEqual([]);
    const begun = events(
      stack(3, 'UPDATE_IN_PROGRESS', 'under-way'),
      resource(4, 'Same', 'under-way', { doing: 'update' }),
    ).reduce(progress, reviewed);
    expect(resources(begun).map(({ logicalId, state, doing }) => [logicalId, state, doing])).toEqual([
      ['New', 'to-come', 'create'],
      ['Gone', 'to-come', 'clean-up'],
      ['Same', 'under-way', 'update'],
    ]);
    const ended = events(stack(9, 'UPDATE_COMPLETE', 'done')).reduce(progress, begun);
    expect(resources(ended)[0]).toMatchObject({ state: 'done', status: 'UNCHANGED' });
  });

  it('know how deep their stack is nested', () => {
    const inner = { stack: 'shop-prod-AddonsStack-1ABC' };
    const model = run(
      ...underWay,
      stack(2, 'UPDATE_IN_PROGRESS', 'under-way'),
      stack(3, 'CREATE_IN_PROGRESS', 'under-way', { ...inner, parent: 'shop-prod' }),
      resource(4, 'Table', 'under-way', inner),
      resource(4, 'Table', 'under-way'),
    );
    expect(resources(model).map(({ key, depth }) => [key, depth])).toEqual([
      ['shop-prod-AddonsStack-1ABC/Table', 1],
      ['shop-prod/Table', 0],
    ]);
    expect(model.steps[1]?.stack).toEqual({
      name: 'shop-prod',
      status: 'UPDATE_IN_PROGRESS',
      state: 'under-way',
    });
  });

  it('show that they go back, and what had been done', () => {
    const model = run(
      ...underWay,
      resource(2, 'Role', 'under-way', { doing: 'update' }),
      resource(5, 'Role', 'done', { doing: 'update' }),
      resource(6, 'Distribution', 'under-way'),
      resource(8, 'Distribution', 'failed', { reason: 'CNAMEAlreadyExists' }),
      stack(9, 'UPDATE_ROLLBACK_IN_PROGRESS', 'rolling-back'),
      resource(10, 'Role', 'under-way', { doing: 'roll-back', status: 'UPDATE_IN_PROGRESS' }),
      resource(14, 'Role', 'done', { doing: 'roll-back', status: 'UPDATE_COMPLETE' }),
      resource(15, 'Distribution', 'done', { doing: 'clean-up', status: 'DELETE_COMPLETE' }),
    );
    const [role, distribution] = resources(model);
    expect(role).toMatchObject({
      state: 'done',
      doing: 'roll-back',
      milliseconds: 4000,
      earlier: { doing: 'update', state: 'done', milliseconds: 3000 },
    });
    expect(distribution).toMatchObject({
      doing: 'clean-up',
      reason: 'CNAMEAlreadyExists',
      earlier: { doing: 'create', state: 'failed' },
    });
  });
});

it('a stack that is watched without a plan is a step of its own', () => {
  const model = run(stack(0, 'UPDATE_IN_PROGRESS', 'under-way'), resource(1, 'A', 'under-way'));
  expect(model.steps).toHaveLength(1);
  expect(model.steps[0]).toMatchObject({ summary: 'shop-prod', state: 'under-way' });
  expect(resources(model, 'stack')).toHaveLength(1);
});

it('notices, the error and the result are kept', () => {
  const model = run(
    [0, { type: 'notice', code: 'poll-failed', level: 'information', message: 'm' }],
    [1, { type: 'error', code: 'deployment-failed', message: 'm', next: [] }],
    [2, { type: 'result', command: 'setup', ok: false, exitCode: 1, summary: 's' }],
  );
  expect(model.notices).toHaveLength(1);
  expect(model.error?.code).toBe('deployment-failed');
  expect(model.result?.exitCode).toBe(1);
});

it('the same events always give the same model', () => {
  const all = events(...underWay, resource(2, 'A', 'under-way'), resource(4, 'A', 'done'));
  expect(all.reduce(progress, emptyRun)).toEqual(all.reduce(progress, emptyRun));
});
