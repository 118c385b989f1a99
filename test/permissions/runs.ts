/** What is tried to see which permissions it takes: a way through a command, in a scenario. */
export interface Run {
  readonly scenario: string;
  readonly args: readonly string[];
  /** Runs that make what this one works on; what they take does not count. */
  readonly before?: readonly (readonly string[])[];
  /** Where the way is not the command's usual one: what it is. */
  readonly only?: string;
}

export interface CommandRuns {
  readonly command: string;
  readonly runs: readonly Run[];
}

const staticFiles = ['--static-path', 'static/*', '--static-alias', 'www.example.com'];

/** A line a command; one that asks nothing of AWS is not here. `resume` takes what the command takes that it goes on with. */
export const commandRuns: readonly CommandRuns[] = [
  {
    command: 'setup',
    runs: [
      { scenario: 'fresh', args: ['--yes'] },
      { scenario: 'no-certificate', args: ['--yes'], only: 'where a certificate is requested' },
      {
        scenario: 'static-assets',
        args: ['--yes', '--static-bucket', 'shop-website', '--close-bucket', ...staticFiles],
        only: 'with static files',
      },
      {
        scenario: 'static-assets',
        args: ['--yes', '--static-bucket', 'shop-new', '--make-bucket', ...staticFiles],
        only: 'where a bucket is made',
      },
    ],
  },
  { command: 'setup --dry-run', runs: [{ scenario: 'fresh', args: ['--yes'] }] },
  { command: 'tls', runs: [{ scenario: 'tls-migration', args: ['--yes'] }] },
  {
    command: 'deploy',
    runs: [{ scenario: 'fresh', args: ['--yes'], before: [['setup', '--yes', '--no-deploy']] }],
  },
  { command: 'off', runs: [{ scenario: 'tls-migration', args: ['--yes'] }] },
  {
    command: 'site init',
    runs: [{ scenario: 'static-site', args: ['--name', 'help', '--files', 'web/dist', '--yes'] }],
  },
  {
    command: 'site deploy',
    runs: [
      { scenario: 'static-site', args: ['docs', '--yes'] },
      {
        scenario: 'static-site',
        args: ['docs', '--yes'],
        before: [['site', 'delete', 'docs', '--confirm', 'docs']],
        only: 'the first time',
      },
    ],
  },
  {
    command: 'site status',
    runs: [{ scenario: 'static-site', args: ['docs'], before: [['site', 'deploy', 'docs', '--yes']] }],
  },
  {
    command: 'site delete',
    runs: [
      {
        scenario: 'static-site',
        args: ['docs', '--confirm', 'docs'],
        before: [['site', 'deploy', 'docs', '--yes']],
      },
    ],
  },
  { command: 'cert list', runs: [{ scenario: 'fresh', args: [] }] },
  { command: 'cert request', runs: [{ scenario: 'fresh', args: ['--yes', '--name', 'new.example.com'] }] },
  { command: 'status', runs: [{ scenario: 'tls-migration', args: [] }] },
  {
    command: 'watch',
    runs: [
      { scenario: 'busy', args: [] },
      { scenario: 'busy', args: ['--all'], only: 'with --all' },
    ],
  },
];
