import { UserError } from '../errors.ts';
import { packageFile } from '../package-root.ts';
import type { SourceEdit } from '../yaml/edit.ts';
import { sourceAt } from '../yaml/source-at.ts';
import { withOverrides } from './apply-overrides.ts';
import { fragment, scalar } from './fragment.ts';
import { newDistribution } from './patch-distribution.ts';
import type { NodeEdits } from './patched-node.ts';
import type { CdnSettings, EnvironmentCdnSettings, ObjectLocation } from './settings.ts';
import {
  type CdnResource,
  cdnResources,
  descriptions,
  managerRole,
  resourceTypes,
} from './template-names.ts';
import { type TemplateView, textAt } from './template-view.ts';
import { additionalNames, flowList, wantedResources } from './wanted.ts';

/** Adds the resources that are wanted and not there, in Copilot's order; takes away the others. */
export function patchResources(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  const wanted = wantedResources(view, settings);
  const behind = ['CloudformationExecutionRole', 'EnvironmentManagerRole'].filter((id) =>
    view.has(['Resources', id]),
  );
  return cdnResources.flatMap((logicalId): NodeEdits[] => {
    const isThere = view.has(['Resources', logicalId]);
    const node = { logicalId, resourceType: resourceTypes[logicalId] };
    if (isThere && !wanted.has(logicalId)) {
      const description =
        textAt(view.resources[logicalId], ['Metadata', 'aws:copilot:description']) ?? descriptions[logicalId];
      return [
        { ...node, action: 'remove', description, edits: [{ op: 'remove', path: ['Resources', logicalId] }] },
      ];
    }
    if (!wanted.has(logicalId)) return [];
    const after = behind.at(-1);
    behind.push(logicalId);
    if (isThere || settings.cdn === null) return [];
    const edit: SourceEdit = {
      op: 'insert',
      path: ['Resources'],
      key: logicalId,
      fragment: withOverrides(
        newResource(view, logicalId, settings, settings.cdn),
        'Resources',
        logicalId,
        settings.overrides ?? [],
      ),
      ...(after !== undefined && { after }),
    };
    return [{ ...node, action: 'add', description: descriptions[logicalId], edits: [edit] }];
  });
}

function newResource(
  view: TemplateView,
  logicalId: CdnResource,
  settings: EnvironmentCdnSettings,
  cdn: CdnSettings,
): string {
  switch (logicalId) {
    case 'UniqueJSONValuesFunctionRole':
      return fragment('unique-json-values-function-role', {
        'permissions-boundary': permissionsBoundary(view),
      });
    case 'UniqueJSONValuesFunction':
      return fragment('unique-json-values-function', {
        code: codeOf(settings.functionCode.uniqueJsonValues) ?? ownCode('unique-json-values'),
      });
    case 'UniqueAliasesAction':
      return fragment('unique-aliases-action', { 'additional-strings': additionalStringsLine(cdn) });
    case 'CloudFrontOriginAccessControl':
      return fragment('cloudfront-origin-access-control');
    case 'CloudFrontDistribution':
      return newDistribution(view, settings, cdn);
    case 'CertificateReplicatorFunction':
      return fragment('certificate-replicator-function', {
        code: codeOf(settings.functionCode.certificateReplicator) ?? ownCode('certificate-replicator'),
      });
    case 'CertificateReplicator':
      requireManagedDomain(view);
      return fragment('certificate-replicator');
  }
}

/** An organisation that bounds the environment's roles refuses roles without that bound. */
function permissionsBoundary(view: TemplateView): string {
  const bound = sourceAt(view.source, [...managerRole, 'PermissionsBoundary']);
  if (bound === undefined) return '';
  return bound.includes('\n') || /^"?Fn::/.test(bound)
    ? `PermissionsBoundary:\n${bound.replace(/^/gm, '  ')}`
    : `PermissionsBoundary: ${bound}`;
}

function codeOf(location: ObjectLocation | undefined): string | undefined {
  return location && `S3Bucket: ${scalar(location.bucket)}\nS3Key: ${scalar(location.key)}`;
}

function ownCode(name: string): string {
  const source = [name, 'answer']
    .map((file) => packageFile(`templates/cdn/${file}.cjs`).trimEnd())
    .join('\n\n');
  return `ZipFile: |\n${source.replace(/^(?=.)/gm, '  ')}`;
}

function requireManagedDomain(view: TemplateView): void {
  const missing = ['HTTPSCert', 'CustomResourceRole'].filter((id) => !view.has(['Resources', id]));
  if (missing.length === 0) return;
  throw new UserError({
    code: 'managed-certificate-not-deployed',
    message: `The deployed template has no certificate of the application's domain (${missing.join(', ')}), so there is none to copy to us-east-1.`,
    next: ['Name a certificate in us-east-1 instead: --certificate ARN'],
  });
}

function additionalStringsLine(cdn: CdnSettings): string {
  const names = additionalNames(cdn);
  return names.length === 0 ? '' : `AdditionalStrings: ${flowList(names)}`;
}
