/** What every command takes, as the command line gives it. */
export interface CommonOptions {
  readonly workspace?: string;
  readonly app?: string;
  readonly env?: string;
  readonly profile?: string;
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
  readonly certificate?: string;
  readonly restrictIngress?: boolean;
  readonly deploy?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export interface SandboxOptions {
  readonly speed?: number;
  readonly latency?: number;
  readonly throttle?: number;
  readonly fail?: readonly string[];
  readonly expireCredentials?: number;
  readonly port?: number;
}
