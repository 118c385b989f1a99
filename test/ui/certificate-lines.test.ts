import { describe, expect, it } from 'vitest';
import type { CertificateEvent, Event } from '../../source/event.ts';
import { createPlainPrinter } from '../../source/ui/printers/plain.ts';

const time = '2026-11-23T12:00:00.000Z';
const fits: CertificateEvent = {
  type: 'certificate',
  arn: 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666',
  domainName: '*.example.com',
  names: ['*.example.com'],
  usable: true,
  recommended: true,
  covered: ['api.example.com', 'www.example.com'],
  missing: [],
  status: 'ISSUED',
  issuedBy: 'AMAZON_ISSUED',
  keyAlgorithm: 'RSA_2048',
  renewsItself: true,
  inUse: false,
  title: '*.example.com',
  columns: ['covers both', '211 days', 'renews itself'],
  details: ['issued by Amazon', 'RSA 2048', 'not in use'],
};
const imported: CertificateEvent = {
  ...fits,
  recommended: false,
  title: 'www.example.com',
  columns: ['covers both', '21 days', 'imported, ends soon'],
  details: ['imported, ends in 21 days, does not renew itself', 'EC P-256', 'in use by distribution E1'],
};
const pending = unfitting('api.example.com', 'waiting for validation for 3 days', ['api.example.com']);
const result: Event = { time, type: 'result', command: 'cert list', ok: true, exitCode: 0, summary: 'So.' };

function unfitting(title: string, reason: string, covered: readonly string[] = []): CertificateEvent {
  return { ...fits, usable: false, recommended: false, title, reason, covered, columns: [] };
}

function printed(certificates: readonly CertificateEvent[], width?: number): string {
  const lines: string[] = [];
  const print = createPlainPrinter((line) => void lines.push(line), {
    ascii: false,
    colour: false,
    ...(width !== undefined && { width }),
  });
  for (const certificate of certificates) print({ ...certificate, time });
  expect(lines).toEqual([]);
  print(result);
  return `\n${lines.join('\n')}\n`;
}

describe('a list of certificates', () => {
  it('is a table on a terminal', () => {
    expect(printed([fits, imported, pending], 80)).toMatchInlineSnapshot(`
      "

      ✔ *.example.com     covers both   211 days   renews itself
          issued by Amazon · RSA 2048 · not in use
          arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666
      ✔ www.example.com   covers both   21 days    imported, ends soon
          imported, ends in 21 days, does not renew itself · EC P-256 · in use by
          distribution E1
          arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666
      – api.example.com   waiting for validation for 3 days

      ✔ So.
      "
    `);
  });

  it('breaks its rows where the window is narrow', () => {
    expect(printed([fits, pending], 40)).toMatchInlineSnapshot(`
      "

      ✔ *.example.com
          covers both, 211 days, renews itself
          issued by Amazon · RSA 2048 · not in
          use
          arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666
      – api.example.com
          waiting for validation for 3 days

      ✔ So.
      "
    `);
  });

  it('is a line each in a log, with all there is to say', () => {
    expect(printed([fits, pending])).toMatchInlineSnapshot(`
      "
      ✔ *.example.com     covers both   211 days   renews itself   issued by Amazon   RSA 2048   not in use   arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666
      – api.example.com   waiting for validation for 3 days   issued by Amazon   RSA 2048   not in use   arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666

      ✔ So.
      "
    `);
  });

  it('of two thousand shows on a terminal those that say something, and counts the others', () => {
    const others = Array.from({ length: 2_000 }, (_, index) =>
      unfitting(`customer-${index}.example.net`, 'covers none of the 50 names'),
    );
    const shown = printed([fits, pending, ...others], 80);
    expect(shown.split('\n').filter((line) => line.includes('covers none'))).toHaveLength(10);
    expect(shown).toContain('  … and 1,990 more like these; --json lists them all');
    const log = printed([fits, pending, ...others]);
    expect(log.split('\n').filter((line) => line.includes('covers none'))).toHaveLength(2_000);
  });
});
