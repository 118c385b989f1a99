import type { SourceEdit } from '../yaml/edit.ts';
import { equalPlain, type PlainValue } from '../yaml/plain-value.ts';
import { staticPlaces, terminatesTls } from './deployed-environment.ts';
import { fragment, fragmentItem, scalar } from './fragment.ts';
import { certificateParts, patchCertificate, wantedCertificate } from './patch-certificate.ts';
import type { NodeEdits } from './patched-node.ts';
import type { CdnSettings, EnvironmentCdnSettings, StaticAssets } from './settings.ts';
import {
  additionalStrings,
  descriptions,
  distributionConfig,
  newMinimumTls,
  resourceTypes,
} from './template-names.ts';
import { listAt, type TemplateView, textAt, valueAt } from './template-view.ts';
import { additionalNames, flowList, hasNames, wantedResources } from './wanted.ts';

/** The distribution where there is none. */
export function newDistribution(
  view: TemplateView,
  settings: EnvironmentCdnSettings,
  cdn: CdnSettings,
): string {
  const aliases = wantedAliases(view, settings, cdn);
  const certificate = wantedCertificate(view, settings, cdn);
  return fragment('cloudfront-distribution', {
    aliases: aliases === undefined ? '' : `Aliases: ${aliases.source}`,
    'viewer-protocol-policy': viewerProtocolPolicy(cdn),
    'origin-protocol-policy': originProtocolPolicy(cdn),
    'static-origin': cdn.staticAssets === undefined ? '' : staticOrigin(cdn.staticAssets),
    'cache-behaviors':
      cdn.staticAssets === undefined
        ? ''
        : indented('CacheBehaviors:', staticBehavior(cdn, cdn.staticAssets)),
    'viewer-certificate':
      certificate === undefined
        ? ''
        : fragmentItem(certificate.name, certificateParts(certificate, newMinimumTls)),
  });
}

/** A distribution that is there: only what differs is changed, so that what a team's overrides put in stays. */
export function patchDistribution(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  const config = view.at(distributionConfig);
  if (config === undefined || settings.cdn === null) return [];
  const edits = [
    ...patchAliases(view, settings, settings.cdn),
    ...patchTermination(config, settings.cdn),
    ...patchStaticAssets(config, settings.cdn),
    ...patchCertificate(view, config, settings, settings.cdn),
  ];
  return [
    modified('CloudFrontDistribution', edits),
    modified('UniqueAliasesAction', patchAdditionalStrings(view, settings)),
  ].flat();
}

function modified(
  logicalId: 'CloudFrontDistribution' | 'UniqueAliasesAction',
  edits: readonly SourceEdit[],
): NodeEdits[] {
  if (edits.length === 0) return [];
  return [
    {
      logicalId,
      action: 'modify',
      description: descriptions[logicalId],
      resourceType: resourceTypes[logicalId],
      edits,
    },
  ];
}

interface Aliases {
  readonly source: string;
  readonly plain: PlainValue;
}

function wantedAliases(
  view: TemplateView,
  settings: EnvironmentCdnSettings,
  cdn: CdnSettings,
): Aliases | undefined {
  if (!hasNames(settings)) return undefined;
  if (wantedResources(view, settings).has('UniqueAliasesAction')) {
    return {
      source: '!GetAtt UniqueAliasesAction.UniqueValues',
      plain: { 'Fn::GetAtt': ['UniqueAliasesAction', 'UniqueValues'] },
    };
  }
  const names = [...new Set([...(cdn.fixedAliases ?? []), ...additionalNames(cdn)])].sort();
  return { source: flowList(names), plain: names };
}

function patchAliases(view: TemplateView, settings: EnvironmentCdnSettings, cdn: CdnSettings): SourceEdit[] {
  const path = [...distributionConfig, 'Aliases'];
  const wanted = wantedAliases(view, settings, cdn);
  const current = view.at(path);
  if (wanted === undefined) return current === undefined ? [] : [{ op: 'remove', path }];
  if (current === undefined) {
    return [
      {
        op: 'insert',
        path: distributionConfig,
        key: 'Aliases',
        fragment: wanted.source,
        before: 'DefaultCacheBehavior',
      },
    ];
  }
  return equalPlain(current, wanted.plain) ? [] : [{ op: 'replace', path, fragment: wanted.source }];
}

function patchTermination(config: PlainValue, cdn: CdnSettings): SourceEdit[] {
  // Not when TLS ends where it should already: an override may have chosen `https-only`.
  if (terminatesTls(config) === cdn.terminateTls) return [];
  const origin = listAt(config, ['Origins']).findIndex(
    (item) => valueAt(item, ['CustomOriginConfig']) !== undefined,
  );
  const { behavior } = staticPlaces(config);
  const behaviors = [['DefaultCacheBehavior'], ...(behavior < 0 ? [] : [['CacheBehaviors', behavior]])];
  return [
    {
      op: 'set',
      path: [...distributionConfig, 'Origins', origin, 'CustomOriginConfig', 'OriginProtocolPolicy'],
      value: originProtocolPolicy(cdn),
    },
    ...behaviors.map(
      (path): SourceEdit => ({
        op: 'set',
        path: [...distributionConfig, ...path, 'ViewerProtocolPolicy'],
        value: viewerProtocolPolicy(cdn),
      }),
    ),
  ];
}

function patchStaticAssets(config: PlainValue, cdn: CdnSettings): SourceEdit[] {
  const { staticAssets } = cdn;
  const { origin, behavior } = staticPlaces(config);
  const origins = [...distributionConfig, 'Origins'];
  const behaviors = [...distributionConfig, 'CacheBehaviors'];
  const count = listAt(config, ['CacheBehaviors']).length;
  if (staticAssets === undefined) {
    return [
      ...(origin < 0 ? [] : [{ op: 'remove', path: [...origins, origin] } as const]),
      // An empty list of behaviors is no valid one.
      ...(behavior < 0
        ? []
        : [{ op: 'remove', path: count === 1 ? behaviors : [...behaviors, behavior] } as const]),
    ];
  }
  const edits: SourceEdit[] = [];
  if (origin < 0)
    edits.push({ op: 'insert', path: origins, fragment: itemValue(staticOrigin(staticAssets)) });
  else if (textAt(config, ['Origins', origin, 'DomainName']) !== staticAssets.location) {
    edits.push({ op: 'set', path: [...origins, origin, 'DomainName'], value: staticAssets.location });
  }
  const wanted = staticBehavior(cdn, staticAssets);
  if (behavior < 0 && count > 0) edits.push({ op: 'insert', path: behaviors, fragment: itemValue(wanted) });
  else if (behavior < 0) {
    edits.push({
      op: 'insert',
      path: distributionConfig,
      key: 'CacheBehaviors',
      fragment: wanted,
      after: 'Origins',
    });
  } else if (textAt(config, ['CacheBehaviors', behavior, 'PathPattern']) !== staticAssets.path) {
    edits.push({ op: 'set', path: [...behaviors, behavior, 'PathPattern'], value: staticAssets.path });
  }
  return edits;
}

function patchAdditionalStrings(view: TemplateView, settings: EnvironmentCdnSettings): SourceEdit[] {
  if (settings.cdn === null || !wantedResources(view, settings).has('UniqueAliasesAction')) return [];
  const properties = additionalStrings.slice(0, -1);
  const current = view.at(additionalStrings);
  const wanted = additionalNames(settings.cdn);
  if (!view.has(properties) || equalPlain(current ?? [], wanted)) return [];
  if (wanted.length === 0) return [{ op: 'remove', path: additionalStrings }];
  const source = flowList(wanted);
  if (current !== undefined) return [{ op: 'replace', path: additionalStrings, fragment: source }];
  return [{ op: 'insert', path: properties, key: 'AdditionalStrings', fragment: source, after: 'Aliases' }];
}

function viewerProtocolPolicy(cdn: CdnSettings): string {
  return cdn.terminateTls ? 'redirect-to-https' : 'allow-all';
}

function originProtocolPolicy(cdn: CdnSettings): string {
  return cdn.terminateTls ? 'http-only' : 'match-viewer';
}

function staticOrigin({ location }: StaticAssets): string {
  return fragmentItem('static-origin', { location: scalar(location) });
}

function staticBehavior(cdn: CdnSettings, { path }: StaticAssets): string {
  return fragmentItem('static-behavior', {
    'viewer-protocol-policy': viewerProtocolPolicy(cdn),
    path: `'${path.replaceAll("'", "''")}'`,
  });
}

/** A list's item without its dash. */
function itemValue(item: string): string {
  return item.replace(/^(?:- | {2})/gm, '');
}

function indented(head: string, lines: string): string {
  return `${head}\n${lines.replace(/^/gm, '  ')}`;
}
