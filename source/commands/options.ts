/** What every command takes, as the command line gives it. */
export interface CommonOptions {
  readonly workspace?: string;
  readonly app?: string;
  readonly env?: string;
  readonly profile?: string;
  /** Of the environment's account, where that is not the application's. */
  readonly environmentProfile?: string;
  readonly region?: string;
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly record?: string;
  readonly resolver?: string;
  readonly connectTo?: string;
  readonly verbose?: boolean;
  /** `--no-color` gives false. */
  readonly color?: boolean;
  readonly ascii?: boolean;
}

/** Answers as flags; a tri-state is undefined where no flag was given. */
export interface SetupOptions extends CommonOptions {
  readonly cdn?: boolean;
  /** Services without a name get their default one, in their manifests. */
  readonly writeAliases?: boolean;
  readonly certificate?: string;
  /** What a certificate that is requested shall cover; default: the names of the services. */
  readonly certificateName?: readonly string[];
  readonly restrictIngress?: boolean;
  readonly staticBucket?: string;
  readonly staticPath?: string;
  readonly staticAlias?: string;
  /** `--no-static` gives false. */
  readonly static?: boolean;
  readonly makeBucket?: boolean;
  readonly closeBucket?: boolean;
  readonly deploy?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface CertListOptions extends CommonOptions {
  /** What must be covered; default: the names of the environment's services. */
  readonly name?: readonly string[];
}

export interface CertRequestOptions extends CommonOptions {
  /** What it shall cover; default: the names of the environment's services. */
  readonly name?: readonly string[];
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface TlsOptions extends CommonOptions {
  /** `--no-terminate-tls` gives false: TLS ends at the load balancer again. */
  readonly terminateTls?: boolean;
  /** `--no-probe` gives false. */
  readonly probe?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface OffOptions extends CommonOptions {
  /** That only plain HTTP is left afterwards is known, and wanted. */
  readonly httpOnly?: boolean;
  /** `--no-probe` gives false. */
  readonly probe?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface DeployOptions extends CommonOptions {
  /** `--no-probe` gives false. */
  readonly probe?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface StatusOptions extends CommonOptions {
  /** Looks again and again, until Ctrl-C. */
  readonly watch?: boolean;
  /** Seconds between two looks. */
  readonly every?: number;
}

export interface SiteOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface SiteDeployOptions extends SiteOptions {
  /** ARN, `auto`, `request`; undefined: the manifest's, else that of the stack, else the best usable one. */
  readonly certificate?: string;
  /** Files that the site has no more go from the bucket. */
  readonly prune?: boolean;
  /** Deletes more than this are refused. */
  readonly mostDeletes?: number;
}

export interface SiteDeleteOptions extends SiteOptions {
  /** The site's name once more, typed. */
  readonly confirm?: string;
}

export interface WatchOptions extends CommonOptions {
  /** Whatever moves in the application. */
  readonly all?: boolean;
}

export interface CheckOptions extends CommonOptions {
  /** Warnings count as errors. */
  readonly strict?: boolean;
}

export interface PatchOptions extends CommonOptions {
  /** `-` is standard input. */
  readonly template: string;
  readonly manifest: string;
  /** Parameters of the stack. */
  readonly param?: readonly (readonly [string, string])[];
  readonly prefixList?: string;
  /** Names that never reach the stack by themselves. */
  readonly alias?: readonly string[];
  /** Where the code of a function lies. */
  readonly function?: readonly (readonly [string, { readonly bucket: string; readonly key: string }])[];
  /** A file of patches, as Copilot's overrides have it. */
  readonly overrides?: string;
  readonly diff?: boolean;
}

export interface SandboxOptions {
  readonly speed?: number;
  readonly latency?: number;
  readonly throttle?: number;
  readonly fail?: readonly string[];
  readonly expireCredentials?: number;
  readonly port?: number;
}

export interface SiteInitOptions extends SiteOptions {
  readonly name?: string;
  /** Files and folders, relative to the workspace's root. */
  readonly files?: readonly string[];
  readonly exclude?: readonly string[];
  /** `--no-alias` gives false. */
  readonly alias?: string | false;
  readonly certificate?: string;
  readonly routing?: string;
}
