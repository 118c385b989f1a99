import { bucketNameProblem, oldBucketNameProblem } from '../cdn/bucket-name.ts';
import type { Answers } from './conversation.ts';
import type { Question } from './question.ts';
import type { SetupKnown } from './setup-known.ts';
import { makeBucket, typeOne } from './static-questions.ts';

export function askBucket(known: SetupKnown, answers: Answers): Question | undefined {
  const environment = known.environment;
  if (environment === undefined || answers.static !== 'yes') return undefined;
  const { list = [], failure } = environment.staticFiles.buckets ?? {};
  return {
    id: 'static-bucket',
    kind: 'choice',
    text: 'Which bucket are they in?',
    flag: '--static-bucket',
    typed: ['--static-bucket NAME'],
    filter: list.length > 6,
    choices: [
      ...list.map(({ name, region, age }) => ({
        value: name,
        label: name,
        columns: [region, age].filter((text) => text !== undefined),
      })),
      {
        value: makeBucket,
        label: 'Make a new one',
        columns: ['private, encrypted, versioned'],
        action: true,
      },
      { value: typeOne, label: 'Type its name', action: true },
    ],
    footnotes: failure === undefined ? [] : [`${failure} A name can still be typed.`],
    explanation: [
      'CloudFront reads a bucket with a signature of its own, so nobody else has to be let in.',
      'It may be in any region; near the environment is near to what fills it.',
      'A bucket of another account needs its owner to add the statement.',
    ],
  };
}

export function askBucketName(_known: SetupKnown, answers: Answers): Question | undefined {
  const chosen = answers['static-bucket'];
  if (chosen !== makeBucket && chosen !== typeOne) return undefined;
  const isNew = chosen === makeBucket;
  return {
    id: 'static-bucket-name',
    kind: 'text',
    text: isNew ? 'What shall the bucket be called?' : 'What is the bucket called?',
    flag: '--static-bucket',
    placeholder: 'shop-assets',
    check: (text) => (isNew ? bucketNameProblem : oldBucketNameProblem)(text.trim()),
    explanation: [
      'Names of buckets are shared by all accounts of AWS: the name of your company in it makes it yours.',
      'It has 3 to 63 lower-case letters, digits, hyphens and dots.',
      'It cannot be changed afterwards.',
    ],
  };
}

export function askClose(known: SetupKnown, answers: Answers): Question | undefined {
  const bucket = known.environment?.staticFiles.bucket;
  if (answers.static !== 'yes' || bucket?.isPublic !== true) return undefined;
  return {
    id: 'static-close',
    kind: 'choice',
    text: `Close ${bucket.name} to the public?`,
    note: bucket.notes[0] ?? 'Everybody can read it past the CDN.',
    flag: '--close-bucket',
    typed: ['--close-bucket', '--no-close-bucket'],
    choices: [
      { value: 'close', label: 'Close it', columns: ['CloudFront goes on reading it'] },
      { value: 'keep', label: 'Leave it open', columns: ['something else serves from it'] },
    ],
    explanation: [
      'CloudFront reads a private bucket, so it need not be open for this.',
      'Open, files can be read past the CDN: without its caching, and on your bill for S3.',
      'A website or an app that links to the bucket itself stops working when it is closed.',
    ],
  };
}
