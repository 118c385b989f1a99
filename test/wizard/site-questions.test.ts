import { describe, expect, test } from 'vitest';
import { encodeAnswer } from '../../source/site/tree/answer.ts';
import { GrowingTree } from '../../source/site/tree/growing-tree.ts';
import {
  type Answers,
  answersOf,
  beginning,
  currentQuestion,
  giveAnswer,
} from '../../source/wizard/conversation.ts';
import { newSite } from '../../source/wizard/site/new-site.ts';
import { recommendRouting } from '../../source/wizard/site/routing-question.ts';
import type { SiteKnown } from '../../source/wizard/site/site-known.ts';
import { siteQuestions } from '../../source/wizard/site/site-questions.ts';

const growing = new GrowingTree();
const known: SiteKnown = {
  application: 'shop',
  environments: [{ name: 'prod' }],
  taken: new Map([['web', 'web is taken.']]),
  tree: {
    root: growing.root,
    version: () => 0,
    find: () => undefined,
    subscribe: () => () => undefined,
    want: () => undefined,
  },
  builds: [],
  names: ['www.example.com', 'api.example.com'],
  certificates: { pending: false, ranked: [], elsewhere: [] },
  withoutAlias: false,
};
const entry = { source: 'dist', destination: '', recursive: true, exclude: [], reinclude: [] };
const files = encodeAnswer({ entries: [entry] });

/** Gives the answers in the order in which they are asked for; returns all of them, and the question that comes next. */
function talk(answers: Answers, more: Partial<SiteKnown> = {}) {
  const now = { ...known, ...more };
  let position = beginning;
  for (;;) {
    const question = currentQuestion(siteQuestions, now, position);
    const answer = question === undefined ? undefined : answers[question.id];
    if (answer === undefined) return { question, answers: answersOf(position), position };
    position = giveAnswer(siteQuestions, now, position, answer);
  }
}

function choicesIn({ question }: ReturnType<typeof talk>): readonly string[] {
  return question?.kind === 'choice' ? question.choices.map(({ value }) => value) : [];
}

describe('the name', () => {
  test.each([
    ['web', /web is taken/],
    ['Docs', /begins with a small letter/],
    ['d', /two characters or more/],
    ['a--b', /two in a row/],
    ['docs-', /neither ends in a hyphen/],
    ['environments', /folder of Copilot's own/],
  ])('%s is refused', (name, why) => {
    expect(() => talk({ name })).toThrow(why);
  });
});

describe('the alias', () => {
  test('is proposed beside the services, and as Copilot would call it where it has a domain', () => {
    const asked = talk({ name: 'docs', files });
    expect(choicesIn(asked)).toEqual(['docs.example.com', 'none', 'type']);
    const managed = talk({ name: 'docs', files }, { domain: 'example.org' });
    expect(choicesIn(managed)[0]).toBe('docs.prod.shop.example.org');
    expect(managed.question?.recommended).toBe('docs.prod.shop.example.org');
  });

  test('that a service has is refused', () => {
    const typed = { name: 'docs', files, alias: 'type', 'alias-typed': 'www.example.com' };
    expect(() => talk(typed)).toThrow('is the name of a service already');
  });

  test('of one environment among several is asked for after the environment', () => {
    const several = { environments: [{ name: 'test' }, { name: 'prod' }] };
    expect(talk({ name: 'docs', files }, several).question?.id).toBe('environment');
    const asked = talk({ name: 'docs', files, environment: 'prod', alias: 'none' }, several);
    expect(asked.question?.id).toBe('routing');
    expect(newSite({ ...asked.answers, routing: 'pages' }).environment).toBeUndefined();
  });

  test('without one needs neither environment nor certificate', () => {
    const several = { environments: [{ name: 'test' }, { name: 'prod' }], withoutAlias: true };
    const asked = talk({ name: 'docs', files, alias: 'none' }, several);
    expect(asked.question?.id).toBe('routing');
  });
});

describe('the certificate', () => {
  const named = { name: 'docs', files, alias: 'docs.example.com' };

  test('is none of those that leave the name without one', () => {
    const asked = talk(named);
    expect(choicesIn(asked)).toEqual(['request', 'type-an-arn']);
    expect(asked.question?.note).toBe('It must cover docs.example.com.');
    expect(() => talk({ ...named, certificate: 'none' })).toThrow('needs a certificate');
  });

  test('that is to be requested stays out of the manifest', () => {
    const { answers } = talk({ ...named, certificate: 'request', routing: 'pretty' });
    expect(newSite(answers)).toEqual({
      name: 'docs',
      files: [{ source: 'dist', recursive: true, exclude: [], reinclude: [] }],
      http: { alias: 'docs.example.com' },
      routing: 'pretty',
    });
  });

  test('in another region is refused', () => {
    const typed = {
      ...named,
      certificate: 'type-an-arn',
      'certificate-arn': 'arn:aws:acm:eu-west-1:111122223333:certificate/1a2b',
    };
    expect(() => talk(typed)).toThrow('CloudFront reads certificates from us-east-1 only');
  });
});

describe('how addresses find files', () => {
  test.each([
    [['index.html', 'app.js'], 'single-page', 'index.html is the only page'],
    [['index.html', '404.html'], 'single-page', 'index.html is the only page'],
    [['index.html', 'about.html'], 'pretty', 'about.html is a page of its own: /about finds it.'],
    [['index.html', 'docs/start.html'], 'pretty', '/docs/start finds it'],
    [['index.html', 'about/index.html'], 'pages', 'about/index.html is found by /about.'],
    [['index.html', 'a/index.html', 'b/index.html', 'c.html'], 'pages', 'a/index.html is found by /a.'],
    [['guide.pdf'], 'pages', 'no page to tell by'],
    [['start.html'], 'pretty', '/start finds it'],
    [[], 'pages', 'no page to tell by'],
  ])('%j: %s', (keys, routing, because) => {
    const recommended = recommendRouting(keys);
    expect(recommended.routing).toBe(routing);
    expect(recommended.because).toContain(because);
  });
});

test('past answers tell the files in a few words', () => {
  const entries = [
    entry,
    { ...entry, source: 'a.pdf', recursive: false },
    { ...entry, source: 'b', exclude: ['x/'] },
  ];
  const text = (some: typeof entries) =>
    talk({ name: 'docs', files: encodeAnswer({ entries: some }) }).position.given[1]?.text;
  expect(text(entries.slice(0, 1))).toBe('dist/');
  expect(text(entries.slice(0, 2))).toBe('dist/ and a.pdf');
  expect(text(entries)).toBe('dist/ and 2 more, 1 excluded');
});
