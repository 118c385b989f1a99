import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../../source/cdn/certificate-coverage.ts';
import { rankCertificates } from '../../source/cdn/certificate-rank.ts';
import { UserError } from '../../source/errors.ts';
import {
  askCertificate,
  askCertificateArn,
  certificateAnswerProblem,
} from '../../source/wizard/certificate-question.ts';
import { answerFromFlags } from '../../source/wizard/flag-answers.ts';
import type { ChoiceQuestion } from '../../source/wizard/question.ts';
import type { CertificatesKnown, SetupEnvironment } from '../../source/wizard/setup-known.ts';

const now = new Date('2026-11-23T00:00:00Z');
const names = ['api.example.com', 'www.example.com'];
const fitting = certificate('fitting');
const expired = certificate('expired', { status: 'EXPIRED' });

describe('the list', () => {
  it('shows names of other alphabets readably, and says which names have to be covered', () => {
    const ranked = certificate('idn', {
      domainName: '*.xn--bcher-kva.example',
      names: ['*.xn--bcher-kva.example'],
    });
    const asked = ask({ names: ['www.bücher.example'], ...certificates([ranked], ['www.bücher.example']) });
    expect(asked.note).toBe('It must cover www.bücher.example (www.xn--bcher-kva.example).');
    expect(asked.choices[0]).toMatchObject({
      label: '*.bücher.example (*.xn--bcher-kva.example)',
      columns: ['covers it', '200 days', 'renews itself'],
    });
  });

  it('says what else is known of the row in focus', () => {
    const used = certificate('used', {
      inUse: true,
      inUseBy: ['arn:aws:cloudfront::111122223333:distribution/E2EXAMPLE'],
    });
    expect(ask(certificates([used])).choices[0]?.details).toEqual([
      'issued by Amazon',
      'RSA 2048',
      'in use by distribution E2EXAMPLE',
    ]);
  });

  it.each([
    [0, false],
    [6, false],
    [7, true],
    [2_000, true],
  ])('of %i is filtered by typing: %s', (count, filter) => {
    const all = Array.from({ length: count }, (_, index) => certificate(`c${index}`));
    expect(ask(certificates(all)).filter).toBe(filter);
  });

  it('explains itself in three sentences', () => {
    expect(ask({}).explanation).toHaveLength(3);
  });
});

describe('under the list stands', () => {
  it.each<[string, Partial<SetupEnvironment>, readonly string[]]>([
    [
      'how many there are, and that one more is where CloudFront does not read',
      certificates([fitting, expired], names, {
        elsewhere: [{ domainName: '*.example.com', region: 'us-west-2' }],
      }),
      ['2 in us-east-1. One more for *.example.com is in us-west-2, which CloudFront cannot use.'],
    ],
    [
      'what to do when there is none',
      certificates([], names, { elsewhere: [{ domainName: '*.example.com', region: 'us-west-2' }] }),
      [
        'There is no certificate in us-east-1: request one for api.example.com and www.example.com, or import one there. One for *.example.com is in us-west-2, which CloudFront cannot use.',
      ],
    ],
    [
      'what to do when the only one does not fit',
      certificates([expired]),
      [
        'The one in us-east-1 cannot be used: request one for api.example.com and www.example.com, or import one there.',
      ],
    ],
    [
      'what to do when none of many fits',
      certificates(
        Array.from({ length: 2_000 }, (_, index) => ({ ...expired, arn: `${expired.arn}${index}` })),
      ),
      [
        'None of the 2,000 in us-east-1 can be used: request one for api.example.com and www.example.com, or import one there.',
      ],
    ],
    [
      'what to do when there is no name to ask one for',
      { names: [], ...certificates([], []) },
      [
        'There is no certificate in us-east-1: give a service a name (http.alias), and a certificate for it can be requested.',
      ],
    ],
    [
      'why there is no list, and that an ARN will do',
      certificates([], names, { failure: 'Listing failed: dana may not use acm:ListCertificates.' }),
      ['Listing failed: dana may not use acm:ListCertificates. An ARN can still be typed.'],
    ],
    [
      'what is not known of those that are listed',
      certificates([fitting], names, { partly: 'Reading failed: dana may not use acm:DescribeCertificate.' }),
      ['1 in us-east-1.', 'Reading failed: dana may not use acm:DescribeCertificate.'],
    ],
    ['nothing while more are on their way', certificates([expired], names, { pending: true }), []],
  ])('%s', (_what, environment, notes) => {
    expect(ask(environment).footnotes).toEqual(notes);
  });
});

describe('what Copilot refuses cannot be chosen:', () => {
  const domain = { managedDomain: true, publicCertificates: false } as const;
  const httpOnly = { managedDomain: false, publicCertificates: false } as const;
  const imported = { managedDomain: false, publicCertificates: true } as const;
  const endsAtEdge = { cdn: { enabled: true, terminateTls: true } } as const;

  it.each<[string, Partial<SetupEnvironment>, Readonly<Record<string, boolean>>]>([
    [
      'certificates on the load balancer and none on the CDN',
      imported,
      { fitting: true, none: false, type: true },
    ],
    ['the domain’s own and one beside it', domain, { managed: true, fitting: false, type: false }],
    [
      'nothing, when TLS ends at the edge: one beside the domain’s own',
      { ...domain, ...endsAtEdge },
      { managed: true, fitting: true, type: true },
    ],
    [
      'nothing, when the load balancer has HTTP only: TLS will end at the edge',
      httpOnly,
      { fitting: true, none: true, type: true },
    ],
    [
      'to take away the one that the names have',
      { ...httpOnly, cdn: { enabled: true, terminateTls: true, certificate: fitting.arn } },
      { fitting: true, none: false, type: true },
    ],
  ])('%s', (_what, environment, expected) => {
    const { choices } = ask({ ...environment, ...certificates([fitting]) });
    const short = (value: string) =>
      value === fitting.arn ? 'fitting' : value === 'type-an-arn' ? 'type' : value;
    const choosable = choices
      .filter(({ value }) => value !== 'request')
      .map(({ value, unusable }) => [short(value), unusable === undefined] as const);
    expect(Object.fromEntries(choosable)).toEqual(expected);
  });

  it('the row says what is missing, a note what to add', () => {
    const asked = ask({ ...domain, ...certificates([fitting]) });
    expect(asked.choices.find(({ value }) => value === fitting.arn)?.unusable).toBe(
      'needs cdn.terminate_tls or http.public.certificates',
    );
    expect(asked.footnotes?.[0]).toMatch(
      /^Beside the domain's own, .* is in the manifest: add one of them first\.$/,
    );
  });

  it('says that TLS will end at CloudFront where the load balancer has HTTP only', () => {
    expect(ask({ ...httpOnly, ...certificates([fitting]) }).footnotes?.at(-1)).toMatch(
      /^With a certificate, TLS ends at CloudFront \(cdn\.terminate_tls: true is written, too\)/,
    );
  });

  it.each([fitting.arn, `${fitting.arn}-unlisted`, 'type-an-arn'])(
    'a typed one, too, and a flag: %s',
    (value) => {
      const environment = shop({ ...domain, ...certificates([fitting]) });
      const problem = certificateAnswerProblem(value, { environments: [], environment });
      expect(problem).toBeInstanceOf(UserError);
      expect(problem?.code).toBe('certificate-needs-tls-termination');
    },
  );
});

describe('an ARN', () => {
  const cutOff = certificate('cut-off', { names: ['x.example.com'], namesComplete: false });

  it('whose names could not all be read is dimmed in the list, and taken when it is typed: AWS will tell', () => {
    const environment = certificates([cutOff], names, { partly: 'denied' });
    const asked = ask(environment);
    expect(asked.choices[0]?.unusable).toBe('not known to cover api.example.com and 1 more');
    expect(answerFromFlags({ certificate: cutOff.arn }, asked)).toBe('type-an-arn');
    expect(check(cutOff.arn, environment)).toBeUndefined();
  });

  it.each([
    ['that is not issued', expired.arn, /cannot be used: expired/],
    ['that is not there', `${fitting.arn}0`, /There is no certificate/],
    ['of another region', fitting.arn.replace('us-east-1', 'eu-west-1'), /us-east-1 only/],
    ['that is none', 'certificate/fitting', /not the ARN/],
  ])('%s is refused with the reason', (_what, arn, message) => {
    expect(check(arn, certificates([fitting, expired]))).toMatch(message);
  });

  it('is taken unseen where the list cannot be read', () => {
    expect(check(`${fitting.arn}0`, certificates([], names, { failure: 'denied' }))).toBeUndefined();
  });

  function check(arn: string, environment: Partial<SetupEnvironment>): string | undefined {
    const known = { environments: [], environment: shop(environment) };
    const asked = askCertificateArn(known, { certificate: 'type-an-arn' });
    if (asked?.kind !== 'text') throw new Error('It is not asked for.');
    return asked.check(arn);
  }
});

function certificate(id: string, change: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    arn: `arn:aws:acm:us-east-1:111122223333:certificate/${id}`,
    domainName: '*.example.com',
    names: ['*.example.com'],
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    notAfter: new Date(now.getTime() + 200.5 * 86_400_000),
    ...change,
  };
}

function certificates(
  all: readonly CertificateFacts[],
  needed: readonly string[] = names,
  more: Partial<CertificatesKnown> = {},
): Pick<SetupEnvironment, 'certificates'> {
  const ranked = rankCertificates(all, needed, now);
  return { certificates: { pending: false, elsewhere: [], ranked, ...more } };
}

function shop(change: Partial<SetupEnvironment>): SetupEnvironment {
  return {
    name: 'prod',
    account: '111122223333',
    services: ['api', 'web'],
    names,
    nameless: [],
    staticFiles: {},
    managedNames: [],
    managedDomain: false,
    publicCertificates: true,
    cdn: { enabled: false, terminateTls: false },
    ingressRestricted: false,
    ...certificates([fitting]),
    ...change,
  };
}

function ask(change: Partial<SetupEnvironment>): ChoiceQuestion {
  const asked = askCertificate({ environments: [], environment: shop(change) }, { cdn: 'yes' });
  if (asked?.kind !== 'choice') throw new Error('The question is not asked.');
  return asked;
}
