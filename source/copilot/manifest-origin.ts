/** Where a manifest comes from, and what `${NAME}` in it stands for. */
export interface ManifestOrigin {
  /** Named in messages: `copilot/environments/prod/manifest.yml`. */
  readonly file: string;
  /** The folder that the manifest lies in, whose name it must have; undefined for a file outside of a workspace. */
  readonly folder?: string;
  /** COPILOT_APPLICATION_NAME; undefined where nobody knows. */
  readonly application: string | undefined;
  /** COPILOT_ENVIRONMENT_NAME. */
  readonly environment: string | undefined;
  /** The shell's environment variables: Copilot takes every name but its own two from there. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What a name stands for when the shell does not say: for reading only, and said in a notice. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** True for a copy from a deployed stack: its `${NAME}` are meant literally. */
  readonly interpolated?: boolean;
}
