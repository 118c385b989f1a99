import { editEnvironmentManifest } from '../../copilot/environment-manifest/edit.ts';
import { stackStatus } from '../../stack/status.ts';
import { counted, foreseen, patched, patchSettings } from '../deployment-step.ts';
import { environmentManifestStep } from '../environment-manifest-step.ts';
import { deployedText, type Facts } from '../facts.ts';
import { fileChange } from '../file-change.ts';
import type { DeploymentStep, ManifestStep } from '../step.ts';
import { asDeployed } from './as-deployed.ts';

/** The manifest as it was before there was a CDN in it. */
export function withoutCdn(facts: Facts, before: string): ManifestStep {
  return environmentManifestStep(
    facts,
    before,
    { cdn: false, restrictIngress: false },
    {
      id: 'manifest',
      deployment: 'removal',
      whenDone: 'says nothing of a CDN',
      why: 'Only now: another tool that deployed it earlier would take the distribution away from under its visitors.',
    },
  );
}

/** Everything that is the CDN's own goes, and nothing else. */
export function removalStep(facts: Facts): DeploymentStep {
  const { name, template: before, status } = facts.stack;
  const settings = patchSettings(facts, { ...asDeployed(facts), restrictIngress: false });
  const wanted = {
    ...settings,
    cdn: null,
    records: 'load-balancer' as const,
    // Whoever may enter is not changed once more here.
    keepIngress: !facts.deployed.ingressRestricted,
    manifest: editEnvironmentManifest(deployedText(facts), { cdn: false, restrictIngress: false }),
    // Without services nothing of it was ever made, and CloudFormation sees no change in what it would not make.
    ...(facts.services.length === 0 && facts.deployed.cdn.enabled && { forceDeployId: 'cdn-off' }),
  };
  const patch = patched(before, wanted);
  const done = patch.template === before && stackStatus(status).settled;
  return {
    kind: 'deployment',
    id: 'removal',
    title: 'Deployment',
    target: name,
    stack: name,
    template: patch.template,
    nodes: patch.nodes,
    removes: true,
    done,
    needs: facts.services.length === 0 ? 'nothing' : 'names-at-the-load-balancer',
    summary: done ? 'already deployed' : `takes the CDN away: ${counted(patch)}`,
    whenDone: 'nothing of the CDN is left in the stack',
    why: 'It comes last: nobody comes through the distribution any more. CloudFront disables it at every edge before it is deleted.',
    expectedMilliseconds: 420_000,
    changes: done ? [] : [...foreseen(name, patch), fileChange(`${name} template`, before, patch.template)],
  };
}
