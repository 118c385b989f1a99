import { cdnResources } from '../../cdn/template-names.ts';
import { checkEnvironmentManifest } from '../../copilot/environment-manifest/check.ts';
import {
  type EnvironmentManifestChange,
  editEnvironmentManifest,
} from '../../copilot/environment-manifest/edit.ts';
import type { Facts } from '../facts.ts';
import { fileChange } from '../file-change.ts';
import { type Check, passed, warning } from './check.ts';

/** What breaks a rule is refused where the manifest is edited; this is what else a person should know of it. */
export function manifestIsClean(facts: Facts): readonly Check[] {
  const { manifest, manifestPath } = facts.workspace;
  const found = checkEnvironmentManifest(manifest).filter((finding) => finding.severity !== 'error');
  if (found.length === 0) return [passed('manifest', `${manifestPath} keeps Copilot's rules`)];
  return found.map((finding) =>
    warning('manifest', `${manifestPath}:${finding.line}: ${finding.code}`, {
      why: finding.message,
      next: finding.fix === '' ? [] : [finding.fix],
    }),
  );
}

/** What the local manifest says beside the change at hand and the deployed one does not: it stays undeployed. */
export function nothingElseUndeployed(
  facts: Pick<Facts, 'deployedManifest' | 'workspace'>,
  wanted: EnvironmentManifestChange,
): readonly Check[] {
  const { deployedManifest, workspace } = facts;
  if (deployedManifest === undefined) return [];
  const withCdn = (text: string) => editEnvironmentManifest(text, wanted);
  const deployed = withCdn(deployedManifest.interpolatedText);
  const local = withCdn(workspace.manifest.interpolatedText);
  if (deployed.trim() === local.trim())
    return [passed('undeployed', 'The local manifest holds nothing else that is not deployed')];
  const change = fileChange('the deployed manifest, and the local one', deployed, local);
  return [
    warning('undeployed', 'The local manifest differs from the deployed one elsewhere, too', {
      why: 'Only what concerns the CDN is deployed; these other differences stay as they are.',
      next: ['See them below; copilot env deploy deploys them'],
      change,
    }),
  ];
}

/** A team's own changes to its templates (docs/copilot.md, 1.3). */
export function overridesAreApplied(facts: Facts): readonly Check[] {
  const { patches, cdk } = facts.workspace.overrides;
  const checks: Check[] = [];
  if (cdk) {
    checks.push(
      warning('overrides', 'copilot/environments/overrides is a CDK app, which only Copilot runs', {
        why: 'What it does to resources of the CDN is not done to the new ones; what it did to others is deployed already and stays.',
        next: ['Say it as cfn.patches.yml to have it done here, too'],
      }),
    );
  }
  const own = patches.filter(({ path }) => cdnResources.some((id) => path[1] === id)).length;
  if (own > 0)
    checks.push(
      passed(
        'overrides',
        `${own === 1 ? 'One patch' : `${own} patches`} of overrides/cfn.patches.yml ${own === 1 ? 'goes' : 'go'} into new resources`,
      ),
    );
  return checks;
}
