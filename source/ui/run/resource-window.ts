import type { ResourceModel } from '../../stack/progress-model.ts';

/** What is shown of a step's resources in `height` lines: the resources, in their order, and how many are left out. */
export interface ResourceWindow {
  readonly shown: readonly ResourceModel[];
  readonly moreDone: number;
  readonly moreToCome: number;
  readonly moreUnderWay: number;
}

/** Where not all fit: failures and what moves come first, then what comes next, then what was done last. */
export function resourceWindow(resources: readonly ResourceModel[], height: number): ResourceWindow {
  const isAll = resources.length <= height;
  const room = isAll ? resources.length : Math.max(1, height - 1);
  const chosen = new Set(isAll ? resources : byInterest(resources).slice(0, room));
  const left = resources.filter((resource) => !chosen.has(resource));
  const count = (state: ResourceModel['state']): number =>
    left.filter((resource) => resource.state === state).length;
  return {
    shown: resources.filter((resource) => chosen.has(resource)),
    moreDone: count('done'),
    moreToCome: count('to-come'),
    moreUnderWay: count('under-way') + count('failed'),
  };
}

function byInterest(resources: readonly ResourceModel[]): readonly ResourceModel[] {
  const of = (state: ResourceModel['state']): readonly ResourceModel[] =>
    resources.filter((resource) => resource.state === state);
  return [
    ...of('failed'),
    ...of('under-way'),
    ...of('done').slice(-2),
    ...of('to-come'),
    ...of('done').slice(0, -2).toReversed(),
  ];
}
