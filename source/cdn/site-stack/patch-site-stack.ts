import { UserError } from '../../errors.ts';
import type { SourceEdit } from '../../yaml/edit.ts';
import { editTemplate } from '../edit-template.ts';
import { manifestPath } from '../patch-manifest.ts';
import type { NodeEdits, PatchedNode } from '../patched-node.ts';
import { distributionConfig, newMinimumTls, resourceTypes } from '../template-names.ts';
import { listAt, type TemplateView, textAt, viewTemplate } from '../template-view.ts';
import { flowList } from '../wanted.ts';
import { readSiteStack } from './read-site-stack.ts';
import { checkName, type SiteName } from './site-name.ts';
import { alternativeDomainName, viewerCertificate } from './site-template.ts';

export interface SitePatch {
  readonly template: string;
  /** The distribution, and the output that tells the name; none when the site has that name already. */
  readonly nodes: readonly PatchedNode[];
}

/**
 * The template of a site that Copilot deployed, with another name and certificate in it. Not a byte beside them moves: no function, no
 * metadata, no manifest, and what a distribution has as its minimum of TLS stays.
 * @throws UserError `site-certificate-managed`; `not-yaml` and the like, `cannot-edit-safely`
 */
export function patchSiteStack(template: string, wanted: SiteName): SitePatch {
  checkName(wanted);
  const view = viewTemplate(template);
  const deployed = readSiteStack(template);
  if (deployed.managedCertificate) {
    // No name in the manifest means the one that Copilot makes up (docs/copilot.md, 9.3): it has that already.
    if (wanted.certificate === undefined) return { template, nodes: [] };
    throw managed(deployed.alias);
  }
  const parts = [distribution(view, wanted), output(view, wanted.alias)].flat();
  if (parts.length === 0) return { template, nodes: [] };
  const edits = parts.flatMap((part) => part.edits);
  return {
    template: editTemplate(view, edits, textAt(view.at(manifestPath)) ?? ''),
    nodes: parts.map(({ edits: _, ...node }) => node),
  };
}

function distribution(view: TemplateView, { alias, certificate }: SiteName): NodeEdits[] {
  const edits = [...aliasEdits(view, alias), ...certificateEdits(view, certificate)];
  if (edits.length === 0) return [];
  const logicalId = 'CloudFrontDistribution';
  const description = 'The name of the site, and its certificate';
  return [{ logicalId, action: 'modify', description, resourceType: resourceTypes[logicalId], edits }];
}

function aliasEdits(view: TemplateView, alias: string | undefined): SourceEdit[] {
  const path = [...distributionConfig, 'Aliases'];
  const isThere = view.has(path);
  if (alias === undefined) return isThere ? [{ op: 'remove', path }] : [];
  const [first, ...others] = listAt(view.at(path)).flatMap((name) => textAt(name) ?? []);
  if (first === alias) return [];
  // Further names are an override's: they stay.
  const fragment = flowList([alias, ...others]);
  return isThere
    ? [{ op: 'replace', path, fragment }]
    : [{ op: 'insert', path: distributionConfig, key: 'Aliases', fragment, before: 'DefaultCacheBehavior' }];
}

function certificateEdits(view: TemplateView, certificate: string | undefined): SourceEdit[] {
  const path = [...distributionConfig, 'ViewerCertificate'];
  const arn = textAt(view.at(path), ['AcmCertificateArn']);
  if (certificate === undefined) return view.has(path) ? [{ op: 'remove', path }] : [];
  if (arn === certificate) return [];
  if (arn !== undefined) return [{ op: 'set', path: [...path, 'AcmCertificateArn'], value: certificate }];
  const fragment = belowKey(viewerCertificate(certificate, newMinimumTls));
  return view.has(path)
    ? [{ op: 'replace', path, fragment }]
    : [{ op: 'insert', path: distributionConfig, key: 'ViewerCertificate', fragment, after: 'Origins' }];
}

function output(view: TemplateView, alias: string | undefined): NodeEdits[] {
  const logicalId = 'CloudFrontDistributionAlternativeDomainName';
  const path = ['Outputs', logicalId];
  const node = { logicalId, description: 'The name of the site', resourceType: '' };
  const isThere = view.has(path);
  if (alias === undefined)
    return isThere ? [{ ...node, action: 'remove', edits: [{ op: 'remove', path }] }] : [];
  if (!isThere) {
    const fragment = belowKey(alternativeDomainName(alias));
    const after = 'CloudFrontDistributionDomainName';
    const edit: SourceEdit = { op: 'insert', path: ['Outputs'], key: logicalId, fragment, after };
    return [{ ...node, action: 'add', edits: [edit] }];
  }
  if (textAt(view.at(path), ['Value']) === alias) return [];
  return [{ ...node, action: 'modify', edits: [{ op: 'set', path: [...path, 'Value'], value: alias }] }];
}

/** The lines below the first, which has the key. */
function belowKey(text: string): string {
  const [, ...lines] = text.split('\n');
  return lines.map((line) => line.replace(/^ {2}/, '')).join('\n');
}

function managed(alias: string | undefined): UserError {
  return new UserError({
    code: 'site-certificate-managed',
    message: `Copilot's own functions look after the certificate of this site${alias === undefined ? '' : ` and the name ${alias}`}. Another certificate would take both away.`,
    next: [
      'Leave out http.alias and http.certificate: the site keeps its name.',
      'For another name, deploy the files as a new service, with http.alias and http.certificate.',
    ],
  });
}
