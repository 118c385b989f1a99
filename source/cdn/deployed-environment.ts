import { UserError } from '../errors.ts';
import { isPlainMap, type PlainMap, type PlainValue } from '../yaml/plain-value.ts';
import { parseSource } from '../yaml/source-document.ts';
import type { StaticAssets } from './settings.ts';
import { additionalStrings, distributionConfig, securityGroups } from './template-names.ts';
import { listAt, type TemplateView, textAt, valueAt, viewTemplate } from './template-view.ts';

/** What a deployed template says about the CDN. */
export interface DeployedEnvironment {
  /** Of Copilot, as the template has it: `v1.33.2`, `bootstrap`; `v0.0.0` when it does not say. */
  readonly version: string;
  /** The interpolated text of the manifest that it was made from. */
  readonly manifest: string | undefined;
  readonly cdn: DeployedCdn;
  /** Only CloudFront's addresses may reach the load balancer. */
  readonly ingressRestricted: boolean;
  readonly prefixListId?: string;
  /** Address ranges that may reach the load balancer, besides CloudFront; none: everyone, unless it is restricted. */
  readonly sourceIps: readonly string[];
  readonly hasUniqueAliases: boolean;
  readonly runtimes: readonly { readonly logicalId: string; readonly runtime: string }[];
  /** Resources and outputs without which the template cannot be patched, and which are not there. */
  readonly missing: readonly string[];
}

export interface DeployedCdn {
  readonly enabled: boolean;
  /** ARN; undefined for the managed domain's copy, and for CloudFront's own certificate. */
  readonly certificate?: string;
  readonly terminateTls: boolean;
  readonly staticAssets?: StaticAssets;
  readonly minimumTls?: string;
  /** Names beside those of the parameter `Aliases` and of the static assets. */
  readonly extraAliases: readonly string[];
}

/** @throws UserError `not-yaml` and the like when the text is no template */
export function readDeployedEnvironment(template: string): DeployedEnvironment {
  const view = viewTemplate(template);
  const manifest = textAt(view.at(['Metadata', 'Manifest']));
  const rules = ingressRules(view);
  const prefixListId = rules
    .map((rule) => textAt(rule, ['SourcePrefixListId']))
    .find((id) => id !== undefined);
  const ranges = rules.flatMap((rule) => textAt(rule, ['CidrIp']) ?? []);
  return {
    version: textAt(view.at(['Metadata', 'Version'])) ?? 'v0.0.0',
    manifest,
    cdn: deployedCdn(view, manifest),
    ingressRestricted: prefixListId !== undefined,
    ...(prefixListId !== undefined && { prefixListId }),
    sourceIps: ranges.filter((range) => range !== '0.0.0.0/0'),
    hasUniqueAliases: view.has(['Resources', 'UniqueAliasesAction']),
    runtimes: Object.entries(view.resources).flatMap(([logicalId, resource]) => {
      const runtime = textAt(resource, ['Properties', 'Runtime']);
      return textAt(resource, ['Type']) === 'AWS::Lambda::Function' && runtime !== undefined
        ? [{ logicalId, runtime }]
        : [];
    }),
    missing: missingPieces(view),
  };
}

function deployedCdn(view: TemplateView, manifest: string | undefined): DeployedCdn {
  const config = view.at(distributionConfig);
  const certificate = textAt(config, ['ViewerCertificate', 'AcmCertificateArn']);
  const minimumTls = minimumTlsOf(config);
  const staticAssets = deployedStaticAssets(view, manifest);
  const additional = listAt(view.at(additionalStrings)).filter((value) => typeof value === 'string');
  return {
    enabled: config !== undefined,
    ...(certificate !== undefined && { certificate }),
    terminateTls: terminatesTls(config),
    ...(staticAssets !== undefined && { staticAssets }),
    ...(minimumTls !== undefined && { minimumTls }),
    extraAliases: additional.filter((name) => name !== staticAssets?.alias),
  };
}

/** TLS ends at the edge when CloudFront speaks plain HTTP to the load balancer. */
export function terminatesTls(config: PlainValue | undefined): boolean {
  return listAt(config, ['Origins']).some(
    (origin) => textAt(origin, ['CustomOriginConfig', 'OriginProtocolPolicy']) === 'http-only',
  );
}

export function minimumTlsOf(config: PlainValue | undefined): string | undefined {
  const certificate = valueAt(config, ['ViewerCertificate']);
  return (
    textAt(certificate, ['MinimumProtocolVersion']) ??
    textAt(certificate, ['Fn::If', 1, 'MinimumProtocolVersion'])
  );
}

/** Where the bucket's origin and its behavior stand in their lists; -1: nowhere. */
export function staticPlaces(config: PlainValue | undefined): {
  readonly origin: number;
  readonly behavior: number;
} {
  const origins = listAt(config, ['Origins']);
  const origin = origins.findIndex(
    (item) => textAt(item, ['OriginAccessControlId', 'Ref']) === 'CloudFrontOriginAccessControl',
  );
  const id = JSON.stringify(valueAt(origins[origin], ['Id']));
  const behavior = listAt(config, ['CacheBehaviors']).findIndex(
    (item) => origin >= 0 && JSON.stringify(valueAt(item, ['TargetOriginId'])) === id,
  );
  return { origin, behavior };
}

function deployedStaticAssets(view: TemplateView, manifest: string | undefined): StaticAssets | undefined {
  const config = view.at(distributionConfig);
  const { origin, behavior } = staticPlaces(config);
  if (origin < 0) return undefined;
  const [first] = listAt(view.at(additionalStrings));
  return {
    // Without a certificate or a domain the template does not say the alias; the manifest in it does.
    alias: manifestAlias(manifest) ?? (typeof first === 'string' ? first : ''),
    location: textAt(config, ['Origins', origin, 'DomainName']) ?? '',
    path: textAt(config, ['CacheBehaviors', behavior, 'PathPattern']) ?? '',
  };
}

function manifestAlias(manifest: string | undefined): string | undefined {
  if (manifest === undefined) return undefined;
  return textAt(parseSource(manifest, { file: 'the deployed manifest' }).plain(), [
    'cdn',
    'static_assets',
    'alias',
  ]);
}

function ingressRules(view: TemplateView): readonly PlainMap[] {
  const [{ logicalId }] = securityGroups;
  return listAt(view.at(['Resources', logicalId, 'Properties', 'SecurityGroupIngress'])).filter((rule) =>
    isPlainMap(rule),
  );
}

function missingPieces(view: TemplateView): readonly string[] {
  const resources = [
    'EnvironmentManagerRole',
    'CloudformationExecutionRole',
    'PublicLoadBalancer',
    ...securityGroups.map(({ logicalId }) => logicalId),
  ];
  const conditions = ['CreateALB', 'DelegateDNS'];
  const outputs = ['PublicALBAccessible', 'LastForceDeployID', 'CFNExecutionRoleARN'];
  return [
    ...resources.filter((id) => !view.has(['Resources', id])),
    ...conditions.filter((id) => !view.has(['Conditions', id])),
    ...outputs.filter((id) => !view.has(['Outputs', id])),
    ...(view.has(['Parameters', 'ALBWorkloads']) ? [] : ['ALBWorkloads']),
  ];
}

const oldestVersion = [1, 23, 0] as const;

/**
 * Stops at templates that have no place for a CDN.
 * @throws UserError `environment-bootstrap` when the environment was never deployed; `template-too-old` below Copilot v1.23, or
 *   when a resource that the patch works on is not there
 */
export function refuseUnpatchable(deployed: DeployedEnvironment, environment = 'the environment'): void {
  if (deployed.version === 'bootstrap') {
    throw new UserError({
      code: 'environment-bootstrap',
      message: `${capitalised(environment)} exists by name only: its stack holds two roles, and no network or load balancer yet.`,
      next: ['Deploy it once with Copilot: copilot env deploy', 'Then start again.'],
    });
  }
  if (isOlder(deployed.version)) {
    throw new UserError({
      code: 'template-too-old',
      message: `${capitalised(environment)} was last deployed by Copilot ${deployed.version}; its template has no place for what the CDN needs. v1.23.0 or later does.`,
      next: ['Deploy it once with the newest Copilot, v1.34: copilot env deploy', 'Then start again.'],
    });
  }
  if (deployed.missing.length > 0) {
    throw new UserError({
      code: 'template-too-old',
      message: `The template of ${environment} lacks ${deployed.missing.join(', ')}, which the CDN builds upon.`,
      next: ['When an override removes it, take that override away and deploy once: copilot env deploy'],
    });
  }
}

/** A version that is no version (a build of somebody's own) is given the benefit of the doubt. */
function isOlder(version: string): boolean {
  const numbers = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (numbers === undefined) return false;
  const index = oldestVersion.findIndex((number, place) => numbers[place] !== number);
  return index >= 0 && (numbers[index] ?? 0) < (oldestVersion[index] ?? 0);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
