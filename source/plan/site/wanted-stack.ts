import type { PatchedNode } from '../../cdn/patched-node.ts';
import { patchSiteStack, siteTemplate } from '../../cdn/site-stack/index.ts';
import { viewTemplate } from '../../cdn/template-view.ts';
import { stackStatus } from '../../stack/status.ts';
import type { SiteFacts } from './site-facts.ts';

/** What is to become of the site's stack. */
export interface WantedStack {
  readonly template: string;
  /** What the guard allows without asking. */
  readonly nodes: readonly Pick<PatchedNode, 'logicalId' | 'action'>[];
}

/** Everything that a static site's stack holds and nothing else uses; the bucket is never to be removed or replaced. */
export const siteResources: ReadonlySet<string> = new Set([
  'BucketPolicyForCloudFront',
  'CloudFrontDistribution',
  'CloudFrontOriginAccessControl',
  'CloudFrontViewerRequestRewriteFunction',
  'EnvManagerS3Access',
]);

/**
 * The template that the stack is to have; undefined: it has it. One that Copilot made keeps every byte but the name and the certificate. Of
 * a manifest that says the same about the stack, no new copy goes there: CloudFormation would see nothing to change.
 * @throws UserError `site-certificate-managed`
 */
export function wantedStack(facts: SiteFacts, certificate: string | undefined): WantedStack | undefined {
  const { stack, deployed, manifest } = facts;
  const name =
    manifest.alias === undefined || certificate === undefined ? {} : { alias: manifest.alias, certificate };
  const isThere = stack !== undefined && !isGone(stack.status);
  if (isThere && deployed?.maker === 'copilot') {
    const { template, nodes } = patchSiteStack(stack.template, name);
    return nodes.length === 0 ? undefined : { template, nodes };
  }
  const render = (text: string) =>
    siteTemplate({
      application: facts.application.name,
      environment: facts.environment.name,
      service: facts.service,
      routing: manifest.routing,
      manifest: text,
      ...name,
    });
  const template = render(facts.manifestText);
  if (!isThere) return { template, nodes: differences('', template) };
  const same = deployed?.manifest !== undefined && render(deployed.manifest) === stack.template;
  return same ? undefined : { template, nodes: differences(stack.template, template) };
}

/** A creation that failed left a stack behind that holds nothing and can only be deleted. */
export function isGone(status: string): boolean {
  return ['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS', 'DELETE_COMPLETE'].includes(status);
}

/** Somebody's update is under way. */
export function isBusy(status: string): boolean {
  return !stackStatus(status).settled;
}

function differences(before: string, after: string): WantedStack['nodes'] {
  const [old, now] = [resourcesOf(before), resourcesOf(after)];
  const kept = [...now].map((logicalId) => ({
    logicalId,
    action: old.has(logicalId) ? ('modify' as const) : ('add' as const),
  }));
  const gone = [...old].filter((logicalId) => !now.has(logicalId));
  return [...kept, ...gone.map((logicalId) => ({ logicalId, action: 'remove' as const }))];
}

function resourcesOf(template: string): ReadonlySet<string> {
  if (template === '') return new Set();
  const { resources } = viewTemplate(template);
  return new Set(typeof resources === 'object' && resources !== null ? Object.keys(resources) : []);
}
