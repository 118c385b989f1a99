/** Variables that change what a program prints or where it goes; a test says itself which of them it wants. */
const unwanted =
  /^(CI|CONTINUOUS_INTEGRATION|BUILD_NUMBER|RUN_ID|GITHUB_ACTIONS|GITLAB_CI|NO_COLOR|FORCE_COLOR|COLORTERM|TERM_PROGRAM.*|TMUX.*|COLUMNS|LINES|DEV|DEBUG|INK_SCREEN_READER|NODE_OPTIONS|NODE_ENV|NODE_EXTRA_CA_CERTS|NODE_COMPILE_CACHE|VITEST.*|npm_.*|AWS_.*|COPILOT_CDN_.*)$/;

export type Variables = Readonly<Record<string, string | undefined>>;

/** This process's environment without what would colour a test, plus `extra`; `undefined` takes a variable away. */
export function environment(extra: Variables = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !unwanted.test(name));
  const safe = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  return Object.fromEntries(
    Object.entries({ ...Object.fromEntries(kept), ...safe, ...extra }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
