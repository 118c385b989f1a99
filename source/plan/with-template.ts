import { readDeployedEnvironment } from '../cdn/deployed-environment.ts';
import { readEnvironmentManifest } from '../copilot/environment-manifest/read.ts';
import type { Facts } from './facts.ts';

/** The facts as they will be once a template is deployed: what comes after it is planned from there. */
export function withTemplate(facts: Facts, template: string): Facts {
  if (template === facts.stack.template) return facts;
  const deployed = readDeployedEnvironment(template);
  const { origin } = facts.deployedManifest ?? facts.workspace.manifest;
  return {
    ...facts,
    stack: { ...facts.stack, template },
    deployed,
    deployedManifest:
      deployed.manifest === undefined
        ? undefined
        : readEnvironmentManifest(deployed.manifest, { ...origin, interpolated: true }),
  };
}
