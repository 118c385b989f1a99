import { withOverrides } from './apply-overrides.ts';
import { fragment } from './fragment.ts';
import type { NodeEdits } from './patched-node.ts';
import type { EnvironmentCdnSettings } from './settings.ts';
import { type TemplateView, textAt } from './template-view.ts';

/** The outputs that say where the distribution is, whether the load balancer may be asked directly, and that a deployment was forced. */
export function patchOutputs(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  return [...domainName(view, settings), ...accessible(view, settings), ...forced(view, settings)];
}

function domainName(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  const key = 'CloudFrontDomainName';
  const isThere = view.has(['Outputs', key]);
  const node = { logicalId: key, description: "The distribution's domain name", resourceType: '' };
  if (isThere && settings.cdn === null)
    return [{ ...node, action: 'remove', edits: [{ op: 'remove', path: ['Outputs', key] }] }];
  if (isThere || settings.cdn === null) return [];
  const source = withOverrides(fragment('cloudfront-domain-name'), 'Outputs', key, settings.overrides ?? []);
  return [
    {
      ...node,
      action: 'add',
      edits: [{ op: 'insert', path: ['Outputs'], key, fragment: source, before: 'PublicALBAccessible' }],
    },
  ];
}

/** False only with a prefix list: address ranges alone leave the load balancer's own name of use to some. */
function accessible(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  const path = ['Outputs', 'PublicALBAccessible', 'Value'];
  const wanted = settings.restrictIngress === null;
  const current = view.at(path);
  if (current === undefined || String(current) === String(wanted)) return [];
  return [
    {
      logicalId: 'PublicALBAccessible',
      action: 'modify',
      description: 'Whether the load balancer can be reached directly',
      resourceType: '',
      edits: [{ op: 'set', path, value: typeof current === 'string' ? String(wanted) : wanted }],
    },
  ];
}

/** CloudFormation takes a new manifest alone for no change at all; a new value here is one. */
function forced(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  const path = ['Outputs', 'LastForceDeployID', 'Value'];
  if (settings.forceDeployId === undefined || textAt(view.at(path)) === settings.forceDeployId) return [];
  const edits = [{ op: 'set', path, value: settings.forceDeployId } as const];
  return [
    {
      logicalId: 'LastForceDeployID',
      action: 'modify',
      description: 'That the deployment was forced',
      resourceType: '',
      edits,
    },
  ];
}
