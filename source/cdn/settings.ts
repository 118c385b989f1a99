import type { TemplateOverride } from '../copilot/template-overrides.ts';

/** What the environment's template should say about the CDN. The same settings always give the same template. */
export interface EnvironmentCdnSettings {
  /** null: no CDN. */
  readonly cdn: CdnSettings | null;
  /** The load balancer has certificates that were imported (`http.public.certificates`). */
  readonly publicCertificates: boolean;
  /** The application has a domain that Copilot manages. */
  readonly hasDomain: boolean;
  /** Only CloudFront's addresses, and `sourceIps`, may reach the load balancer. */
  readonly restrictIngress: { readonly prefixListId: string } | null;
  /** Address ranges that may reach the load balancer; none, and no prefix list: everyone may. */
  readonly sourceIps: readonly string[];
  /** Where the managed domain's records lead; default: to the distribution where there is one. */
  readonly records?: 'load-balancer' | 'as-deployed';
  /** The security groups stay as they are deployed, whatever rules a team has put there. */
  readonly keepIngress?: boolean;
  /** The interpolated text of the manifest that goes along: every later service deployment reads it. */
  readonly manifest: string;
  readonly functionCode: FunctionCode;
  /** The team's patches of the template: new resources and outputs go through them, as with Copilot. */
  readonly overrides?: readonly TemplateOverride[];
  /** Written to the output `LastForceDeployID`, for a deployment that changes nothing else. */
  readonly forceDeployId?: string;
}

export interface CdnSettings {
  /** ARN in us-east-1. Without one, the managed domain's certificate is copied there. */
  readonly certificate?: string;
  readonly terminateTls: boolean;
  readonly staticAssets?: StaticAssets;
  /** Names of services that never reach the stack's parameter `Aliases` (docs/compatibility.md, "Names"). */
  readonly extraAliases?: readonly string[];
  /** The names as a list that stays as it is: no function is made to follow the services. */
  readonly fixedAliases?: readonly string[];
}

export interface StaticAssets {
  readonly alias: string;
  /** Domain name of a bucket: `assets.s3.us-west-2.amazonaws.com`. */
  readonly location: string;
  /** Path pattern of CloudFront: `static/*`. */
  readonly path: string;
}

export interface FunctionCode {
  /** Absent: the function gets our own code, inside the template. */
  readonly uniqueJsonValues?: ObjectLocation;
  readonly certificateReplicator?: ObjectLocation;
}

export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}
