import { editTemplate } from './edit-template.ts';
import { patchCustomDomain } from './patch-custom-domain.ts';
import { patchDistribution } from './patch-distribution.ts';
import { patchIngress } from './patch-ingress.ts';
import { patchManagerRole } from './patch-manager-role.ts';
import { patchOutputs } from './patch-outputs.ts';
import { patchResources } from './patch-resources.ts';
import type { PatchedNode } from './patched-node.ts';
import type { EnvironmentCdnSettings } from './settings.ts';
import { viewTemplate } from './template-view.ts';

export type { PatchedNode } from './patched-node.ts';
export type { CdnSettings, EnvironmentCdnSettings } from './settings.ts';

export interface EnvironmentPatch {
  readonly template: string;
  /** The resources and outputs that the patch itself changes; outputs have no type. In the template's order of work. */
  readonly nodes: readonly PatchedNode[];
  /** False when the template is as it was, to the byte. */
  readonly changed: boolean;
  /** Only `Metadata.Manifest` differs. CloudFormation takes that for no change: deploy it with a `forceDeployId`. */
  readonly metadataOnly: boolean;
}

/**
 * The deployed template with the settings in it. Its source text is edited, never rendered anew: bytes outside of the nodes
 * that must change stay as they are. The same settings twice change nothing the second time; settings that turn something off
 * remove what turning it on added.
 *
 * @throws UserError `not-yaml` and the like, `cannot-edit-safely`
 */
export function patchEnvironmentTemplate(
  template: string,
  settings: EnvironmentCdnSettings,
): EnvironmentPatch {
  const view = viewTemplate(template);
  const parts = [
    ...patchResources(view, settings),
    ...patchDistribution(view, settings),
    ...patchIngress(view, settings),
    ...patchCustomDomain(view, settings),
    ...patchManagerRole(view, settings),
    ...patchOutputs(view, settings),
  ];
  const edits = parts.flatMap((part) => part.edits);
  const patched = editTemplate(view, edits, settings.manifest);
  return {
    template: patched,
    nodes: parts.map(({ edits: _, ...node }) => node),
    changed: patched !== template,
    metadataOnly: patched !== template && parts.length === 0,
  };
}
