/** Who may import whom. A name that ends in `/` or `*` stands for everything that begins so. */
export interface FolderRule {
  readonly files: string;
  /** Its own files, besides what stands here. */
  readonly mayImport: readonly string[];
  /** May be imported as types only. */
  readonly mayImportTypes?: readonly string[];
  readonly why: string;
}

const words = ['source/errors.ts', 'source/event.ts'];

/** The first rule whose `files` fit holds. */
export const folderRules: readonly FolderRule[] = [
  {
    files: 'cli.tsx',
    mayImport: ['source/commands/', 'source/errors.ts'],
    why: 'the executable only chooses a command',
  },
  {
    files: 'source/commands/demo*',
    mayImport: ['source/'],
    why: 'a demo is any command together with the sandbox',
  },
  {
    files: 'source/commands/sandbox*',
    mayImport: ['source/'],
    why: 'this command is the sandbox',
  },
  {
    files: 'source/commands/',
    mayImport: [
      ...words,
      'source/package-root.ts',
      ...['aws', 'cdn', 'copilot', 'network', 'plan', 'site', 'stack', 'ui', 'wizard', 'yaml'].map(
        (name) => `source/${name}/`,
      ),
    ],
    why: 'only the demo and sandbox commands know the sandbox; the product reaches it as it reaches AWS',
  },
  {
    files: 'source/ui/',
    mayImport: [...words, 'source/stack/progress*', 'source/stack/words.ts', 'source/site/tree/'],
    mayImportTypes: ['source/wizard/'],
    why: 'the ui knows events and view models, nothing of AWS or files',
  },
  {
    files: 'source/wizard/',
    mayImport: [
      ...words,
      'source/cdn/',
      'source/copilot/',
      'source/plan/',
      'source/site/tree/',
      'source/stack/',
    ],
    why: 'the conversation is data: it knows neither how it is drawn nor who is asked',
  },
  { files: 'source/yaml/', mayImport: words, why: 'text in, text out' },
  {
    files: 'source/network/',
    mayImport: [...words, 'source/package-root.ts'],
    why: 'DNS and HTTP know nothing of what is above them',
  },
  {
    files: 'source/aws/',
    mayImport: ['source/errors.ts'],
    why: 'a gateway knows nothing of what is above it',
  },
  {
    files: 'source/cdn/',
    mayImport: [...words, 'source/package-root.ts', 'source/yaml/', 'source/copilot/', 'source/stack/'],
    mayImportTypes: ['source/aws/', 'source/network/'],
    why: 'decisions about the CDN take data and return data',
  },
  {
    files: 'source/copilot/',
    mayImport: [...words, 'source/package-root.ts', 'source/yaml/'],
    mayImportTypes: ['source/aws/'],
    why: "Copilot's world stands below the CDN and the plan",
  },
  {
    files: 'source/stack/',
    mayImport: [...words],
    mayImportTypes: ['source/aws/'],
    why: 'CloudFormation stands below the CDN and the plan; its gateway is handed in',
  },
  {
    files: 'source/plan/',
    mayImport: [...words, ...['cdn', 'copilot', 'site', 'stack', 'yaml'].map((name) => `source/${name}/`)],
    mayImportTypes: ['source/aws/', 'source/network/', 'source/wizard/'],
    why: 'a plan knows what is to be done, not who draws it; its gateways are handed in',
  },
  {
    files: 'source/site/',
    mayImport: ['source/errors.ts'],
    mayImportTypes: ['source/aws/', 'source/copilot/'],
    why: 'a static site is files, a bucket and what was there before: it knows nothing of stacks or of who draws it',
  },
  {
    files: 'source/sandbox/',
    mayImport: ['source/errors.ts', 'source/package-root.ts'],
    why: 'the sandbox shares nothing with the product, or it would share its mistakes',
  },
  {
    files: 'source/',
    mayImport: [],
    mayImportTypes: [
      'source/errors.ts',
      'source/change.ts',
      ...['certificate', 'status', 'upload'].map((name) => `source/${name}-event.ts`),
    ],
    why: 'what everybody imports imports nobody',
  },
];

/** Decisions take data and return data: no terminal, no AWS, no files, no clock of their own. */
export const pureFolders: readonly string[] = [
  'source/cdn/',
  'source/copilot/',
  'source/plan/',
  'source/site/',
  'source/stack/',
  'source/wizard/',
  'source/yaml/',
];

/**
 * The files in them that act: small, and called by whoever carries out a decision, never by a decision.
 * They may call the gateways in aws/ and network/.
 */
export const actingFiles: readonly string[] = [
  'source/copilot/artifacts.ts',
  'source/copilot/records.ts',
  'source/copilot/register-workload.ts',
  'source/copilot/safe-write.ts',
  'source/copilot/workspace.ts',
  'source/plan/edge-answers.ts',
  'source/plan/journal-file.ts',
  'source/plan/journal-lock.ts',
  'source/plan/runner.ts',
  'source/plan/steps/',
  'source/site/bucket/',
  'source/site/deploy/',
  'source/site/disk/',
  'source/stack/change-set.ts',
  'source/stack/clock.ts',
  'source/stack/follow.ts',
];

export const gateways: readonly string[] = ['source/aws/', 'source/network/'];

export interface PackageRule {
  /** No file may import the packages, except those that stand in `butFor`. */
  readonly files: readonly string[];
  readonly butFor?: readonly string[];
  readonly packages: RegExp;
  readonly typesAllowed: boolean;
  readonly why: string;
}

const ink = /^(ink|ink-.*|react|react\/.*)$/;
const awsClients = /^(@aws-sdk|@smithy)\//;
const outside = /^node:(fs|net|tls|http|https|http2|dgram|dns|child_process|timers|process)(\/.*)?$/;

export const packageRules: readonly PackageRule[] = [
  { files: pureFolders, packages: ink, typesAllowed: false, why: 'only ui/ and commands/ draw' },
  {
    files: pureFolders,
    packages: awsClients,
    typesAllowed: true,
    why: 'calls to AWS go through a gateway that is handed in',
  },
  {
    files: pureFolders,
    // aws-formats takes one function of text from node:net: is this an IP address?
    butFor: [...actingFiles, 'source/copilot/aws-formats.ts'],
    packages: outside,
    typesAllowed: true,
    why: 'files, sockets and timers are handed in',
  },
  {
    files: ['source/ui/'],
    packages: awsClients,
    typesAllowed: false,
    why: 'no component calls AWS',
  },
  {
    files: ['source/ui/'],
    packages: /^node:(fs|net|http|https|child_process)(\/.*)?$/,
    typesAllowed: false,
    why: 'no component reads a file or opens a socket',
  },
  {
    files: ['source/aws/', 'source/network/', 'source/sandbox/'],
    packages: ink,
    typesAllowed: false,
    why: 'no gateway prints',
  },
];

export interface TextRule {
  readonly files: readonly string[];
  readonly butFor?: readonly string[];
  readonly forbidden: RegExp;
  readonly why: string;
}

export const textRules: readonly TextRule[] = [
  {
    files: pureFolders,
    butFor: actingFiles,
    forbidden: /\b(Date\.now\(|new Date\(\)|performance\.now\(|setTimeout\(|setInterval\(|setImmediate\()/,
    why: 'the time is handed in',
  },
  {
    files: ['source/'],
    forbidden: /\bprocess\.(exit|abort|reallyExit)\(/,
    why: 'one owner of exit: cli.tsx',
  },
  {
    files: ['source/', 'test/', 'cli.tsx'],
    butFor: ['test/moto/vitest.config.ts', 'test/cfn-lint/vitest.config.ts'],
    forbidden: /^\s*export\s+(default\b|\{[^}]*\bas default\b)/,
    why: 'named exports only',
  },
];
