import type { DeployedSite } from '../../cdn/site-stack/index.ts';
import type { StaticSiteManifest } from '../../copilot/static-site-manifest/read.ts';
import type { CertificateRequestFacts, EnvironmentFacts, NameFacts, StackFacts } from '../facts.ts';

/** What is true now of a static site in an environment. */
export interface SiteFacts {
  readonly application: { readonly name: string; readonly domain: string };
  readonly environment: EnvironmentFacts;
  readonly service: string;
  /** Tags that the stack is to have: Copilot's, and the application's own. */
  readonly tags: Readonly<Record<string, string>>;
  /** The folder that holds `copilot/`. */
  readonly root: string;
  /** As it holds in this environment. */
  readonly manifest: StaticSiteManifest;
  /** Every variable filled in, as Copilot keeps it in the stack. */
  readonly manifestText: string;
  readonly stackName: string;
  /** Undefined: there is none, or only one that was announced and never made. */
  readonly stack: StackFacts | undefined;
  /** What the stack's template says. */
  readonly deployed: DeployedSite | undefined;
  readonly bucket: string | undefined;
  readonly distribution: SiteDistribution | undefined;
  /** The id of the one that the stack names and that somebody deleted by hand. */
  readonly lostDistribution?: string;
  /** Of the site's own name, where it has one. */
  readonly name: NameFacts | undefined;
  /** What became of asking for a certificate; absent where none is asked for. */
  readonly certificateRequest?: CertificateRequestFacts;
}

export interface SiteDistribution {
  readonly id: string;
  readonly domainName: string;
  /** `Deployed`: every edge has it. */
  readonly status: string;
}

/** What the person wants beside what the manifest says. */
export interface SiteDesired {
  /** ARN in us-east-1; `request`: a new one; undefined: the site has no name of its own. */
  readonly certificate: string | undefined;
  /** Files that the site has no more go from the bucket. */
  readonly prune: boolean;
  /** Deletes more than this are refused. */
  readonly mostDeletes: number | undefined;
}

/** Visitors' own address of the site. */
export function siteUrl({
  manifest,
  distribution,
}: Pick<SiteFacts, 'manifest' | 'distribution'>): string | undefined {
  const host = manifest.alias ?? distribution?.domainName;
  return host === undefined ? undefined : `https://${host}/`;
}
