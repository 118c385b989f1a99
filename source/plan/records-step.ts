import type { EnvironmentCdnSettings } from '../cdn/environment-patch.ts';
import { stackStatus } from '../stack/status.ts';
import { foreseen, patched, patchSettings } from './deployment-step.ts';
import { deployedText, type Facts, namesAreManaged } from './facts.ts';
import { fileChange } from './file-change.ts';
import type { Towards } from './name-leads.ts';
import { asDeployed } from './off/as-deployed.ts';
import type { DeploymentStep } from './step.ts';

/**
 * With a domain that Copilot manages, the stack itself writes the records of services. In one update with the distribution they would lead
 * to it before the edge has it, or until after it is gone; so they move in an update of their own.
 */
export function recordsToDistribution(
  facts: Facts,
  before: string,
  settings: EnvironmentCdnSettings,
): readonly DeploymentStep[] {
  if (!namesAreManaged(facts)) return [];
  const { records: _, ...wanted } = settings;
  const step = recordsStep(facts, before, wanted, 'distribution');
  return [
    { ...step, done: step.template === facts.stack.template && stackStatus(facts.stack.status).settled },
  ];
}

export function recordsToLoadBalancer(facts: Facts): readonly DeploymentStep[] {
  if (!namesAreManaged(facts)) return [];
  const { template, status } = facts.stack;
  if (!facts.deployed.cdn.enabled) return [];
  const settings = { ...patchSettings(facts, asDeployed(facts)), records: 'load-balancer' as const };
  const step = recordsStep(facts, template, { ...settings, manifest: deployedText(facts) }, 'load-balancer');
  return [{ ...step, done: step.template === template && stackStatus(status).settled }];
}

function recordsStep(
  facts: Facts,
  before: string,
  settings: EnvironmentCdnSettings,
  towards: Towards,
): DeploymentStep {
  const { name } = facts.stack;
  const patch = patched(before, settings);
  const target = towards === 'distribution' ? 'the distribution' : 'the load balancer';
  const changes =
    patch.template === before
      ? []
      : [...foreseen(name, patch), fileChange(`${name} template`, before, patch.template)];
  return {
    kind: 'deployment',
    id: 'records',
    title: 'Records',
    target: name,
    stack: name,
    template: patch.template,
    nodes: patch.nodes,
    done: false,
    needs: towards === 'distribution' ? 'nothing' : 'balancer-answers',
    summary: `lead the names of services to ${target}`,
    whenDone: `the records of services lead to ${target}`,
    why:
      towards === 'distribution'
        ? 'The stack writes them. In one update with the distribution, visitors would come to an edge that does not have it yet.'
        : 'The stack writes them. In one update with the removal, visitors with an old answer of DNS would find the distribution gone.',
    expectedMilliseconds: 90_000,
    changes,
  };
}
