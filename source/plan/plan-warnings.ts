import { cdnResources } from '../cdn/template-names.ts';
import { checkEnvironmentManifest } from '../copilot/environment-manifest/check.ts';
import type { Facts } from './facts.ts';

/** What a person should know before the plan is carried out, and what is left as it is. */
export function planWarnings(facts: Facts): string[] {
  const { manifest, manifestPath } = facts.workspace;
  const found = checkEnvironmentManifest(manifest)
    .filter((finding) => finding.severity !== 'error')
    .map((finding) => `${manifestPath}:${finding.line} ${finding.message} ${finding.fix}`);
  const local = facts.workspace.manifest.interpolatedText;
  const deployed = facts.deployedManifest?.interpolatedText;
  if (deployed !== undefined && !facts.deployed.cdn.enabled && local.trim() !== deployed.trim()) {
    found.push(
      'The local manifest differs from the deployed one in other places too; those changes stay undeployed, only the CDN is added.',
    );
  }
  const { patches, cdk } = facts.workspace.overrides;
  if (cdk) {
    found.push(
      'copilot/environments/overrides is a CDK app, which only Copilot runs: what it does to resources of the CDN is not done to the new ones. Say it as cfn.patches.yml to have it done here, too.',
    );
  }
  const own = patches.filter(({ path }) => cdnResources.some((id) => path[1] === id));
  if (own.length > 0 && !facts.deployed.cdn.enabled) {
    found.push(
      `${own.length === 1 ? 'One patch' : `${own.length} patches`} of overrides/cfn.patches.yml ${own.length === 1 ? 'is' : 'are'} about resources of the CDN, and ${own.length === 1 ? 'goes' : 'go'} into the new ones.`,
    );
  }
  const old = facts.deployed.runtimes.filter(({ runtime }) =>
    /^nodejs(?:8|10|12|14|16|18|20)\./.test(runtime),
  );
  const [first] = old;
  if (first !== undefined) {
    const some = old.length === 1 ? `${first.logicalId} runs` : `${old.length} functions run`;
    found.push(
      `${some} on ${first.runtime}, which AWS no longer updates; what is there keeps running and is left as it is.`,
    );
  }
  return found;
}
