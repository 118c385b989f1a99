import { descriptionsIn } from '../../cdn/descriptions.ts';
import type { NothingElse } from '../../stack/guard.ts';
import type { Facts, StackFacts } from '../facts.ts';
import type { DeploymentStep } from '../step.ts';

/** The stack that a deployment is about: the environment's, or that of one of its services. */
export function stackOf({ service, stack }: DeploymentStep, facts: Facts): StackFacts {
  if (service === undefined) return facts.stack;
  const found = facts.tls?.services.find(({ name }) => name === service)?.stack;
  if (found === undefined) throw new Error(`Nothing is known of ${stack}.`);
  return found;
}

/** In a service's stack nothing but what its rules do may change: no task is replaced for the sake of the CDN. */
export function nothingElseIn({ service }: DeploymentStep): NothingElse | undefined {
  return service === undefined ? undefined : { properties: ['Properties.Actions'] };
}

/** What a resource is, for people; of a service's rules, what they do from now on. */
export function describeIn({ service, template, nodes }: DeploymentStep) {
  const descriptions = new Map([
    ...descriptionsIn(template),
    ...(service === undefined ? [] : nodes.map((node) => [node.logicalId, node.description] as const)),
  ]);
  return (logicalId: string) => descriptions.get(logicalId);
}
