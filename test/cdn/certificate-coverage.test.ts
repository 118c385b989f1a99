import { describe, expect, it } from 'vitest';
import { type CertificateFacts, coverage } from '../../source/cdn/certificate-coverage.ts';

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
      reason: 'covers 1 of 3, not example.org and 1 more',
    });
  });

  it.each([
    [['example.org'], 'does not cover example.org'],
    [['example.org', 'example.net'], 'covers neither name'],
    [['example.org', 'example.net', 'a.example.org'], 'covers none of the 3 names'],
    [['www.example.com', 'example.org'], 'covers 1 of 2, not example.org'],
    [['bücher.example'], 'does not cover bücher.example (xn--bcher-kva.example)'],
  ])('%j: %s', (names, reason) => {
    expect(coverage(issued, names, now).reason).toBe(reason);
  });

  it('does not claim to know names that were not listed', () => {
    const cutOff = { ...issued, namesComplete: false };
    expect(coverage(cutOff, ['example.org'], now)).toMatchObject({
      usable: false,
      uncertain: true,
      reason: 'not known to cover example.org',
    });
    expect(coverage(cutOff, ['www.example.com'], now)).not.toHaveProperty('uncertain');
    expect(coverage({ ...cutOff, status: 'REVOKED' }, ['example.org'], now)).not.toHaveProperty('uncertain');
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
    ['CloudFront does not take its key (EC P-384)', { keyAlgorithm: 'EC_secp384r1' }],
    ['CloudFront does not take its key (EC P-521)', { keyAlgorithm: 'EC_secp521r1' }],
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
