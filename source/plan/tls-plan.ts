import { editEnvironmentManifest } from '../copilot/environment-manifest/edit.ts';
import { UserError } from '../errors.ts';
import { stackStatus } from '../stack/status.ts';
import { counted, foreseen, patched, patchSettings } from './deployment-step.ts';
import { environmentManifestStep } from './environment-manifest-step.ts';
import type { Facts } from './facts.ts';
import { fileChange } from './file-change.ts';
import { refuseBlocked } from './preflight/index.ts';
import { functionsKeepRunning } from './preflight/stack.ts';
import { preflightOfTls } from './preflight/tls.ts';
import { redirectSteps } from './redirect-steps.ts';
import type { DeploymentStep, EdgeStep, ManifestStep, Plan, Step } from './step.ts';
import { namesOutside, type Termination } from './tls-facts.ts';

/**
 * The ordered steps that move where TLS ends.
 *
 * With TLS at the edge, CloudFront asks the load balancer over HTTP. A rule that redirects to HTTPS answers it with the address that it
 * was just asked for, and visitors go in circles. So every service stops redirecting first, manifest before stack, then the load
 * balancer itself is asked, and only then the distribution changes. The way back is the same the other way round.
 * @throws UserError `cdn-off`, `cannot-edit-safely`, `manifest-refused`; those of checks that block
 */
export function planTls(facts: Facts, termination: Termination): Plan {
  const { name } = facts.environment;
  const tls = facts.tls ?? { services: [], outside: [], only: false };
  refuseWithoutCdn(facts);
  const before = preflightOfTls(facts, tls, termination);
  refuseBlocked(before);
  const services = redirectSteps(facts, termination);
  const deployment = terminationStep(facts, termination);
  const environment: readonly Step[] = [
    manifestStep(facts, termination),
    deployment,
    edgeStep(facts, termination),
  ];
  return termination === 'edge'
    ? {
        title: `${name} ends TLS at the edge`,
        steps: [...services, ...environment],
        checks: [...before, ...functionsKeepRunning(facts, deployment.nodes)],
      }
    : {
        title: `${name} ends TLS at its load balancer`,
        steps: [...environment, ...services],
        checks: [...before, ...functionsKeepRunning(facts, deployment.nodes)],
      };
}

function refuseWithoutCdn(facts: Facts): void {
  if (facts.deployed.cdn.enabled && facts.services.length > 0) return;
  const { name } = facts.environment;
  throw new UserError({
    code: 'cdn-off',
    message: `${name} has no CDN, so TLS ends at its load balancer and nowhere else.`,
    next: [`Put CloudFront in front of it first: copilot-cdn setup --env ${name}`],
  });
}

/** The environment's manifest says where TLS ends. */
function manifestStep(facts: Facts, termination: Termination): ManifestStep {
  const edge = termination === 'edge';
  return environmentManifestStep(facts, facts.workspace.manifestText, manifestChange(termination), {
    id: 'manifest',
    deployment: 'termination',
    whenDone: edge ? 'says that TLS ends at the edge' : 'says that TLS ends at the load balancer',
    why: edge
      ? 'Not earlier: another tool that deployed it would send visitors in circles while a service still redirects.'
      : 'First: while it says that TLS ends at the edge, no service may redirect.',
  });
}

function manifestChange(termination: Termination) {
  return { terminateTls: termination === 'edge' ? true : null };
}

/** The distribution, with everything else of the CDN as it is deployed. */
export function terminationStep(facts: Facts, termination: Termination): DeploymentStep {
  const { name, template: before, status } = facts.stack;
  const edge = termination === 'edge';
  const { certificate } = facts.deployed.cdn;
  const settings = patchSettings(facts, {
    cdn: true,
    certificate,
    certificateNames: [],
    restrictIngress: facts.deployed.ingressRestricted,
  });
  const text = facts.deployedManifest?.interpolatedText ?? facts.workspace.manifest.interpolatedText;
  const patch = patched(before, {
    ...settings,
    cdn: { ...settings.cdn, terminateTls: edge },
    manifest: editEnvironmentManifest(text, manifestChange(termination)),
  });
  const done = patch.template === before && stackStatus(status).settled;
  return {
    kind: 'deployment',
    id: 'termination',
    title: 'Deployment',
    target: name,
    stack: name,
    template: patch.template,
    nodes: patch.nodes,
    done,
    needs: edge ? 'rules-forward' : 'nothing',
    summary: done ? 'already deployed' : counted(patch),
    whenDone: edge
      ? 'CloudFront asks the load balancer over HTTP'
      : 'CloudFront asks the load balancer as its visitors ask',
    why: edge
      ? 'No service sends it back to HTTPS any more. The load balancer is asked once more right before.'
      : 'Redirects may only come back once CloudFront follows its visitors to HTTPS.',
    expectedMilliseconds: 120_000,
    changes: done ? [] : [...foreseen(name, patch), fileChange(`${name} template`, before, patch.template)],
  };
}

export function edgeStep(facts: Facts, termination: Termination): EdgeStep {
  const { distribution, deployed } = facts;
  const edge = termination === 'edge';
  const outside = namesOutside(facts.tls);
  const answers = (distribution?.answers ?? []).filter(({ name }) => !outside.has(name));
  const names = facts.names.filter(({ name }) => !outside.has(name)).length;
  const all = names === 1 ? 'the name' : `${names} names`;
  return {
    kind: 'edge',
    id: 'edge',
    title: 'Edge',
    target: distribution?.id ?? '',
    done:
      deployed.cdn.terminateTls === edge &&
      distribution?.status === 'Deployed' &&
      answers.every((answer) => answer.well),
    summary: names === 0 ? 'the change reaches the edge' : `the change reaches the edge; ${all} answer well`,
    whenDone:
      names === 0
        ? `${distribution?.domainName} is at the edge`
        : `${distribution?.domainName} answers for ${all}, without going in circles`,
    why: edge
      ? 'Every edge has to have it before it is said to be so.'
      : 'Every edge has to ask over HTTPS before a service redirects.',
    expectedMilliseconds: 180_000,
    changes: [],
  };
}
