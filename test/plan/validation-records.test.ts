import { describe, expect, it } from 'vitest';
import type { RequestedCertificate } from '../../source/aws/certificate-requests.ts';
import {
  placeInZone,
  recordsKnown,
  validationRecords,
  zoneFileLine,
} from '../../source/plan/validation-records.ts';

const record = { name: '_a.example.com', value: '_b.acm-validations.aws' };
const wanted = { ...record, names: ['example.com'], validated: false };

function certificate(validations: RequestedCertificate['validations']): RequestedCertificate {
  return {
    arn: 'arn',
    names: validations.map(({ name }) => name),
    status: 'PENDING_VALIDATION',
    validations,
  };
}

describe('the records of a certificate', () => {
  it('are one for a domain and its wildcard, validated when both are', () => {
    const both = certificate([
      { name: 'example.com', state: 'validated', record },
      { name: '*.example.com', state: 'pending', record },
    ]);
    expect(validationRecords(both)).toEqual([{ ...wanted, names: ['example.com', '*.example.com'] }]);
  });

  it('are known once ACM has made up all of them', () => {
    expect(recordsKnown(certificate([]))).toBe(false);
    expect(recordsKnown(certificate([{ name: 'example.com', state: 'pending' }]))).toBe(false);
    expect(recordsKnown(certificate([{ name: 'example.com', state: 'pending', record }]))).toBe(true);
    expect(recordsKnown(certificate([{ name: 'example.com', state: 'validated' }]))).toBe(true);
  });

  it('read as a line of a zone file', () => {
    expect(zoneFileLine(wanted)).toBe('_a.example.com. 300 IN CNAME _b.acm-validations.aws.');
  });
});

describe('in its zone a record', () => {
  it.each([
    ['is there', '_b.acm-validations.aws.', 'there'],
    ['is there without its underscore', 'B.acm-validations.aws', 'there'],
  ])('%s', (_, value, place) => {
    expect(placeInZone([{ name: record.name, type: 'CNAME', ttl: 60, values: [value] }], wanted)).toBe(place);
  });

  it('is absent beside records of other types', () => {
    expect(placeInZone([{ name: record.name, type: 'TXT', ttl: 60, values: ['"x"'] }], wanted)).toBe(
      'absent',
    );
  });

  it('that says something else is somebody’s', () => {
    const taken = { name: record.name, type: 'CNAME', ttl: 60, values: ['elsewhere.example.com.'] } as const;
    expect(placeInZone([taken], wanted)).toEqual({ taken });
  });
});
