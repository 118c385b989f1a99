import { createHash } from 'node:crypto';
import {
  type EnvironmentCdnSettings,
  type EnvironmentPatch,
  patchEnvironmentTemplate,
} from '../cdn/environment-patch.ts';
import { editEnvironmentManifest } from '../copilot/environment-manifest/edit.ts';
import type { ResourceChange } from '../event.ts';
import { stackStatus } from '../stack/status.ts';
import type { Desired } from './desired.ts';
import {
  type Facts,
  hasPublicCertificates,
  loadBalancerHasHttps,
  namesAreManaged,
  prefixListId,
  uniqueNames,
} from './facts.ts';
import { fileChange } from './file-change.ts';
import { staticAssetsIn } from './static-steps.ts';
import type { DeploymentStep } from './step.ts';

/** The manifest names an imported certificate only; the managed domain's is found by Copilot itself. */
function manifestCertificate(desired: Desired): string | null {
  return desired.certificate === undefined || desired.certificate === 'managed' ? null : desired.certificate;
}

/**
 * A certificate on the CDN alone asks for it (docs/copilot.md, 4.3), and the load balancer has nothing but HTTP to speak, so no
 * service can answer with a redirect to HTTPS.
 */
function endsTlsAtEdge(facts: Facts, desired: Desired): boolean {
  return manifestCertificate(desired) !== null && !loadBalancerHasHttps(facts);
}

/** What the manifest says of the CDN. */
export function cdnChange(facts: Facts, desired: Desired) {
  return {
    cdn: true,
    certificate: manifestCertificate(desired),
    ...(desired.staticAssets !== undefined && { staticAssets: staticAssetsIn(desired) ?? null }),
    ...(endsTlsAtEdge(facts, desired) && { terminateTls: true }),
  };
}

/** Names that never reach the stack; where no manifest tells them, those that are deployed stay. */
function extraAliases(facts: Facts): readonly string[] {
  const told = Object.entries(facts.manifestAliases).map(([name, aliases]) => ({ name, aliases }));
  const names = uniqueNames(told);
  return names.length > 0 ? names : facts.deployed.cdn.extraAliases;
}

/** What a deployment makes of the template that stands before it, and whether that is deployed already. */
export function deploymentStep(
  facts: Facts,
  id: 'distribution' | 'ingress',
  before: string,
  desired: Desired,
): DeploymentStep {
  const patch = patched(before, patchSettings(facts, desired));
  const { name } = facts.stack;
  // While an update runs, AWS already answers with the new template.
  const done = patch.template === facts.stack.template && stackStatus(facts.stack.status).settled;
  const closes = id === 'ingress';
  return {
    kind: 'deployment',
    id,
    title: 'Deployment',
    target: name,
    stack: name,
    template: patch.template,
    nodes: patch.nodes,
    done,
    needs: closes ? 'names-at-the-edge' : 'nothing',
    summary: done
      ? 'already deployed'
      : closes
        ? 'lets only CloudFront reach the load balancer'
        : counted(patch),
    whenDone: closes
      ? 'only CloudFront reaches the load balancer'
      : 'the distribution stands in front of the load balancer',
    why: closes
      ? 'It comes last: closed earlier, visitors whose names do not lead to CloudFront yet would be shut out.'
      : 'The distribution has to be there before any name can lead to it; the load balancer stays open meanwhile.',
    expectedMilliseconds: closes ? 60_000 : 330_000,
    changes: done ? [] : [...foreseen(name, patch), fileChange(`${name} template`, before, patch.template)],
  };
}

/** CloudFormation sees no change in metadata alone; Copilot's own output for that case makes it one. */
export function patched(before: string, settings: EnvironmentCdnSettings): EnvironmentPatch {
  const patch = patchEnvironmentTemplate(before, settings);
  if (!patch.metadataOnly) return patch;
  const forceDeployId = createHash('sha256').update(patch.template).digest('hex').slice(0, 32);
  return patchEnvironmentTemplate(before, { ...settings, forceDeployId });
}

export function counted(patch: EnvironmentPatch): string {
  const count = (action: string) =>
    patch.nodes.filter((node) => node.action === action && node.resourceType !== '').length;
  const parts = [
    count('add') > 0 ? `adds ${count('add')} resources` : '',
    count('modify') > 0 ? `changes ${count('modify')}` : '',
    count('remove') > 0 ? `removes ${count('remove')}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || 'changes outputs only';
}

/** What CloudFormation's change set should say, foretold from the patch. */
export function foreseen(stack: string, patch: EnvironmentPatch): ResourceChange[] {
  return patch.nodes
    .filter((node) => node.resourceType !== '')
    .map((node) => ({
      kind: 'resource',
      stack,
      logicalId: node.logicalId,
      resourceType: node.resourceType,
      description: node.description,
      action: node.action,
      replacement: 'no',
      properties: [],
      verdict: 'allowed',
    }));
}

export function patchSettings(facts: Facts, desired: Desired) {
  const deployed = facts.deployed;
  const certificate = manifestCertificate(desired);
  const wanted = staticAssetsIn(desired);
  const staticAssets = wanted === undefined ? deployed.cdn.staticAssets : wanted;
  return {
    cdn: {
      ...(certificate !== null && { certificate }),
      terminateTls: deployed.cdn.terminateTls || endsTlsAtEdge(facts, desired),
      ...(staticAssets && { staticAssets }),
      extraAliases: extraAliases(facts),
    },
    publicCertificates: hasPublicCertificates(facts),
    hasDomain: facts.application.domain !== '',
    restrictIngress: desired.restrictIngress ? restriction(facts) : null,
    sourceIps: deployed.sourceIps,
    keepIngress: desired.restrictIngress === deployed.ingressRestricted,
    // They move in an update of their own (`records-step.ts`).
    ...(namesAreManaged(facts) && { records: 'as-deployed' as const }),
    manifest: deployedManifestText(facts, desired),
    functionCode: facts.functionCode,
    overrides: facts.workspace.overrides.patches,
  } satisfies EnvironmentCdnSettings;
}

/** That the list is known has been checked before (`prefixListKnown`). */
function restriction(facts: Facts): { readonly prefixListId: string } {
  const id = prefixListId(facts);
  if (id === undefined) throw new Error('The prefix list is not known.');
  return { prefixListId: id };
}

/**
 * The deployed manifest's own text with the CDN's keys in it. Not the local file: that may hold other changes that nobody has
 * deployed yet, and every later service deployment of Copilot believes what stands here.
 */
function deployedManifestText(facts: Facts, desired: Desired): string {
  const text = facts.deployedManifest?.interpolatedText ?? facts.workspace.manifest.interpolatedText;
  return editEnvironmentManifest(text, {
    ...cdnChange(facts, desired),
    restrictIngress: desired.restrictIngress,
  });
}
