import type { Certificate } from '../world.ts';

/** What the sandbox starts with, as data: an application, what is around it, and what is going on. */
export interface Scenario {
  readonly name: string;
  /** One line, for a list of scenarios. */
  readonly summary: string;
  /** What a demo of it shows. Default: the setup. */
  readonly shows?: 'tls' | 'site';
  readonly application: ApplicationScenario;
  readonly environments: readonly EnvironmentScenario[];
  readonly hostedZones: readonly HostedZoneScenario[];
  readonly certificates: readonly CertificateScenario[];
  /** Besides the artifact buckets. */
  readonly buckets?: readonly BucketScenario[];
  /** What lies in the workspace beside `copilot/`: path → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Once everything stands: an update that is on its way. */
  readonly underWay?: 'network-addresses';
}

export interface ApplicationScenario {
  readonly name: string;
  readonly account: string;
  /** Where its records are. */
  readonly region: string;
  /** A domain of its own; its names are managed. */
  readonly domain?: string;
}

export interface EnvironmentScenario {
  readonly name: string;
  readonly region: string;
  /** Default: the application's. All environments of a scenario are in the same one, and so are its certificates. */
  readonly account?: string;
  /** Ids of certificates that are imported to the public load balancer. */
  readonly publicCertificates: readonly string[];
  /** The version of Copilot that deployed it last. Default: v1.33.2. */
  readonly version?: string;
  /** Older than manifests of environments: how it was made stands in its record, and nowhere else. */
  readonly withoutManifest?: true;
  /** The CDN is on from the start. */
  readonly cdn?: CdnScenario;
  /** Without any, the environment has no load balancer either. */
  readonly services: readonly ServiceScenario[];
  /** Sites that Copilot deployed, each with a stack of its own. */
  readonly staticSites?: readonly StaticSiteScenario[];
}

export interface StaticSiteScenario {
  readonly name: string;
  readonly alias: string;
  /** Id of a certificate in us-east-1. */
  readonly certificate: string;
  /** The folder in the workspace that the manifest names. */
  readonly source: string;
  /** What is in its bucket: key → text. */
  readonly deployed: Readonly<Record<string, string>>;
}

export interface CdnScenario {
  /** Id of a certificate in us-east-1. */
  readonly certificate: string;
  /** Default false: TLS ends at the load balancer, as it does at first. */
  readonly terminateTls?: boolean;
}

export interface ServiceScenario {
  readonly name: string;
  readonly path: string;
  readonly aliases: readonly string[];
  /** Beside the main one: their path and names; they redirect as the main one does. */
  readonly additionalRules?: readonly { readonly path: string; readonly aliases: readonly string[] }[];
  /** Its tasks speak gRPC: nothing but the listener for HTTPS passes on to them. */
  readonly version?: 'grpc';
  /** Default true, as with Copilot. */
  readonly redirectToHttps?: boolean;
  /** The manifest in the workspace says already that it does not redirect; that is not deployed. */
  readonly edited?: true;
  readonly port: number;
  /** What visitors get to read. */
  readonly answers: string;
}

export interface HostedZoneScenario {
  readonly name: string;
  readonly id: string;
  /** Default: the application's. */
  readonly account?: string;
  /** Names that lead to the load balancer of an environment, by alias records. */
  readonly toLoadBalancer?: Readonly<Record<string, string>>;
  /** The same for the distribution of an environment. */
  readonly toDistribution?: Readonly<Record<string, string>>;
  readonly texts?: Readonly<Record<string, string>>;
}

export interface CertificateScenario {
  /** Short and unique; the ARN comes from it. */
  readonly id: string;
  readonly region: string;
  /** The first is the certificate's domain name. */
  readonly names: readonly [string, ...string[]];
  readonly status: Certificate['status'];
  readonly keyAlgorithm?: Certificate['keyAlgorithm'];
  readonly type?: Certificate['type'];
  readonly madeDaysAgo: number;
  /** Negative: it is over. */
  readonly validForDays?: number;
}

export interface BucketScenario {
  readonly name: string;
  readonly region: string;
  /** Key → text. */
  readonly objects?: Readonly<Record<string, string>>;
  readonly policy?: object;
  /** As S3 makes buckets today: no public access, no ACLs. Default: as it made them before 2023. */
  readonly isPrivate?: true;
  /** It is a website, too, with this index document. */
  readonly website?: string;
  /** Default: just now. */
  readonly madeDaysAgo?: number;
}
