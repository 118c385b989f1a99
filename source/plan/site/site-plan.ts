import type { Change, StepSummary } from '../../event.ts';
import type { UploadDigest } from '../../site/upload-digest.ts';
import { fileChange } from '../file-change.ts';
import { type StepCommon, stepSummary } from '../step.ts';
import type { SiteDesired, SiteFacts } from './site-facts.ts';
import { isBusy, isGone, type WantedStack, wantedStack } from './wanted-stack.ts';

export type SiteStepId = 'certificate' | 'stack' | 'files' | 'edge' | 'invalidation' | 'name' | 'answer';

export interface SiteStep extends StepCommon {
  readonly id: SiteStepId;
}

export interface SitePlan {
  readonly title: string;
  readonly steps: readonly SiteStep[];
  /** What the stack is to become; undefined: it is that. */
  readonly stack: WantedStack | undefined;
}

/** What is known of the files before anything is done. */
export interface SiteFilesKnown {
  readonly digest: UploadDigest;
  /** An earlier deploy left its list or its invalidation to this one. */
  readonly unfinished: boolean;
}

/**
 * The steps from what is true to what is wanted, in the order in which a visitor never meets half a site: files before names, and before
 * the names everything has to be at the edge.
 */
export function planSite(facts: SiteFacts, desired: SiteDesired, files: SiteFilesKnown): SitePlan {
  const { service, environment } = facts;
  const requested = desired.certificate === 'request';
  // The ARN of one that is still to be asked for stands in the template later.
  const stack = wantedStack(facts, requested ? placeholder : desired.certificate);
  const isMade = facts.stack !== undefined && !isGone(facts.stack.status);
  const changes = stack !== undefined;
  const before: SiteStep[] = [
    ...(requested ? [certificateStep(facts)] : []),
    stackStep(facts, stack, isMade),
    filesStep(facts, files),
    edgeStep(facts, changes),
    ...invalidationSteps(files),
    ...nameSteps(facts),
  ];
  const isDone = before.every(({ done }) => done);
  return {
    title: `${service} in ${environment.name}`,
    steps: [...before, answerStep(facts, isDone)],
    stack,
  };
}

/** Nothing is left to do. */
export function isSiteDone({ steps }: SitePlan): boolean {
  return steps.every(({ id, done }) => done || id === 'answer');
}

/** A step as the events tell it. */
export function siteStepSummary(step: SiteStep): StepSummary {
  return { ...stepSummary(step), ...(step.id === 'stack' && { stackName: step.target }) };
}

const placeholder = 'arn:aws:acm:us-east-1:000000000000:certificate/requested';

function certificateStep({ manifest, certificateRequest }: SiteFacts): SiteStep {
  const alias = manifest.alias ?? '';
  return {
    id: 'certificate',
    title: 'Certificate',
    target: 'us-east-1',
    summary: `is requested for ${alias}`,
    whenDone: `issued for ${alias}`,
    why: 'The distribution names it.',
    done: false,
    ...(certificateRequest?.requested?.status !== 'ISSUED' && { expectedMilliseconds: 180_000 }),
    changes: [],
  };
}

function stackStep(facts: SiteFacts, wanted: WantedStack | undefined, isMade: boolean): SiteStep {
  const { stack, stackName, distribution } = facts;
  const busy = stack !== undefined && isBusy(stack.status) && !isGone(stack.status);
  const before = isMade ? (stack?.template ?? '') : '';
  return {
    id: 'stack',
    title: 'Stack',
    target: stackName,
    summary: busy
      ? `${stackName} is being deployed; that is waited for`
      : isMade
        ? `${stackName} changes`
        : `${stackName} is made: a bucket and its distribution`,
    whenDone:
      distribution === undefined ? `${stackName} is there` : `${stackName} serves ${distribution.domainName}`,
    why: 'Files need a bucket to go to.',
    done: wanted === undefined && !busy,
    expectedMilliseconds: isMade ? 120_000 : 240_000,
    changes: wanted === undefined ? [] : [fileChange(`${stackName} template`, before, wanted.template)],
  };
}

function filesStep({ bucket, stackName }: SiteFacts, { digest, unfinished }: SiteFilesKnown): SiteStep {
  const { uploads, deletes, unchanged, gone, empty } = digest;
  const parts = [
    uploads === 0 ? '' : `${counted(uploads, 'file')} to upload`,
    deletes === 0 ? '' : `${deletes.toLocaleString('en')} to delete`,
    gone === 0
      ? ''
      : `${gone.toLocaleString('en')} stay${gone === 1 ? 's' : ''} for visitors with an older page`,
    unchanged === 0 ? '' : `${unchanged.toLocaleString('en')} unchanged`,
  ].filter((part) => part !== '');
  const done = bucket !== undefined && empty && !unfinished;
  return {
    id: 'files',
    title: 'Files',
    target: bucket ?? '',
    summary: unfinished && empty ? 'finishes what an earlier deploy began' : parts.join(', '),
    whenDone: done ? `${counted(unchanged, 'file')}, none changed` : 'the site is complete in its bucket',
    why: 'Pages come last, so that one that is served finds what it asks for.',
    done,
    changes: done ? [] : [filesChange(bucket ?? `bucket of ${stackName}`, digest)],
  };
}

function filesChange(path: string, { uploads, deletes, shown }: UploadDigest): Change {
  return { kind: 'file', path, diff: shown.join('\n'), added: uploads, removed: deletes };
}

function edgeStep({ distribution }: SiteFacts, stackChanges: boolean): SiteStep {
  return {
    id: 'edge',
    title: 'Edge',
    target: distribution?.id ?? '',
    summary: 'every edge has the distribution',
    whenDone: 'every edge has it',
    why: 'A name leads only to what answers.',
    done: !stackChanges && distribution?.status === 'Deployed',
    ...(stackChanges && { expectedMilliseconds: 180_000 }),
    changes: [],
  };
}

/** What is new was never kept. */
function invalidationSteps({ digest, unfinished }: SiteFilesKnown): readonly SiteStep[] {
  if (!unfinished && !digest.replaces) return [];
  return [
    {
      id: 'invalidation',
      title: 'Invalidation',
      target: '',
      summary: 'every edge forgets what is old',
      whenDone: 'every edge has forgotten what was old',
      why: 'Visitors get what changed at once, and not when their edge has forgotten the rest.',
      done: false,
      changes: [],
    },
  ];
}

function nameSteps({ name, distribution }: SiteFacts): readonly SiteStep[] {
  if (name === undefined) return [];
  const target = distribution?.domainName ?? 'the new distribution';
  const byHand = name.zone === undefined;
  return [
    {
      id: 'name',
      title: 'Name',
      target: name.name,
      summary: byHand ? `${name.name}: a record for you to write` : `${name.name} leads to the site`,
      whenDone: `${name.name} leads to the site`,
      why: 'Visitors come only to a site that is complete.',
      done: name.leadsTo === 'distribution',
      changes:
        name.leadsTo === 'distribution'
          ? []
          : [
              {
                kind: 'record',
                zone: name.zone?.name ?? 'your DNS provider',
                name: name.name,
                recordType: byHand ? 'CNAME' : 'A',
                ...(name.through !== undefined && { before: name.through }),
                after: `${byHand ? 'CNAME' : 'ALIAS'} ${target}`,
              },
            ],
    },
  ];
}

function answerStep({ manifest, distribution }: SiteFacts, done: boolean): SiteStep {
  const host = manifest.alias ?? distribution?.domainName;
  return {
    id: 'answer',
    title: 'Answer',
    target: host ?? '',
    summary: host === undefined ? 'the site is asked for its first page' : `https://${host}/ is asked for`,
    whenDone: 'the site answers',
    why: 'A page that arrives says more than a stack that looks right.',
    done,
    changes: [],
  };
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
