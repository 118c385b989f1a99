/** Where a manifest comes from, and what `${NAME}` in it stands for. */
export interface ManifestOrigin {
  /** Named in messages: `copilot/environments/prod/manifest.yml`. */
  readonly file: string;
  readonly application: string;
  readonly environment: string;
  /** The shell's environment variables: Copilot takes every name but its own two from there. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** True for a copy from a deployed stack: its `${NAME}` are meant literally. */
  readonly interpolated?: boolean;
}
