import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../../source/cdn/certificate-coverage.ts';
import { rankCertificates } from '../../source/cdn/certificate-rank.ts';

const now = new Date('2026-11-23T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000 + 3_600_000);
const names = ['www.example.com', 'api.example.com'];

function certificate(id: string, change: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    arn: `arn:aws:acm:us-east-1:111122223333:certificate/${id}`,
    domainName: '*.example.com',
    names: ['*.example.com'],
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    notAfter: inDays(200),
    ...change,
  };
}

function order(...certificates: readonly CertificateFacts[]) {
  return rankCertificates(certificates, names, now).map(({ arn }) => arn.split('/')[1]);
}

function only(change: Partial<CertificateFacts>, needed: readonly string[] = names) {
  const [ranked] = rankCertificates([certificate('one', change)], needed, now);
  return { columns: ranked?.columns, details: ranked?.details, because: ranked?.because };
}

describe('the best certificate', () => {
  it.each<[string, CertificateFacts, CertificateFacts]>([
    ['is one that can be used', certificate('best'), certificate('other', { status: 'PENDING_VALIDATION' })],
    [
      'among those that cannot is the one that covers most',
      certificate('best', { names: ['www.example.com'] }),
      certificate('other', { names: ['example.org'], notAfter: inDays(300) }),
    ],
    ['renews itself', certificate('best'), certificate('other', { type: 'IMPORTED', notAfter: inDays(400) })],
    [
      'renews itself, even when it ends soon',
      certificate('best', { notAfter: inDays(20) }),
      certificate('other', { type: 'IMPORTED', notAfter: inDays(400) }),
    ],
    [
      'is not an imported one that ends within 30 days',
      certificate('best', { inUse: true, renewalEligible: false, notAfter: inDays(31) }),
      certificate('other', { type: 'IMPORTED', notAfter: inDays(29) }),
    ],
    [
      'is an imported one that ends soon rather than none that fits',
      certificate('best', { type: 'IMPORTED', notAfter: inDays(3) }),
      certificate('other', { names: ['www.example.com'] }),
    ],
    ['is valid the longest', certificate('best', { notAfter: inDays(300) }), certificate('other')],
    [
      'where none covers anything, is one that may be issued yet',
      certificate('best', { names: ['a.b.c'], status: 'PENDING_VALIDATION' }),
      certificate('other', { names: ['a.b.c'], status: 'EXPIRED', notAfter: inDays(-3) }),
    ],
  ])('%s', (_what, best, other) => {
    expect(order(other, best)).toEqual(['best', 'other']);
    expect(order(best, other)).toEqual(['best', 'other']);
  });

  it('is recommended, and says why', () => {
    const [first, second] = rankCertificates(
      [certificate('b', { status: 'REVOKED' }), certificate('a')],
      names,
      now,
    );
    expect(first).toMatchObject({ recommended: true, because: 'it covers both names and renews itself' });
    expect(second).toMatchObject({ recommended: false });
  });

  it('is none when none can be used', () => {
    const ranked = rankCertificates([certificate('a', { status: 'REVOKED' })], names, now);
    expect(ranked.some(({ recommended }) => recommended)).toBe(false);
  });
});

describe('what is said of a certificate', () => {
  it.each<[string, Partial<CertificateFacts>, readonly string[], readonly string[]]>([
    [
      'that Amazon renews',
      { renewalEligible: true, inUse: true },
      ['covers both', '200 days', 'renews itself'],
      ['issued by Amazon', 'RSA 2048', 'in use'],
    ],
    [
      'that nothing uses yet',
      { renewalEligible: false, inUse: false, keyAlgorithm: 'EC_prime256v1' },
      ['covers both', '200 days', 'renews itself'],
      ['issued by Amazon, who renews it once it is in use', 'EC P-256', 'not in use'],
    ],
    [
      'that Amazon does not renew',
      { renewalEligible: false, inUse: true },
      ['covers both', '200 days', 'not renewed'],
      ['issued by Amazon, ends in 200 days, does not renew itself', 'RSA 2048', 'in use'],
    ],
    [
      'that was imported',
      { type: 'IMPORTED' },
      ['covers both', '200 days', 'imported'],
      ['imported, ends in 200 days, does not renew itself', 'RSA 2048'],
    ],
    [
      'that was imported and ends soon',
      { type: 'IMPORTED', notAfter: inDays(21) },
      ['covers both', '21 days', 'imported, ends soon'],
      ['imported, ends in 21 days, does not renew itself', 'RSA 2048'],
    ],
    [
      'that ends today',
      { type: 'IMPORTED', notAfter: new Date(now.getTime() + 60_000) },
      ['covers both', 'today', 'imported, ends soon'],
      ['imported, ends today, does not renew itself', 'RSA 2048'],
    ],
    [
      'of a private authority',
      { type: 'PRIVATE' },
      [],
      ['from a private authority, ends in 200 days', 'RSA 2048'],
    ],
    [
      'that is over',
      { status: 'EXPIRED', type: 'IMPORTED', notAfter: inDays(-12) },
      [],
      ['imported, ended 11 days ago', 'RSA 2048'],
    ],
  ])('%s', (_what, change, columns, details) => {
    expect(only(change)).toMatchObject({ columns, details });
  });

  it.each([
    [[], '200 days'],
    [['www.example.com'], 'covers it'],
    [['www.example.com', 'api.example.com', 'x.example.com'], 'covers all 3'],
  ])('for the names %j: %s first', (needed, first) => {
    expect(only({}, needed).columns?.[0]).toBe(first);
  });

  it.each([
    [['arn:aws:cloudfront::111122223333:distribution/E2EXAMPLE'], 'distribution E2EXAMPLE'],
    [
      ['arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop-Publi-1/50dc6c495c0c9188'],
      'load balancer shop-Publi-1',
    ],
    [['arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/old'], 'load balancer old'],
    [
      ['arn:aws:apigateway:us-east-1::/domainnames/api.example.com'],
      'apigateway domainnames/api.example.com',
    ],
    [
      [
        'arn:aws:cloudfront::111122223333:distribution/E1',
        'arn:aws:cloudfront::111122223333:distribution/E2',
      ],
      'distribution E1 and distribution E2',
    ],
    [
      [1, 2, 3, 4].map((number) => `arn:aws:cloudfront::111122223333:distribution/E${number}`),
      'distribution E1 and 3 more',
    ],
  ])('used by %j: %s', (inUseBy, users) => {
    expect(only({ inUse: true, inUseBy }).details).toContain(`in use by ${users}`);
  });
});

describe('two thousand certificates and fifty names', () => {
  it('are ranked in a moment', () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      certificate(`c${index}`, {
        names: [`customer-${index}.example.net`, `www.customer-${index}.example.net`],
      }),
    );
    const needed = Array.from({ length: 50 }, (_, index) => `team-${index}.example.com`);
    const rounds = Array.from({ length: 10 }, () => {
      const begun = performance.now();
      rankCertificates(many, needed, now);
      return performance.now() - begun;
    });
    // Milliseconds: a page that arrives must not hold up a key. The fastest counts, other tests run beside this one.
    expect(Math.min(...rounds)).toBeLessThan(150);
  });
});
