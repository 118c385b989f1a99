import type { EnvironmentManifestChange } from '../copilot/environment-manifest/edit.ts';
import type { RecordChange } from '../event.ts';
import { certificateSteps, withCertificate } from './certificate-step.ts';
import { cdnChange, deploymentStep, patchSettings } from './deployment-step.ts';
import type { Desired } from './desired.ts';
import { environmentManifestStep } from './environment-manifest-step.ts';
import { type Facts, loadBalancerName } from './facts.ts';
import { preflight, preflightOfUpdate, refuseBlocked } from './preflight/index.ts';
import { recordsToDistribution } from './records-step.ts';
import { bucketSteps, objectsSteps, policySteps } from './static-steps.ts';
import type { EdgeStep, ManifestStep, NamesStep, Plan, Step } from './step.ts';

/**
 * The ordered steps that bring an environment from what is true to what is desired.
 *
 * The order is the point: CloudFormation would close the load balancer's security groups seconds after the start of an update
 * that takes minutes to make the distribution. So the distribution comes first, then the names, and the load balancer is
 * closed last; it is opened first when that is what is desired. Each manifest edit stands right before the deployment it
 * describes, so that at no moment the manifest asks for something that would break the site if another tool deployed it.
 * @throws UserError `manifest-refused` when the manifest, as it would be, breaks one of Copilot's rules; those of checks
 *   that block (`preflight`)
 */
export function planSetup(facts: Facts, wanted: Desired): Plan {
  const name = facts.environment.name;
  const desired = withCertificate(facts, wanted);
  if (!desired.cdn) return { title: `${name} stays as it is`, steps: [], checks: [] };
  const before = preflight(facts, desired);
  refuseBlocked(before);
  const rangesOnly = facts.deployed.sourceIps.length > 0 && !facts.deployed.ingressRestricted;
  const restrictedNow = facts.deployed.ingressRestricted;
  const opening = restrictedNow && !desired.restrictIngress;
  const closing = desired.restrictIngress && !rangesOnly;

  // Where only certain ranges may enter, letting CloudFront in opens the load balancer: that comes first.
  const first = { ...desired, restrictIngress: rangesOnly || (opening ? false : restrictedNow) };
  const manifestFirst = manifestStep(facts, 'manifest', facts.workspace.manifestText, {
    ...cdnChange(facts, desired),
    ...((rangesOnly || !desired.restrictIngress) && { restrictIngress: rangesOnly }),
  });
  const deployFirst = deploymentStep(facts, 'distribution', facts.stack.template, first);
  const checks = [...before, ...preflightOfUpdate(facts, deployFirst.nodes)];
  refuseBlocked(checks);
  const steps: Step[] = [
    ...certificateSteps(facts, wanted),
    ...bucketSteps(facts, desired),
    manifestFirst,
    deployFirst,
    edgeStep(facts),
    ...policySteps(facts, desired),
    ...objectsSteps(facts, desired),
    ...recordsToDistribution(facts, deployFirst.template, patchSettings(facts, first)),
    ...namesSteps(facts, desired),
  ];
  if (closing) {
    steps.push(
      manifestStep(facts, 'manifest-ingress', manifestFirst.after, { restrictIngress: true }),
      deploymentStep(facts, 'ingress', deployFirst.template, desired),
    );
  }
  return {
    title: `${name} gets its CDN`,
    steps,
    checks,
  };
}

function manifestStep(
  facts: Facts,
  id: 'manifest' | 'manifest-ingress',
  before: string,
  change: EnvironmentManifestChange,
): ManifestStep {
  const closes = id === 'manifest-ingress';
  return environmentManifestStep(facts, before, change, {
    id,
    deployment: closes ? 'ingress' : 'distribution',
    whenDone: closes ? 'says that only CloudFront may enter' : 'describes the CDN',
    why: closes
      ? 'The manifest says so only now, so that no other deployment closes the load balancer too early.'
      : 'What is deployed next is what the manifest says, so that a later deployment by Copilot keeps it.',
  });
}

function edgeStep(facts: Facts): EdgeStep {
  const distribution = facts.distribution;
  const deployed = distribution?.status === 'Deployed';
  // Other names of the distribution are those of services that speak gRPC, which does not come through CloudFront.
  const asked = distribution?.answers.filter(({ name }) => facts.names.some((one) => one.name === name));
  const well = asked?.every((answer) => answer.well) ?? false;
  const names = facts.names.length;
  return {
    kind: 'edge',
    id: 'edge',
    title: 'Edge',
    target: distribution?.id ?? '',
    done: deployed && well,
    summary:
      names === 0
        ? 'the distribution reaches the edge'
        : `the distribution answers for ${names === 1 ? 'the name' : names === 2 ? 'both names' : `all ${names} names`}`,
    whenDone:
      names === 0
        ? `${distribution?.domainName} is at the edge`
        : `${distribution?.domainName} answers for ${names === 1 ? 'the name' : `${names} names`}`,
    why: 'A name moves only to a distribution that answers for it.',
    expectedMilliseconds: 180_000,
    changes: [],
  };
}

function namesSteps(facts: Facts, desired: Desired): NamesStep[] {
  if (facts.names.length === 0 || desired.certificate === undefined) return [];
  const away = facts.names.filter((name) => name.leadsTo !== 'distribution');
  const movable = away.filter((name) => name.zone !== undefined).length;
  const byHand = away.length - movable;
  const target = facts.distribution?.domainName ?? 'the new distribution';
  return [
    {
      kind: 'names',
      id: 'names',
      title: 'Names',
      target: '',
      towards: 'distribution',
      done: away.length === 0,
      summary: [
        movable > 0 ? `moves ${movable === 1 ? 'the name' : `${movable} names`} in Route 53` : '',
        byHand > 0 ? `${byHand} for you to move, shown when it is time` : '',
        away.length === 0 ? 'all lead to the distribution' : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
      whenDone: `${facts.names.length === 1 ? 'the name leads' : `${facts.names.length} names lead`} to the distribution`,
      why: 'Visitors come through CloudFront from here on; the load balancer still answers those who remember its address.',
      ...(away.length > 0 && { expectedMilliseconds: 90_000 }),
      changes: away.map((name) => foreseenRecord(facts, name, target)),
    },
  ];
}

function foreseenRecord(facts: Facts, name: Facts['names'][number], target: string): RecordChange {
  const loadBalancer = loadBalancerName(facts.stack);
  const before =
    name.through ?? (name.leadsTo === 'load-balancer' && loadBalancer ? `ALIAS ${loadBalancer}` : undefined);
  return {
    kind: 'record',
    zone: name.zone?.name ?? 'your DNS provider',
    name: name.name,
    recordType: name.zone === undefined ? 'CNAME' : 'A',
    ...(before !== undefined && { before }),
    after: `${name.zone === undefined ? 'CNAME' : 'ALIAS'} ${target}`,
  };
}
