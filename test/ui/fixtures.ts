import type { Change, EventBody } from '../../source/event.ts';
import type { ResourceModel, RunModel } from '../../source/stack/progress-model.ts';
import type { Choice, ChoiceQuestion, TextQuestion } from '../../source/wizard/question.ts';
import type {
  Command,
  Conversation,
  EndScreen,
  Header,
  QuestionScreen,
  ReviewScreen,
  RunScreen,
  Screen,
} from '../../source/wizard/screen.ts';

/** Screens as the product makes them, to draw and to try keys on. */
const header: Header = { application: 'shop', account: '111122223333', region: 'us-west-2' };

/** 2026-11-23T10:00:00Z */
export const start = 1_795_428_000_000;

export const cdnQuestion: ChoiceQuestion = {
  kind: 'choice',
  id: 'cdn',
  text: 'Put CloudFront in front of prod?',
  explanation: [
    'CloudFront answers visitors from a place near them and passes on to the load balancer what it does not hold.',
    'It is one distribution for every service of the environment that the load balancer serves.',
    'Nothing is changed before the review.',
  ],
  flag: '--cdn',
  recommended: 'yes',
  choices: [
    { value: 'yes', label: 'Yes', columns: ['one distribution in front of both services'] },
    { value: 'no', label: 'Not now' },
  ],
};

export const firstScreen: QuestionScreen = {
  kind: 'question',
  canGoBack: true,
  header,
  past: [{ questionId: 'environment', label: 'Environment', text: 'prod' }],
  situation: {
    sentence: 'prod is reached through its load balancer, directly.',
    rows: [
      { label: 'Services', value: 'api  web', note: 'behind the load balancer' },
      { label: 'Names', value: 'api.example.com', note: '→ load balancer' },
      { label: '', value: 'www.example.com', note: '→ load balancer' },
      { label: 'CDN', value: 'off' },
      { label: 'Load balancer', value: 'open to everyone', mark: 'look-here' },
      { label: 'TLS ends at', value: 'the load balancer' },
    ],
  },
  question: cdnQuestion,
};

export const certificateQuestion: ChoiceQuestion = {
  kind: 'choice',
  id: 'certificate',
  text: 'Which certificate should visitors see?',
  note: 'It must cover api.example.com and www.example.com.',
  explanation: [
    'CloudFront shows this certificate to visitors.',
    'It reads certificates only from us-east-1.',
    'The one on the load balancer stays where it is.',
  ],
  flag: '--certificate',
  filter: true,
  recommended: 'wildcard',
  footnotes: ['4 in us-east-1. One more for *.example.com is in us-west-2, which CloudFront cannot use.'],
  choices: [
    { value: 'wildcard', label: '*.example.com', columns: ['covers both', '211 days', 'renews itself'] },
    { value: 'www', label: 'www.example.com', unusable: 'misses api.example.com' },
    { value: 'api', label: 'api.example.com', unusable: 'waiting for validation for 3 days' },
    { value: 'both', label: 'shop.example.com', columns: ['covers both', '63 days', 'imported'] },
    { value: 'request', label: 'Request a new certificate for these 2 names', action: true },
    { value: 'type', label: 'Type an ARN', action: true },
  ],
};

export const certificateScreen: QuestionScreen = {
  kind: 'question',
  canGoBack: true,
  header,
  past: [
    { questionId: 'environment', label: 'Environment', text: 'prod' },
    { questionId: 'cdn', label: 'CDN', text: 'on' },
  ],
  question: certificateQuestion,
};

const arnQuestion: TextQuestion = {
  kind: 'text',
  id: 'certificate-arn',
  text: 'What is the ARN of the certificate?',
  note: 'In us-east-1, issued, for api.example.com and www.example.com.',
  explanation: ['An ARN names one certificate.'],
  placeholder: 'arn:aws:acm:us-east-1:…',
  check: (text) =>
    text.startsWith('arn:aws:acm:us-east-1:')
      ? undefined
      : 'CloudFront reads certificates only from us-east-1: the ARN starts with arn:aws:acm:us-east-1:.',
};

export const arnScreen: QuestionScreen = { ...certificateScreen, question: arnQuestion };

/** A list of so many usable rows. */
export function longScreen(count: number): QuestionScreen {
  const choices = Array.from(
    { length: count },
    (_, index): Choice => ({
      value: `bucket-${index + 1}`,
      label: `assets-${index + 1}.example.com`,
      columns: ['us-west-2', `${index + 1} objects`],
    }),
  );
  const question: ChoiceQuestion = {
    kind: 'choice',
    id: 'bucket',
    text: 'Which bucket holds the static assets?',
    explanation: ['A bucket.'],
    filter: true,
    choices,
  };
  return { kind: 'question', canGoBack: true, header, past: certificateScreen.past, question };
}

const manifestChange: Change = {
  kind: 'file',
  path: 'copilot/environments/prod/manifest.yml',
  added: 6,
  removed: 1,
  diff: [
    '@@ -4,4 +4,9 @@',
    ' observability:',
    '   container_insights: true',
    '+cdn:',
    '+  certificate: arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666',
    ' http:',
    '   public:',
    '-    ingress: {}',
    '+    ingress:',
    '+      cdn: true',
    '+    certificates: []',
    '+    # ends here',
    '',
  ].join('\n'),
};

const distributionChange: Change = {
  kind: 'resource',
  stack: 'shop-prod',
  logicalId: 'CloudFrontDistribution',
  resourceType: 'AWS::CloudFront::Distribution',
  description: 'CloudFront distribution',
  action: 'add',
  replacement: 'no',
  properties: [{ path: 'Properties.DistributionConfig.Enabled', after: 'true', replacement: 'never' }],
  verdict: 'allowed',
};

const ingressChange: Change = {
  kind: 'resource',
  stack: 'shop-prod',
  logicalId: 'PublicHTTPLoadBalancerSecurityGroup',
  resourceType: 'AWS::EC2::SecurityGroup',
  description: 'Security group of the load balancer',
  action: 'modify',
  replacement: 'no',
  properties: [
    {
      path: 'Properties.SecurityGroupIngress',
      before: 'tcp 443 from 0.0.0.0/0',
      after: 'tcp 443 from pl-82a045eb (CloudFront)',
      replacement: 'never',
    },
  ],
  verdict: 'allowed',
};

export const replacementChange: Change = {
  ...ingressChange,
  logicalId: 'PublicLoadBalancer',
  description: 'Load balancer',
  replacement: 'yes',
  properties: [],
  verdict: 'refused',
  reason: 'it is not ours to replace: every name that points at it would stop working',
};

const recordChange: Change = {
  kind: 'record',
  zone: 'example.com',
  name: 'api.example.com',
  recordType: 'A',
  before: 'ALIAS shop-Publi-1ABC.us-west-2.elb.amazonaws.com',
  after: 'ALIAS d111111abcdef8.cloudfront.net',
};

export const reviewScreen: ReviewScreen = {
  kind: 'review',
  header,
  past: [
    ...certificateScreen.past,
    { questionId: 'certificate', label: 'Certificate', text: '*.example.com' },
    { questionId: 'ingress', label: 'Load balancer', text: 'closed to everyone but CloudFront' },
  ],
  rows: [
    {
      title: 'Manifest',
      target: 'environments/prod/manifest.yml',
      summary: '+6 −1',
      changes: [manifestChange],
    },
    {
      title: 'Deployment',
      target: 'shop-prod',
      summary: 'adds 4 resources, changes 2',
      expectedMilliseconds: 300_000,
      changes: [distributionChange, ingressChange],
    },
    {
      title: 'Edge',
      target: '',
      summary: 'the distribution answers for both names',
      expectedMilliseconds: 180_000,
      changes: [],
    },
    {
      title: 'Deployment',
      target: 'shop-prod',
      summary: 'closes the load balancer to everyone but CloudFront',
      expectedMilliseconds: 60_000,
      why: 'Only once the names lead to CloudFront: before that, it would make the site dark.',
      changes: [ingressChange],
    },
    { title: 'For you', target: '', summary: '2 DNS records, shown at the end', changes: [] },
  ],
  checks: [],
  question: {
    kind: 'choice',
    id: 'review',
    text: 'Do it?',
    explanation: [
      'Each row is one step.',
      'A stop between any two leaves a working site.',
      'Nothing happens before you say yes.',
    ],
    recommended: 'do-it',
    choices: [
      { value: 'do-it', label: 'Do it' },
      { value: 'manifest-only', label: 'Write the manifest only' },
      { value: 'back', label: 'Back' },
      { value: 'quit', label: 'Quit' },
    ],
  },
};

function resource(logicalId: string, description: string, more: Partial<ResourceModel>): ResourceModel {
  return {
    key: `shop-prod/${logicalId}`,
    stack: 'shop-prod',
    logicalId,
    resourceType: 'AWS::CloudFormation::CustomResource',
    description,
    state: 'to-come',
    doing: 'create',
    status: 'CREATE_IN_PROGRESS',
    depth: 0,
    ...more,
  };
}

const runModel: RunModel = {
  title: 'prod gets its CDN',
  startedAt: start,
  notices: [],
  steps: [
    {
      id: 'manifest',
      title: 'Manifest',
      summary: 'written',
      state: 'done',
      startedAt: start,
      milliseconds: 300,
      changes: [manifestChange],
      resources: [],
    },
    {
      id: 'deploy',
      title: 'Deployment',
      summary: 'shop-prod',
      state: 'under-way',
      startedAt: start + 1000,
      expectedMilliseconds: 300_000,
      changes: [],
      resources: [
        resource('UniqueJSONValuesFunction', 'Unique aliases function', {
          state: 'done',
          startedAt: start,
          milliseconds: 14_000,
          status: 'CREATE_COMPLETE',
        }),
        resource('UniqueJSONValuesAction', 'Unique aliases', {
          state: 'done',
          startedAt: start,
          milliseconds: 6_000,
          status: 'CREATE_COMPLETE',
        }),
        resource('CloudFrontDistribution', 'CloudFront distribution', {
          state: 'under-way',
          startedAt: start + 33_000,
          expectedMilliseconds: 210_000,
        }),
        resource('EnvironmentManagerRole', 'Environment manager role', { state: 'to-come' }),
      ],
      stack: { name: 'shop-prod', status: 'UPDATE_IN_PROGRESS', state: 'under-way' },
    },
    {
      id: 'edge',
      title: 'Edge',
      summary: 'E2EXAMPLE answers for both names',
      state: 'to-come',
      expectedMilliseconds: 180_000,
      changes: [],
      resources: [],
    },
    {
      id: 'close',
      title: 'Deployment',
      summary: 'closes the load balancer',
      state: 'to-come',
      expectedMilliseconds: 60_000,
      changes: [],
      resources: [],
    },
  ],
};

export const runScreen: RunScreen = { kind: 'run', header, model: runModel, mayCancel: true };

/** The distribution failed and CloudFormation is taking the stack back. */
export const rollingBackScreen: RunScreen = {
  ...runScreen,
  model: {
    ...runModel,
    steps: runModel.steps.map((step) =>
      step.id !== 'deploy'
        ? step
        : {
            ...step,
            stack: { name: 'shop-prod', status: 'UPDATE_ROLLBACK_IN_PROGRESS', state: 'rolling-back' },
            resources: [
              resource('UniqueJSONValuesFunction', 'Unique aliases function', {
                state: 'under-way',
                doing: 'delete',
                startedAt: start + 120_000,
              }),
              resource('UniqueJSONValuesAction', 'Unique aliases', {
                state: 'done',
                doing: 'delete',
                milliseconds: 3000,
              }),
              resource('CloudFrontDistribution', 'CloudFront distribution', {
                state: 'done',
                doing: 'delete',
                status: 'DELETE_COMPLETE',
                milliseconds: 5000,
                reason:
                  'One or more of the CNAMEs you provided are already associated with a different resource (CNAMEAlreadyExists, 409).',
                earlier: { doing: 'create', state: 'failed', status: 'CREATE_FAILED' },
              }),
            ],
          },
    ),
  },
};

/** A deployment of 40 resources, some way in. */
export const largeRunScreen: RunScreen = {
  ...runScreen,
  model: {
    ...runModel,
    steps: runModel.steps.map((step) =>
      step.id !== 'deploy'
        ? step
        : {
            ...step,
            resources: Array.from({ length: 40 }, (_, index) => {
              const state = index < 20 ? 'done' : index < 23 ? 'under-way' : 'to-come';
              return resource(`Resource${index + 1}`, `Resource ${index + 1}`, {
                state,
                ...(state === 'done' ? { milliseconds: (index + 1) * 1000 } : {}),
                ...(state === 'under-way' ? { startedAt: start + 100_000 } : {}),
              });
            }),
          },
    ),
  },
};

export const leavingScreen: RunScreen = {
  ...runScreen,
  leaving: {
    kind: 'choice',
    id: 'leaving',
    text: 'Leave the update of shop-prod?',
    note: 'It goes on in AWS whatever you choose here.',
    explanation: ['Ctrl-C does nothing to AWS by itself.'],
    recommended: 'watch',
    choices: [
      { value: 'watch', label: 'Keep watching' },
      { value: 'leave', label: 'Leave it running', columns: ['come back with: copilot-cdn resume'] },
      {
        value: 'cancel',
        label: 'Cancel the update',
        columns: ['CloudFormation takes shop-prod back to how it was'],
      },
    ],
  },
};

export const consentScreen: RunScreen = {
  ...runScreen,
  consent: {
    changes: [recordChange],
    warnings: ['Visitors see the change within a minute.'],
    question: {
      kind: 'choice',
      id: 'names',
      text: 'Move the names to CloudFront?',
      explanation: ['The records lead to the distribution from then on.'],
      recommended: 'yes',
      choices: [
        { value: 'yes', label: 'Move them' },
        { value: 'no', label: 'Not now', columns: ['the run ends here; resume goes on'] },
      ],
    },
  },
};

const done = (
  id: string,
  title: string,
  summary: string,
  milliseconds: number,
): RunModel['steps'][number] => ({
  id,
  title,
  summary,
  state: 'done',
  startedAt: start,
  milliseconds,
  changes: [],
  resources: [],
});

export const endScreen: EndScreen = {
  kind: 'end',
  header,
  model: {
    title: 'prod gets its CDN',
    startedAt: start,
    notices: [],
    steps: [
      done('manifest', 'Manifest', 'written', 300),
      done('deploy', 'Deployment', 'shop-prod updated', 301_000),
      done('edge', 'Edge', 'E2EXAMPLE answers for both names', 182_000),
      {
        ...done('close', 'Deployment', 'load balancer closed to everyone but CloudFront', 61_000),
        startedAt: start + 484_000,
      },
    ],
    result: {
      type: 'result',
      command: 'setup',
      ok: true,
      exitCode: 0,
      summary: 'prod is reached through CloudFront: d111111abcdef8.cloudfront.net.',
      left: ['Commit copilot/environments/prod/manifest.yml.'],
      next: ['copilot-cdn status'],
    },
  },
};

export const failedScreen: EndScreen = {
  kind: 'end',
  header,
  model: {
    title: 'prod gets its CDN',
    startedAt: start,
    notices: [],
    steps: [
      done('manifest', 'Manifest', 'written', 300),
      {
        id: 'deploy',
        title: 'Deployment',
        summary: 'shop-prod went back to how it was',
        state: 'failed',
        startedAt: start,
        milliseconds: 95_000,
        changes: [],
        resources: [
          resource('CloudFrontDistribution', 'CloudFront distribution', {
            state: 'failed',
            status: 'CREATE_FAILED',
            milliseconds: 41_000,
            reason: 'CNAMEAlreadyExists',
          }),
        ],
        stack: { name: 'shop-prod', status: 'UPDATE_ROLLBACK_COMPLETE', state: 'failed' },
      },
      {
        id: 'edge',
        title: 'Edge',
        summary: 'the distribution answers for both names',
        state: 'to-come',
        changes: [],
        resources: [],
      },
    ],
    error: {
      type: 'error',
      code: 'alias-taken',
      message: 'www.example.com already belongs to another CloudFront distribution.',
      next: ['find its owner: copilot-cdn status --names www.example.com', 'then go on: copilot-cdn resume'],
      details: [
        'CloudFront said: One or more of the CNAMEs you provided are already associated with a different resource (CNAMEAlreadyExists, 409).',
      ],
    },
    result: {
      type: 'result',
      command: 'setup',
      ok: false,
      exitCode: 1,
      summary:
        'CloudFormation took shop-prod back to how it was; the site works as before. The manifest keeps your answers. Nothing else was changed.',
    },
  },
};

/** A run's events, one of each type and kind. */
export const eventBodies: readonly EventBody[] = [
  { type: 'fact', name: 'environment', value: 'prod', text: 'prod of shop, account 111122223333, us-west-2' },
  {
    type: 'question',
    id: 'certificate',
    text: 'Which certificate should visitors see?',
    answer: '*.example.com',
    because: 'recommended',
  },
  {
    type: 'plan',
    title: 'prod gets its CDN',
    steps: runModel.steps.map(({ id, title, summary, expectedMilliseconds }) => ({
      id,
      title,
      summary,
      state: 'to-come',
      ...(expectedMilliseconds === undefined ? {} : { expectedMilliseconds }),
    })),
  },
  { type: 'change', step: 'manifest', ...manifestChange },
  { type: 'step', id: 'manifest', title: 'Manifest', state: 'done', summary: 'written', milliseconds: 300 },
  { type: 'step', id: 'deploy', title: 'Deployment', state: 'under-way', summary: 'shop-prod' },
  { type: 'change', step: 'deploy', ...distributionChange },
  { type: 'change', step: 'deploy', ...ingressChange },
  { type: 'stack', stack: 'shop-prod', status: 'UPDATE_IN_PROGRESS', state: 'under-way' },
  {
    type: 'resource',
    stack: 'shop-prod',
    logicalId: 'CloudFrontDistribution',
    resourceType: 'AWS::CloudFront::Distribution',
    description: 'CloudFront distribution',
    status: 'CREATE_IN_PROGRESS',
    state: 'under-way',
    doing: 'create',
    at: '2026-11-23T10:00:05Z',
    expectedMilliseconds: 210_000,
  },
  {
    type: 'resource',
    stack: 'shop-prod',
    logicalId: 'CloudFrontDistribution',
    resourceType: 'AWS::CloudFront::Distribution',
    description: 'CloudFront distribution',
    status: 'CREATE_COMPLETE',
    state: 'done',
    doing: 'create',
    at: '2026-11-23T10:03:20Z',
    milliseconds: 195_000,
  },
  { type: 'stack', stack: 'shop-prod', status: 'UPDATE_COMPLETE', state: 'done', milliseconds: 215_000 },
  {
    type: 'step',
    id: 'deploy',
    title: 'Deployment',
    state: 'done',
    summary: 'shop-prod updated',
    milliseconds: 216_000,
  },
  { type: 'change', step: 'names', ...recordChange },
  {
    type: 'notice',
    code: 'poll-failed',
    level: 'warning',
    message: 'CloudFormation did not answer once; asked again.',
  },
  {
    type: 'result',
    command: 'setup',
    ok: true,
    exitCode: 0,
    summary: 'prod is reached through CloudFront: d111111abcdef8.cloudfront.net.',
    left: ['Commit the manifest.'],
    next: ['copilot-cdn status'],
  },
];

/** A conversation that shows what it is told to and keeps what it is sent. */
export function scriptedConversation(
  first: Screen,
  next?: (command: Command, screen: Screen) => Screen,
): Conversation & { readonly commands: Command[]; readonly show: (screen: Screen) => void } {
  let screen = first;
  const listeners = new Set<() => void>();
  const commands: Command[] = [];
  const show = (to: Screen): void => {
    screen = to;
    for (const changed of listeners) changed();
  };
  return {
    commands,
    show,
    screen: () => screen,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    dispatch: (command) => {
      commands.push(command);
      if (next !== undefined) show(next(command, screen));
    },
  };
}

/** A certificate whose records are written by the program, by a person, and by nobody yet. */
export const certificateRunScreen: RunScreen = {
  kind: 'run',
  header,
  model: {
    title: 'prod gets its CDN',
    startedAt: start,
    notices: [],
    steps: [
      {
        id: 'certificate',
        title: 'Certificate',
        summary: 'requests one for 3 names',
        state: 'under-way',
        startedAt: start,
        expectedMilliseconds: 180_000,
        changes: [],
        resources: [],
        validations: (['validated', 'seen', 'not-seen'] as const).map((state, index) => {
          const [name, value] = [
            `_${String(index).repeat(32)}.${state}.example.com`,
            `_${'f'.repeat(32)}.acm-validations.aws`,
          ];
          return {
            names: [`${state}.example.com`],
            record: { name, value },
            zoneFile: `${name}. 300 IN CNAME ${value}.`,
            state,
            byHand: state === 'not-seen',
            ...(state === 'seen' && { zone: 'example.com' }),
          };
        }),
      },
      { id: 'manifest', title: 'Manifest', summary: '+3 −0', state: 'to-come', changes: [], resources: [] },
    ],
  },
};
