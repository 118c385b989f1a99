import type { RequestedCertificate } from '../aws/certificate-requests.ts';
import type { DeployedEnvironment } from '../cdn/deployed-environment.ts';
import type { EnvironmentManifest } from '../copilot/environment-manifest/read.ts';
import type { EnvironmentOverrides } from '../copilot/workspace.ts';
import { UserError } from '../errors.ts';
import type { StaticFacts } from './static-facts.ts';
import type { TlsFacts } from './tls-facts.ts';

/** What is true now. Read from the workspace, from AWS and from DNS; the plan is a function of this and of what is desired. */
export interface Facts {
  readonly workspace: WorkspaceFacts;
  readonly application: { readonly name: string; readonly domain: string };
  readonly environment: EnvironmentFacts;
  readonly stack: StackFacts;
  readonly deployed: DeployedEnvironment;
  /** What the deployed template was made from: the manifest that Copilot's service deployments read. */
  readonly deployedManifest: EnvironmentManifest | undefined;
  readonly services: readonly ServiceFacts[];
  /** By service, what its manifest in the workspace says: the names of an environment whose stack is told none. */
  readonly manifestAliases: Readonly<Record<string, readonly string[]>>;
  readonly names: readonly NameFacts[];
  readonly distribution: DistributionFacts | undefined;
  /** Whether every distribution of the account could be looked at for names that are ours (`heldBy`). */
  readonly distributionsListed: boolean;
  /** Where the code of Copilot's custom resources lies in the artifact bucket, by function. */
  readonly functionCode: FunctionCode;
  /** What became of asking for a certificate; absent where none is to be asked for. */
  readonly certificateRequest?: CertificateRequestFacts;
  /** Of the static files that are desired; absent where none are. */
  readonly staticFiles?: StaticFacts;
  /** The list of CloudFront's addresses in the region; undefined: it could not be read. */
  readonly prefixList: { readonly id: string; readonly maxEntries: number } | undefined;
  /** Read only where it matters where TLS ends. */
  readonly tls?: TlsFacts;
  /** What the load balancer itself answers for names; read only where they are to lead there again. */
  readonly balancerAnswers?: readonly EdgeAnswer[];
  /** Whether CloudFront still has the distribution that is taken down; read once its stack does not hold it any more. */
  readonly leftBehind?: LeftBehind;
}

export interface CertificateRequestFacts {
  /** Asked for, and ACM has not given up; undefined: none is. */
  readonly requested: RequestedCertificate | undefined;
  /** ARNs of those for the same names that came to nothing. */
  readonly instead: readonly string[];
}

export interface WorkspaceFacts {
  readonly root: string;
  /** Relative to the root: `copilot/environments/prod/manifest.yml`. */
  readonly manifestPath: string;
  readonly manifest: EnvironmentManifest;
  /** Files that changed since they were read are not overwritten. */
  readonly manifestText: string;
  /** False: there is no such file yet; the text is that of the deployed manifest. */
  readonly onDisk: boolean;
  readonly overrides: EnvironmentOverrides;
}

export interface EnvironmentFacts {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly managerRoleArn: string;
  readonly executionRoleArn: string;
}

export interface StackFacts {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly roleArn?: string;
  /** RFC 3339; a later value means that somebody else deployed meanwhile. */
  readonly lastUpdated: string;
  readonly changeSetId?: string;
}

export interface ServiceFacts {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Where a name of the site leads, as DNS says it now, and what could be done about it. */
export interface NameFacts {
  readonly name: string;
  readonly leadsTo: 'load-balancer' | 'distribution' | 'elsewhere' | 'nowhere' | 'unknown';
  /** What it leads through, for people: "ALIAS shop-Publi-….elb.amazonaws.com". */
  readonly through?: string;
  /** It leads to CloudFront for some, or by an edge whose addresses were not seen for the distribution's own. */
  readonly atCloudFront?: true;
  /** The hosted zone that holds it, when these credentials can read it. */
  readonly zone?: { readonly id: string; readonly name: string };
  /** Another distribution of the account that has the name among its own. */
  readonly heldBy?: { readonly id: string; readonly domainName: string };
}

export interface DistributionFacts {
  readonly id: string;
  readonly domainName: string;
  /** CloudFront's word, `InProgress` or `Deployed`; `Gone`: somebody deleted it past its stack. */
  readonly status: string;
  readonly aliases: readonly string[];
  /** What each name answers when it is asked for at the edge; absent until the distribution is deployed. */
  readonly answers: readonly EdgeAnswer[];
}

export interface EdgeAnswer {
  readonly name: string;
  readonly well: boolean;
  /** "200 in 41 ms", "502: CloudFront cannot reach the load balancer" */
  readonly text: string;
}

/** What an update could not delete stays, outside of its stack. */
export interface LeftBehind {
  readonly id: string;
  readonly state: 'gone' | 'enabled' | 'disabled';
}

export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}

export interface FunctionCode {
  readonly uniqueJsonValues?: ObjectLocation;
  readonly certificateReplicator?: ObjectLocation;
}

/** The list that is deployed already wins: its id is written into the template as it stands. */
export function prefixListId({ deployed, prefixList }: Facts): string | undefined {
  return deployed.prefixListId ?? prefixList?.id;
}

export function loadBalancerName(stack: StackFacts): string | undefined {
  return stack.outputs.PublicLoadBalancerDNSName;
}

/** The deployed manifest's own text, or, of an environment that is older than manifests, the local one. */
export function deployedText({
  deployedManifest,
  workspace,
}: Pick<Facts, 'deployedManifest' | 'workspace'>): string {
  return deployedManifest?.interpolatedText ?? workspace.manifest.interpolatedText;
}

/** Names of services are records that the environment's stack looks after. */
export function namesAreManaged(
  facts: Pick<Facts, 'application' | 'deployedManifest' | 'workspace'>,
): boolean {
  return facts.application.domain !== '' && !hasPublicCertificates(facts);
}

/**
 * Services behind the environment's load balancer, with their names, from the stack's parameters (docs/copilot.md, 6.2:
 * `ALBWorkloads`, `Aliases`), and from the manifests of those that the stack knows no names of.
 */
export function servicesBehindLoadBalancer(
  parameters: Readonly<Record<string, string>>,
  manifestAliases: Facts['manifestAliases'] = {},
): ServiceFacts[] {
  const workloads = (parameters.ALBWorkloads ?? '').split(',').filter((name) => name !== '');
  const aliases = parseAliases(parameters.Aliases ?? '');
  return workloads.map((name) => {
    const deployed = stringsAt(aliases, name);
    return { name, aliases: deployed.length > 0 ? deployed : (manifestAliases[name] ?? []) };
  });
}

/** The load balancer has certificates that were imported (`http.public.certificates`). */
export function hasPublicCertificates(facts: Pick<Facts, 'deployedManifest' | 'workspace'>): boolean {
  const manifest = facts.deployedManifest ?? facts.workspace.manifest;
  return (manifest.publicCertificates ?? []).length > 0;
}

/**
 * The load balancer speaks HTTPS, and names of services reach the stack: Copilot ties both to a domain or to certificates
 * on the load balancer (docs/copilot.md, 7.1).
 */
export function loadBalancerHasHttps(
  facts: Pick<Facts, 'application' | 'deployedManifest' | 'workspace'>,
): boolean {
  return facts.application.domain !== '' || hasPublicCertificates(facts);
}

/** The names of services, each once, as DNS compares them: case does not count, nor the last dot. */
export function uniqueNames(services: readonly ServiceFacts[]): string[] {
  const names = services.flatMap((service) =>
    service.aliases.map((name) => name.toLowerCase().replace(/\.$/, '')),
  );
  return [...new Set(names)].sort();
}

function parseAliases(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError({
      code: 'aliases-malformed',
      message: `The stack's parameter Aliases is not JSON: ${text}. Copilot's functions read it too.`,
      next: ['Deploy a service with copilot svc deploy, which writes it anew'],
      cause,
    });
  }
}

function stringsAt(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).find(([name]) => name === key)?.[1];
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}
