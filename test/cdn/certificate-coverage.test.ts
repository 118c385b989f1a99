import { describe, expect, it } from 'vitest';
import { type CertificateFacts, coverage, rankCertificates } from '../../source/cdn/certificate-coverage.ts';

const now = new Date('2026-11-23T12:00:00Z');
const issued: CertificateFacts = {
  arn: 'arn:aws:acm:us-east-1:111122223333:certificate/a',
  domainName: 'example.com',
  names: ['example.com', '*.example.com'],
  status: 'ISSUED',
  keyAlgorithm: 'RSA_2048',
  type: 'AMAZON_ISSUED',
  notAfter: new Date('2027-06-01T00:00:00Z'),
};

describe('names', () => {
  it.each([
    ['www.example.com', true],
    ['WWW.Example.COM', true],
    ['www.example.com.', true],
    ['example.com', true],
    ['a.b.example.com', false],
    ['example.org', false],
    ['wwwexample.com', false],
    ['.example.com', false],
    ['*.example.com', true],
    ['*.b.example.com', false],
  ])('%s: covered by example.com and *.example.com: %s', (name, covered) => {
    expect(coverage(issued, [name], now).usable).toBe(covered);
  });

  it('a wildcard does not cover its own domain', () => {
    expect(coverage({ ...issued, names: ['*.example.com'] }, ['example.com'], now).missing).toEqual([
      'example.com',
    ]);
  });

  it('of other alphabets are compared in punycode', () => {
    const certificate = { ...issued, names: ['*.xn--bcher-kva.example'] };
    expect(coverage(certificate, ['www.bücher.example', 'www.BÜCHER.example'], now).usable).toBe(true);
  });

  it('says which are covered and which are not', () => {
    expect(coverage(issued, ['www.example.com', 'example.org', 'example.net'], now)).toEqual({
      covered: ['www.example.com'],
      missing: ['example.org', 'example.net'],
      usable: false,
      reason: 'does not cover example.org and 1 more',
    });
  });

  it('does not claim to know names that were not listed', () => {
    expect(coverage({ ...issued, namesComplete: false }, ['example.org'], now).reason).toBe(
      'not known to cover example.org',
    );
  });

  it('none needed: any issued certificate will do', () => {
    expect(coverage(issued, [], now)).toEqual({ covered: [], missing: [], usable: true });
  });
});

describe('why a certificate cannot be used', () => {
  it.each<[string, Partial<CertificateFacts>]>([
    [
      'in us-west-2; CloudFront reads only us-east-1',
      { arn: 'arn:aws:acm:us-west-2:111122223333:certificate/a' },
    ],
    [
      'waiting for validation for 3 days',
      { status: 'PENDING_VALIDATION', createdAt: new Date('2026-11-20T10:00:00Z') },
    ],
    [
      'waiting for validation for 1 hour',
      { status: 'PENDING_VALIDATION', createdAt: new Date('2026-11-23T10:30:00Z') },
    ],
    ['waiting for validation for a moment', { status: 'PENDING_VALIDATION', createdAt: now }],
    ['waiting for validation', { status: 'PENDING_VALIDATION' }],
    ['expired 2 months ago', { status: 'EXPIRED', notAfter: new Date('2026-09-20T00:00:00Z') }],
    ['expired 1 day ago', { notAfter: new Date('2026-11-22T00:00:00Z') }],
    ['revoked', { status: 'REVOKED' }],
    ['not validated within 72 hours', { status: 'VALIDATION_TIMED_OUT' }],
    ['the request failed', { status: 'FAILED' }],
    ['inactive', { status: 'INACTIVE' }],
    ['its status is NEW_WORD', { status: 'NEW_WORD' }],
    ['its key is EC_secp384r1, which CloudFront does not take', { keyAlgorithm: 'EC_secp384r1' }],
    ['from a private authority, which browsers do not trust', { type: 'PRIVATE' }],
  ])('%s', (reason, change) => {
    expect(coverage({ ...issued, ...change }, ['www.example.com'], now)).toMatchObject({
      usable: false,
      reason,
    });
  });

  it.each(['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1'])(
    'not because of a key %s',
    (keyAlgorithm) => {
      expect(coverage({ ...issued, keyAlgorithm }, ['www.example.com'], now).usable).toBe(true);
    },
  );
});

describe('the best certificate', () => {
  const certificate = (id: string, change: Partial<CertificateFacts>): CertificateFacts => ({
    ...issued,
    arn: `arn:aws:acm:us-east-1:1:certificate/${id}`,
    ...change,
  });
  const order = (...certificates: CertificateFacts[]) =>
    rankCertificates(certificates, ['www.example.com', 'api.example.com'], now).map(
      ({ arn }) => arn.split('/')[1],
    );

  it('is one that can be used', () => {
    expect(
      order(certificate('pending', { status: 'PENDING_VALIDATION' }), certificate('issued', {})),
    ).toEqual(['issued', 'pending']);
  });

  it('among those that cannot is the one that covers most', () => {
    expect(
      order(
        certificate('none', { names: ['example.org'] }),
        certificate('one', { names: ['www.example.com'] }),
      ),
    ).toEqual(['one', 'none']);
  });

  it('renews itself', () => {
    const longer = new Date('2028-01-01T00:00:00Z');
    expect(
      order(certificate('imported', { type: 'IMPORTED', notAfter: longer }), certificate('amazon', {})),
    ).toEqual(['amazon', 'imported']);
  });

  it('is valid the longest', () => {
    const longer = new Date('2028-01-01T00:00:00Z');
    expect(order(certificate('sooner', {}), certificate('later', { notAfter: longer }))).toEqual([
      'later',
      'sooner',
    ]);
  });

  it('is recommended, and says why', () => {
    const [first, second] = rankCertificates(
      [issued, certificate('b', { status: 'REVOKED' })],
      ['www.example.com'],
      now,
    );
    expect(first).toMatchObject({
      recommended: true,
      because: 'it covers the name and renews itself',
      columns: ['covers it', 'renews itself'],
    });
    expect(second).toMatchObject({ recommended: false });
  });

  it('is none when none can be used', () => {
    const ranked = rankCertificates([certificate('a', { status: 'REVOKED' })], ['www.example.com'], now);
    expect(ranked.some(({ recommended }) => recommended)).toBe(false);
  });
});
