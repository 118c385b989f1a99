import { editEnvironmentManifest } from '../../copilot/environment-manifest/edit.ts';
import { stackStatus } from '../../stack/status.ts';
import { foreseen, patched, patchSettings } from '../deployment-step.ts';
import { environmentManifestStep } from '../environment-manifest-step.ts';
import { deployedText, type Facts } from '../facts.ts';
import { fileChange } from '../file-change.ts';
import type { DeploymentStep, ManifestStep } from '../step.ts';
import { asDeployed } from './as-deployed.ts';
import { isGone, type TakeDown } from './take-down.ts';

/**
 * The load balancer lets everyone in, and CloudFront asks it as its visitors ask. Both are of use to nobody yet and harm nobody: the site
 * is reached through the distribution all the while.
 */
export function openingSteps(
  facts: Facts,
  wanted: TakeDown,
): { readonly manifest: ManifestStep; readonly deployment: DeploymentStep } {
  const redirects = wanted.redirects && !isGone(facts);
  const change = { restrictIngress: false, ...(redirects && { terminateTls: null }) };
  const manifest = environmentManifestStep(facts, facts.workspace.manifestText, change, {
    id: 'manifest-opening',
    deployment: 'opening',
    whenDone: 'lets everyone in',
    why: 'First: whatever is deployed next, by whomever, opens the load balancer and closes nothing.',
  });
  return { manifest, deployment: openingDeployment(facts, redirects) };
}

function openingDeployment(facts: Facts, redirects: boolean): DeploymentStep {
  const { name, template: before, status } = facts.stack;
  const on = facts.deployed.cdn.enabled;
  const settings = patchSettings(facts, { ...asDeployed(facts), restrictIngress: false });
  const change = { restrictIngress: false, ...(redirects && { terminateTls: null }) };
  const patch = patched(before, {
    ...settings,
    // Once they lead to the load balancer, opening it is no reason to lead them back.
    records: 'as-deployed',
    cdn: { ...settings.cdn, terminateTls: redirects ? false : settings.cdn.terminateTls },
    manifest: editEnvironmentManifest(deployedText(facts), change),
  });
  const done = !on || (patch.template === before && stackStatus(status).settled);
  return {
    kind: 'deployment',
    id: 'opening',
    title: 'Deployment',
    target: name,
    stack: name,
    template: patch.template,
    nodes: patch.nodes,
    done,
    needs: 'nothing',
    summary: done
      ? 'already deployed'
      : redirects
        ? 'opens the load balancer, and TLS ends there again'
        : 'opens the load balancer to everyone',
    whenDone: redirects
      ? 'everyone reaches the load balancer, and CloudFront asks it as visitors ask'
      : 'everyone reaches the load balancer',
    why: 'A name can lead only to a load balancer that lets its visitors in; they come through CloudFront meanwhile.',
    expectedMilliseconds: redirects ? 120_000 : 60_000,
    changes: done ? [] : [...foreseen(name, patch), fileChange(`${name} template`, before, patch.template)],
  };
}
