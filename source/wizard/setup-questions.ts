import { askCertificateNames, askTypedNames, describeNames } from './certificate-names-question.ts';
import {
  askCertificate,
  askCertificateArn,
  certificateAnswerProblem,
  describeCertificate,
  noCertificate,
} from './certificate-question.ts';
import type { Answers, QuestionDefinition } from './conversation.ts';
import type { Question } from './question.ts';
import { askServiceNames } from './service-names-question.ts';
import { type SetupKnown, wantsCdn } from './setup-known.ts';
import { askBucket, askBucketName, askClose } from './static-bucket-questions.ts';
import {
  askAlias,
  askPath,
  askStatic,
  askTypedAlias,
  askTypedPath,
  makeBucket,
  typeOne,
} from './static-questions.ts';

/** The first question of every command that works on one environment. */
export const environmentQuestion: QuestionDefinition<SetupKnown> = {
  id: 'environment',
  label: 'Environment',
  ask: askEnvironment,
  describe: (value) => value,
};

export const setupQuestions: readonly QuestionDefinition<SetupKnown>[] = [
  environmentQuestion,
  {
    id: 'unfinished',
    label: 'Earlier run',
    ask: askUnfinished,
    describe: (value) => (value === 'go-on' ? 'goes on' : 'starts anew'),
  },
  { id: 'cdn', label: 'CloudFront', ask: askCdn, describe: (value) => cdnAnswers[value] ?? value },
  {
    id: 'service-names',
    label: 'Names',
    ask: askServiceNames,
    describe: (value) => (value === 'write' ? 'written into the manifests' : 'not now'),
  },
  {
    id: 'certificate',
    label: 'Certificate',
    ask: askCertificate,
    describe: describeCertificate,
    problem: certificateAnswerProblem,
  },
  { id: 'certificate-names', label: 'It covers', ask: askCertificateNames, describe: describeNames },
  { id: 'certificate-names-typed', label: 'It covers', ask: askTypedNames },
  { id: 'certificate-arn', label: 'Certificate', ask: askCertificateArn, problem: certificateAnswerProblem },
  { id: 'static', label: 'Static files', ask: askStatic, describe: describeStatic },
  {
    id: 'static-bucket',
    label: 'Bucket',
    ask: askBucket,
    describe: (value) => (value === makeBucket || value === typeOne ? '' : value),
  },
  { id: 'static-bucket-name', label: 'Bucket', ask: askBucketName },
  {
    id: 'static-close',
    label: 'The bucket',
    ask: askClose,
    describe: (value) => (value === 'close' ? 'is closed to the public' : 'stays open'),
  },
  { id: 'static-path', label: 'Paths', ask: askPath, describe: (value) => (value === typeOne ? '' : value) },
  { id: 'static-path-typed', label: 'Paths', ask: askTypedPath },
  {
    id: 'static-alias',
    label: 'Their name',
    ask: askAlias,
    describe: (value) => (value === typeOne ? '' : value),
  },
  { id: 'static-alias-typed', label: 'Their name', ask: askTypedAlias },
  {
    id: 'ingress',
    label: 'Load balancer',
    ask: askIngress,
    describe: (value) => ingressAnswers[value] ?? value,
  },
];

function describeStatic(value: string): string {
  const words: Readonly<Record<string, string>> = {
    yes: 'from a bucket',
    no: 'none',
    keep: 'as they are',
    off: 'no more',
  };
  return words[value] ?? value;
}

const cdnAnswers: Readonly<Record<string, string>> = {
  yes: 'in front of the load balancer',
  manifest: 'in the manifest only',
  no: 'not now',
};

const ingressAnswers: Readonly<Record<string, string>> = {
  cloudfront: 'only CloudFront may reach it',
  everyone: 'open to everyone',
};

function askEnvironment(known: SetupKnown): Question {
  return {
    id: 'environment',
    kind: 'choice',
    text: 'Which environment?',
    flag: '--env',
    typed: known.environments.slice(0, 9).map((environment) => `--env ${environment.name}`),
    filter: known.environments.length > 9,
    choices: known.environments.map((environment) => ({
      value: environment.name,
      label: environment.name,
      columns: [environment.region, environment.account],
    })),
    explanation: [
      'Each environment of an application has its own load balancer, and gets its own CloudFront distribution.',
      'Only the environment that you choose here is read and changed.',
      'Nothing is written before the review at the end.',
    ],
  };
}

function askUnfinished(known: SetupKnown): Question | undefined {
  const unfinished = known.environment?.unfinished;
  if (unfinished === undefined) return undefined;
  return {
    id: 'unfinished',
    kind: 'choice',
    text: `Go on with the run that began ${unfinished.since}?`,
    choices: [
      {
        value: 'go-on',
        label: 'Go on',
        columns: ['with the answers given then'],
      },
      { value: 'anew', label: 'Answer anew' },
    ],
    recommended: 'go-on',
    explanation: [
      'An earlier run in this workspace did not come to its end.',
      'What it did is read from AWS and from DNS, so either answer starts from what is true now.',
      'Answering anew forgets the earlier answers, nothing else.',
    ],
  };
}

function askCdn(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || environment.cdn.enabled || answers.unfinished === 'go-on')
    return undefined;
  const services = environment.services;
  const none = services.length === 0;
  return {
    id: 'cdn',
    kind: 'choice',
    text: `Put CloudFront in front of ${environment.name}?`,
    flag: '--cdn',
    typed: ['--cdn', '--no-cdn'],
    ...(none
      ? {
          note: 'No service is behind a load balancer here yet, so there is nothing that CloudFront could stand in front of.',
        }
      : {}),
    choices: none
      ? [
          {
            value: 'manifest',
            label: 'Write it into the manifest',
            columns: ['made with the first service'],
          },
          { value: 'no', label: 'Not now' },
        ]
      : [
          { value: 'yes', label: 'Yes', columns: [`one distribution in front of ${inFrontOf(services)}`] },
          { value: 'no', label: 'Not now' },
        ],
    recommended: none ? 'manifest' : 'yes',
    explanation: [
      'One CloudFront distribution is made for the environment; visitors reach its edge near them, and the edge reaches the load balancer.',
      'Answers of your services are not cached: they pass through, with TLS ended close to the visitor.',
      'Your services are not deployed again, and the names move only after the distribution answers for them.',
    ],
  };
}

function inFrontOf(services: readonly string[]): string {
  const [first, second] = services;
  if (services.length === 1) return `${first}`;
  if (services.length === 2) return `${first} and ${second}`;
  return `${services.length} services`;
}

function askIngress(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || !wantsCdn(known, answers)) return undefined;
  const noNames = environment.names.length === 0 || answers.certificate === noCertificate;
  const onlyManifest = answers.cdn === 'manifest';
  const refusal =
    noNames && !onlyManifest
      ? { unusable: 'no name of the site would lead to CloudFront, so every visitor would be shut out' }
      : {};
  return {
    id: 'ingress',
    kind: 'choice',
    text: 'Who may reach the load balancer itself?',
    flag: '--restrict-ingress',
    typed: ['--restrict-ingress', '--no-restrict-ingress'],
    choices: [
      {
        value: 'cloudfront',
        label: 'Only CloudFront',
        columns: ['closed last, when every name leads there'],
        ...refusal,
      },
      { value: 'everyone', label: 'Everyone', columns: ['CloudFront can be gone around'] },
    ],
    recommended: refusal.unusable === undefined ? 'cloudfront' : 'everyone',
    explanation: [
      'Without this, anyone who knows the load balancer’s address can go around CloudFront.',
      'The security groups then let in only the addresses that AWS lists for CloudFront; health checks and traffic inside the VPC are not affected.',
      'It is done as the last step, after the names lead to the distribution and it answers: done at once, the site would be dark for minutes.',
    ],
  };
}
