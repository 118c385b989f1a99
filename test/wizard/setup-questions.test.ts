import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../../source/cdn/certificate-coverage.ts';
import { rankCertificates } from '../../source/cdn/certificate-rank.ts';
import { UserError } from '../../source/errors.ts';
import {
  answersOf,
  beginning,
  currentQuestion,
  giveAnswer,
  goBack,
  type Position,
  pastAnswers,
} from '../../source/wizard/conversation.ts';
import { answerFromFlags } from '../../source/wizard/flag-answers.ts';
import type { SetupEnvironment, SetupKnown } from '../../source/wizard/setup-known.ts';
import { setupQuestions } from '../../source/wizard/setup-questions.ts';

const now = new Date('2026-11-23T00:00:00Z');
const wildcard = certificate('wildcard', ['*.example.com'], { notAfter: new Date('2027-06-22T00:00:00Z') });
const pending = certificate('pending', ['api.example.com'], {
  status: 'PENDING_VALIDATION',
  createdAt: new Date('2026-11-20T00:00:00Z'),
});

describe('the setup conversation', () => {
  it('asks environment, CloudFront, certificate, static files and load balancer, in this order', () => {
    const asked: string[] = [];
    let position = beginning;
    for (const answer of ['prod', 'yes', wildcard.arn, 'no', 'cloudfront']) {
      asked.push(question(known(), position)?.id ?? 'none');
      position = giveAnswer(setupQuestions, known(), position, answer);
    }
    expect(asked).toEqual(['environment', 'cdn', 'certificate', 'static', 'ingress']);
    expect(question(known(), position)).toBeUndefined();
    expect(pastAnswers(position).map(({ label, text }) => `${label}: ${text}`)).toEqual([
      'Environment: prod',
      'CloudFront: in front of the load balancer',
      'Certificate: *.example.com',
      'Static files: none',
      'Load balancer: only CloudFront may reach it',
    ]);
  });

  it('goes back one question with the earlier answer still chosen', () => {
    const answered = answer(known(), 'prod', 'yes', wildcard.arn);
    const before = goBack(answered);
    expect(before && question(known(), before)).toMatchObject({ id: 'certificate', previous: wildcard.arn });
  });

  it('is over after "not now"', () => {
    expect(question(known(), answer(known(), 'prod', 'no'))).toBeUndefined();
  });

  it('recommends the certificate that covers every name, and shows the others with their reason', () => {
    const asked = question(known(), answer(known(), 'prod', 'yes'));
    expect(asked).toMatchObject({
      recommended: wildcard.arn,
      note: 'It must cover api.example.com and www.example.com.',
    });
    const choices = asked?.kind === 'choice' ? asked.choices : [];
    expect(choices.map(({ label, unusable }) => [label, unusable])).toEqual([
      ['*.example.com', undefined],
      ['api.example.com', 'waiting for validation for 3 days'],
      ['None', 'refused beside http.public.certificates'],
      ['Request a new one', undefined],
      ['Type an ARN', undefined],
    ]);
  });

  it('recommends the certificate that is in use now', () => {
    const other = certificate('other', ['*.example.com'], { notAfter: new Date('2027-11-22T00:00:00Z') });
    const environment = { ...prod(), cdn: { enabled: true, certificate: wildcard.arn, terminateTls: false } };
    const both = {
      ...environment,
      certificates: { pending: false, elsewhere: [], ranked: rank([other, wildcard]) },
    };
    expect(question(known(both), answer(known(both), 'prod'))).toMatchObject({
      id: 'certificate',
      recommended: wildcard.arn,
    });
  });

  it('does not offer to shut out everyone when no name would lead to CloudFront', () => {
    const nameless = { ...prod(), names: [], publicCertificates: false };
    const asked = question(known(nameless), answer(known(nameless), 'prod', 'yes', 'none'));
    expect(asked).toMatchObject({ id: 'ingress', recommended: 'everyone' });
  });

  it('offers only the manifest where no service is behind a load balancer', () => {
    const empty = { ...prod(), services: [], names: [] };
    const asked = question(known(empty), answer(known(empty), 'prod'));
    expect(asked?.kind === 'choice' && asked.choices.map(({ value }) => value)).toEqual(['manifest', 'no']);
  });

  it('asks only whether to go on when an earlier run did not end', () => {
    const unfinished = { ...prod(), unfinished: { since: '12 minutes ago', answers: {} } };
    const goingOn = answer(known(unfinished), 'prod', 'go-on');
    expect(question(known(unfinished), goingOn)).toBeUndefined();
    expect(question(known(unfinished), answer(known(unfinished), 'prod', 'anew'))?.id).toBe('cdn');
  });
});

describe('--certificate', () => {
  it.each([
    ['is no ARN', 'my-certificate', 'certificate-arn-malformed'],
    [
      'is in another region',
      'arn:aws:acm:eu-west-1:111122223333:certificate/1a2b',
      'certificate-not-in-us-east-1',
    ],
    ['is not in the account', 'arn:aws:acm:us-east-1:111122223333:certificate/none', 'certificate-not-found'],
    ['is not issued yet', pending.arn, 'certificate-not-usable'],
  ])('is refused when it %s', (_what, arn, code) => {
    const asked = answer(known(), 'prod', 'yes');
    expect(problemOf(() => giveAnswer(setupQuestions, known(), asked, arn))).toBe(code);
  });

  it('auto is the recommended one', () => {
    const asked = question(known(), answer(known(), 'prod', 'yes'));
    expect(asked && answerFromFlags({ certificate: 'auto' }, asked)).toBe(wildcard.arn);
  });

  it('takes an ARN that the list could not be read for', () => {
    const unlisted = {
      ...prod(),
      certificates: { pending: false, ranked: [], elsewhere: [], failure: 'acm:ListCertificates is denied' },
    };
    const asked = question(known(unlisted), answer(known(unlisted), 'prod', 'yes'));
    const arn = wildcard.arn;
    expect(asked && answerFromFlags({ certificate: arn }, asked)).toBe('type-an-arn');
    const typed = answer(known(unlisted), 'prod', 'yes', 'type-an-arn', arn);
    expect(answersOf(typed)['certificate-arn']).toBe(arn);
  });
});

function certificate(
  id: string,
  names: readonly string[],
  other: Partial<CertificateFacts> = {},
): CertificateFacts {
  return {
    arn: `arn:aws:acm:us-east-1:111122223333:certificate/${id}`,
    domainName: names[0] ?? '',
    names,
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    ...other,
  };
}

function rank(certificates: readonly CertificateFacts[]) {
  return rankCertificates(certificates, ['api.example.com', 'www.example.com'], now);
}

function prod(): SetupEnvironment {
  return {
    name: 'prod',
    account: '111122223333',
    services: ['api', 'web'],
    names: ['api.example.com', 'www.example.com'],
    nameless: [],
    staticFiles: {},
    managedNames: [],
    managedDomain: false,
    publicCertificates: true,
    cdn: { enabled: false, terminateTls: false },
    ingressRestricted: false,
    certificates: { pending: false, elsewhere: [], ranked: rank([pending, wildcard]) },
  };
}

function known(environment: SetupEnvironment = prod()): SetupKnown {
  return { environments: [{ name: 'prod', region: 'us-west-2', account: '111122223333' }], environment };
}

function question(with_: SetupKnown, position: Position) {
  return currentQuestion(setupQuestions, with_, position);
}

function answer(with_: SetupKnown, ...values: readonly string[]): Position {
  return values.reduce((position, value) => giveAnswer(setupQuestions, with_, position, value), beginning);
}

function problemOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    return error instanceof UserError ? error.code : String(error);
  }
}
