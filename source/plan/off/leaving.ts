import { withoutDistribution } from '../../cdn/bucket-policy/index.ts';
import type { RecordChange } from '../../event.ts';
import { type Facts, loadBalancerHasHttps, loadBalancerName, type NameFacts } from '../facts.ts';
import { fateOf, namesAway, namesToAnswer } from '../name-leads.ts';
import { edgeReader, policyChange } from '../static-steps.ts';
import type { BalancerStep, GoneStep, NamesStep, PolicyRemovalStep } from '../step.ts';
import type { TakeDown } from './take-down.ts';

/** A name moves only to a load balancer that answers for it. */
export function balancerStep(facts: Facts): readonly BalancerStep[] {
  const names = namesToAnswer(facts);
  const answers = (facts.balancerAnswers ?? []).filter(({ name, well }) => well && names.includes(name));
  const many = names.length === 1 ? 'the name' : `${names.length} names`;
  const secure = loadBalancerHasHttps(facts);
  return [
    {
      kind: 'balancer',
      id: 'balancer',
      title: 'Load balancer',
      target: '',
      names,
      secure,
      done: answers.length === names.length,
      summary: `is asked for ${many} over ${secure ? 'HTTPS' : 'HTTP'}`,
      whenDone: names.length === 0 ? 'no name leads to the distribution' : `answers for ${many}`,
      why: 'A name moves only to a load balancer that answers for it, as visitors will ask.',
      changes: [],
    },
  ];
}

/** Names lead past CloudFront; the record of a name that only the static files had goes. */
export function namesBackStep(facts: Facts): readonly NamesStep[] {
  const away = namesAway(facts, 'load-balancer');
  const inZones = away.filter(({ name, zone }) => zone !== undefined && fateOf(facts, name) !== 'by-hand');
  const byHand = away.length - inZones.length;
  const count = inZones.length === 1 ? 'a name' : `${inZones.length} names`;
  return [
    {
      kind: 'names',
      id: 'names',
      title: 'Names',
      target: '',
      towards: 'load-balancer',
      done: away.length === 0,
      summary: [
        inZones.length > 0 ? `leads ${count} past CloudFront` : '',
        byHand > 0 ? `${byHand} for you to move, shown when it is time` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
      whenDone: 'no name leads to the distribution',
      why: 'Visitors come to the load balancer from here on; the distribution still answers those who hold an old answer of DNS.',
      ...(away.length > 0 && { expectedMilliseconds: 90_000 }),
      changes: away.map((name) => foreseenRecord(facts, name)),
    },
  ];
}

function foreseenRecord(facts: Facts, { name, zone, through }: NameFacts): RecordChange {
  const kind = zone === undefined ? 'CNAME' : 'ALIAS';
  return {
    kind: 'record',
    zone: zone?.name ?? 'your DNS provider',
    name,
    recordType: zone === undefined ? 'CNAME' : 'A',
    before: through ?? `${kind} ${facts.distribution?.domainName ?? ''}`,
    ...(fateOf(facts, name) === 'moves' && { after: `${kind} ${loadBalancerName(facts.stack) ?? ''}` }),
  };
}

/** Only where the policy can be read, and lets this distribution in. */
export function policyRemovalSteps(facts: Facts): readonly PolicyRemovalStep[] {
  const { staticFiles } = facts;
  const policy = staticFiles?.bucket?.policy;
  if (staticFiles === undefined || policy?.known !== true) return [];
  const reader = edgeReader(facts, staticFiles.wanted);
  const { bucket } = staticFiles.wanted;
  const read = policy.value;
  const removal = reader === undefined || read === undefined ? undefined : withoutDistribution(read, reader);
  const done = removal === undefined || removal.kind === 'unchanged';
  return [
    {
      kind: 'policy-removal',
      id: 'bucket-policy',
      title: 'Bucket policy',
      target: bucket,
      wanted: staticFiles.wanted,
      done,
      summary: 'lets the distribution read no more',
      whenDone: 'says nothing of the distribution',
      why: 'Nobody asks the distribution for a file any more, and the statement names what is deleted next.',
      changes: done ? [] : [policyChange(bucket, read, removal.kind === 'changed' ? removal.text : '{}')],
    },
  ];
}

/** CloudFormation goes on where it cannot delete something, so CloudFront itself is asked. */
export function goneStep(facts: Facts, { distribution }: TakeDown): readonly GoneStep[] {
  if (distribution === undefined) return [];
  return [
    {
      kind: 'gone',
      id: 'gone',
      title: 'CloudFront',
      target: distribution,
      distribution,
      done: facts.leftBehind?.id === distribution && facts.leftBehind.state === 'gone',
      summary: `is asked whether ${distribution} is gone`,
      whenDone: `${distribution} is gone`,
      why: 'What CloudFormation could not delete stays behind, answers on and costs.',
      changes: [],
    },
  ];
}
