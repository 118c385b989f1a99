import { describe, expect, it } from 'vitest';
import { aliasProblem } from '../../source/copilot/host-names.ts';

const long = 'a'.repeat(63);

describe('a name that CloudFront takes', () => {
  it.each([
    'www.example.com',
    'example.com',
    'WWW.Example.com',
    '*.example.com',
    'a-b.example.com',
    '_dmarc.example.com',
    'xn--mnchen-3ya.example.com',
    '1.example.com',
    `${long}.example.com`,
    `${long}.${long}.${long}.${'a'.repeat(61)}`,
  ])('%s', (name) => expect(aliasProblem(name)).toBeUndefined());
});

describe('one that it does not', () => {
  it.each([
    ['', 'alias-not-a-host-name'],
    ['localhost', 'alias-not-a-host-name'],
    ['.example.com', 'alias-not-a-host-name'],
    ['www.example.com.', 'alias-not-a-host-name'],
    ['www..example.com', 'alias-not-a-host-name'],
    ['-a.example.com', 'alias-not-a-host-name'],
    ['a-.example.com', 'alias-not-a-host-name'],
    ['a,b.example.com', 'alias-not-a-host-name'],
    ['*.com', 'alias-not-a-host-name'],
    [`${long}a.example.com`, 'alias-not-a-host-name'],
    [`${long}.${long}.${long}.${'a'.repeat(62)}`, 'alias-not-a-host-name'],
    ['https://www.example.com', 'alias-not-a-host-name'],
    ['www.example.com/path', 'alias-not-a-host-name'],
    ['www.example.com:443', 'alias-not-a-host-name'],
    ['me@example.com', 'alias-not-a-host-name'],
    ['www.example.com other.example.com', 'alias-not-a-host-name'],
    ['bücher.example.com', 'alias-not-ascii'],
    ['*', 'alias-wildcard'],
    ['*.*.example.com', 'alias-wildcard'],
    ['www.*.example.com', 'alias-wildcard'],
    ['a*.example.com', 'alias-wildcard'],
    ['?.example.com', 'alias-wildcard'],
  ])('%j: %s', (name, code) => expect(aliasProblem(name)?.code).toBe(code));

  it.each([
    ['https://www.example.com/path', 'www.example.com'],
    ['http://www.example.com:8080', 'www.example.com'],
    ['bücher.example.com', 'xn--bcher-kva.example.com'],
    ['shop.example.org/path', 'shop.example.org'],
    ['shop.example.org:443', 'shop.example.org'],
    ['me@example.org', 'example.org'],
    ['www.example.com other.example.com', 'www.example.com'],
  ])('%j: the fix says %s', (name, fix) => expect(aliasProblem(name)?.fix).toContain(fix));
});
