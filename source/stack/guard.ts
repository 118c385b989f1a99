import type { ResourceChange } from '../event.ts';
import { stackResourceType } from './cloudformation-event.ts';
import { weakenedProtection } from './protection.ts';
import { settleReplacements } from './settle-replacements.ts';
import { wordsForType } from './words.ts';

/** What the patch of the template means to do. */
export interface ExpectedChange {
  readonly logicalId: string;
  readonly action: 'add' | 'modify' | 'remove';
}

/** A change as CloudFormation proposes it, before anybody has judged it. */
export type ProposedChange = Omit<ResourceChange, 'verdict' | 'reason'> & {
  /** What becomes of the resource that is there now: `Delete`, `ReplaceAndDelete`, …. */
  readonly policyAction?: string;
  /** CloudFormation reaches it only through other changes, named here: `SecurityGroup.GroupId`; empty for a nested stack's own check. */
  readonly followsFrom?: readonly string[];
  /** What alone would have it replaced, where that is nothing but references: `SecurityGroup.GroupId`. */
  readonly replacedOnlyBy?: readonly string[];
  /** In a stack that is nested in the one being updated: the patch names nothing there. */
  readonly nested?: boolean;
};

export type Verdict = ResourceChange['verdict'];

export interface Judgement {
  readonly verdict: Verdict;
  readonly changes: readonly ResourceChange[];
}

/** Everything that Copilot makes for the CDN and nothing else uses (docs/copilot.md, 6.5). What has another name is not ours to remove. */
const cdnResources: ReadonlySet<string> = new Set([
  'CertificateReplicator',
  'CertificateReplicatorFunction',
  'CloudFrontDistribution',
  'CloudFrontOriginAccessControl',
  'UniqueAliasesAction',
  'UniqueJSONValuesFunction',
  'UniqueJSONValuesFunctionRole',
]);

const policyActions = new Set([
  'Delete',
  'Retain',
  'Snapshot',
  'ReplaceAndDelete',
  'ReplaceAndRetain',
  'ReplaceAndSnapshot',
]);

/**
 * Judges every change of a change set against what the patch meant to do.
 * Allowed: what the patch names, added or changed in place, and in-place changes that only follow from those.
 * Refused: removing or replacing what is not in `own`, and weakening a protection. Asked about: everything else.
 * With `nothingElse`, what would be asked about is refused, and so is a change of any other property of what the patch names.
 * The whole is refused when one change is, asked about when one is, else allowed.
 */
export function judge(
  proposed: readonly ProposedChange[],
  expected: readonly ExpectedChange[],
  own: ReadonlySet<string> = cdnResources,
  nothingElse?: NothingElse,
): Judgement {
  const changes = settleReplacements(proposed);
  const opinions = changes.map((change) =>
    change.nested
      ? opinion(change, undefined, false)
      : opinion(change, namedBy(expected, change), own.has(change.logicalId)),
  );
  if (nothingElse === undefined) allowWhatFollows(changes, opinions);
  else refuseAllElse(changes, opinions, nothingElse);
  const judged = changes.map(
    ({ policyAction: _, followsFrom, replacedOnlyBy: __, nested: ___, ...change }, index) => {
      const opinion = opinions[index] ?? refused('It was not judged.');
      const follows =
        opinion.verdict === 'allowed' && namedBy(expected, change) === undefined
          ? resourcesIn(followsFrom)
          : [];
      return { ...change, ...opinion, ...(follows.length > 0 && { follows }) };
    },
  );
  const verdicts = judged.map((change) => change.verdict);
  const verdict = verdicts.includes('refused') ? 'refused' : verdicts.includes('ask') ? 'ask' : 'allowed';
  return { verdict, changes: judged };
}

/** `SecurityGroup.GroupId` → `SecurityGroup`. */
function resourcesIn(causes: readonly string[] = []): readonly string[] {
  return [...new Set(causes.map((cause) => cause.split('.')[0] ?? cause))];
}

/** Of what the patch names, only these properties may change: `Properties.Actions` stands for all that begins so. */
export interface NothingElse {
  readonly properties: readonly string[];
}

/** A nested stack is listed whenever its own may be looked at; what is in it is listed by itself. */
function refuseAllElse(
  changes: readonly ProposedChange[],
  opinions: Opinion[],
  { properties }: NothingElse,
): void {
  const within = (path: string) => properties.some((one) => path === one || path.startsWith(`${one}.`));
  for (const [index, change] of changes.entries()) {
    const verdict = opinions[index]?.verdict;
    if (verdict === 'ask' && onlyFollows(change, new Set())) opinions[index] = allowed;
    else if (verdict === 'ask') opinions[index] = refused(opinions[index]?.reason ?? unmeant);
    const other = verdict === 'allowed' ? change.properties.find(({ path }) => !within(path)) : undefined;
    if (other !== undefined)
      opinions[index] = refused(`${other.path} of ${change.logicalId} would be changed, ${unmeant}.`);
  }
}

type Opinion = { readonly verdict: Verdict; readonly reason?: string };

const allowed: Opinion = { verdict: 'allowed' };
const ask = (reason: string): Opinion => ({ verdict: 'ask', reason });
const refused = (reason: string): Opinion => ({ verdict: 'refused', reason });

function namedBy(expected: readonly ExpectedChange[], change: ProposedChange): ExpectedChange | undefined {
  return expected.find((candidate) => candidate.logicalId === change.logicalId);
}

/** An in-place change that only follows from others is allowed once all of those are; hence the rounds. */
function allowWhatFollows(changes: readonly ProposedChange[], opinions: Opinion[]): void {
  const isAllowed = (change: ProposedChange, index: number) =>
    !change.nested && opinions[index]?.verdict === 'allowed';
  const harmless = new Set(changes.filter(isAllowed).map((change) => change.logicalId));
  for (let found = true; found; ) {
    found = false;
    for (const [index, change] of changes.entries()) {
      if (opinions[index]?.verdict !== 'ask' || !onlyFollows(change, harmless)) continue;
      opinions[index] = allowed;
      harmless.add(change.logicalId);
      found = true;
    }
  }
}

function onlyFollows(change: ProposedChange, harmless: ReadonlySet<string>): boolean {
  const inPlace =
    change.action === 'modify' && change.replacement === 'no' && change.policyAction === undefined;
  if (!inPlace || change.nested || change.followsFrom === undefined) return false;
  if (change.followsFrom.length === 0) return change.resourceType === stackResourceType;
  return change.followsFrom.every((cause) => harmless.has(cause.split('.')[0] ?? cause));
}

const unmeant = 'which this deployment does not mean to do';

function opinion(change: ProposedChange, named: ExpectedChange | undefined, own: boolean): Opinion {
  const what = `${wordsForType(change.resourceType)} ${change.logicalId}`;
  const weakened = weakenedProtection(change.properties);
  if (weakened !== undefined) return refused(weakened);
  switch (change.action) {
    case 'remove':
      if (own && named?.action === 'remove') return allowed;
      return refused(`${what} would be removed, ${own ? unmeant : 'and it is not part of the CDN'}.`);
    case 'add':
      return named?.action === 'add' ? allowed : ask(`${what} would be added, ${unmeant}.`);
    case 'import':
      return ask(`${what} exists already and would become part of the stack.`);
    case 'dynamic':
      return ask(`CloudFormation cannot tell yet what it will do to ${what}.`);
    case 'modify':
      return opinionOfModification(change, named, own, what);
  }
}

function opinionOfModification(
  change: ProposedChange,
  named: ExpectedChange | undefined,
  own: boolean,
  what: string,
): Opinion {
  if (change.replacement === 'yes') {
    if (!own || named === undefined) {
      return refused(
        `${what} would be replaced by a new one, ${own ? unmeant : 'and it is not part of the CDN'}.`,
      );
    }
    const renamed = change.logicalId === 'CloudFrontDistribution' ? ' with another domain name' : '';
    return ask(`${what} would be replaced by a new one${renamed}.`);
  }
  if (change.replacement === 'maybe') {
    return ask(`${what} may be replaced by a new one: CloudFormation knows only once it does it.`);
  }
  if (change.policyAction !== undefined) {
    return policyActions.has(change.policyAction)
      ? refused(
          `${what} would be changed in place, yet CloudFormation announces ${change.policyAction} for it.`,
        )
      : ask(`CloudFormation announces ${change.policyAction} for ${what}, which is new to this program.`);
  }
  if (named === undefined) return ask(`${what} would be changed, ${unmeant}.`);
  return named.action === 'remove' ? ask(`${what} would be changed, not removed.`) : allowed;
}

/**
 * Which stack tags an update would lose or change: Copilot's manager role may pass the execution role only while both carry
 * `copilot-application` and `copilot-environment`, which reach the roles from the stack's tags (docs/copilot.md, 2.3).
 */
export function tagsKept(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): { readonly kept: boolean; readonly lost: readonly string[] } {
  const lost = Object.keys(before).filter((key) => after[key] !== before[key]);
  return { kept: lost.length === 0, lost };
}
