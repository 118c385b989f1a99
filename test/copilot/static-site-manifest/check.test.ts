// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import { checkStaticSiteManifest } from '../../../source/copilot/static-site-manifest/check.ts';
import { openStaticSiteManifest } from '../../../source/copilot/static-site-manifest/read.ts';
import { told } from '../told.ts';

const edge = 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b';
const local = 'arn:aws:acm:us-west-2:111122223333:certificate/3c4d';

/** `body` begins on line 3. */
function check(body: string, folder = 'site') {
  const origin = { file: 'manifest.yml', folder, application: 'shop', environment: 'prod', variables: {} };
  return checkStaticSiteManifest(openStaticSiteManifest(`name: site\ntype: Static Site\n${body}`, origin));
}

it('the name is the folder’s', () => {
  expect(check('files: [{source: dist}]\n')).toEqual([]);
  expect(told(check('files: [{source: dist}]\n', 'web'))).toEqual(['name-mismatch 1:7']);
});

describe('http', () => {
  it.each<[string, string[]]>([
    ['http:\n  alias: www.example.com\n', []],
    [`http:\n  alias: www.example.com\n  certificate: ${edge}\n`, []],
    [`http:\n  certificate: ${edge}\n`, ['certificate-without-alias 4:16']],
    [`http:\n  alias: ''\n  certificate: ${edge}\n`, ['certificate-without-alias 5:16']],
    ["http:\n  certificate: ''\n", []],
    [`http:\n  alias: www.example.com\n  certificate: ${local}\n`, ['certificate-not-in-us-east-1 5:16']],
    ['http:\n  alias: www.example.com\n  certificate: mine\n', ['certificate-not-an-arn 5:16']],
    [
      'http:\n  alias: www.example.com\n  certificate: arn:aws:s3:us-east-1:1:bucket\n',
      ['certificate-of-another-service 5:16'],
    ],
    ['http:\n  alias: localhost\n', ['alias-not-a-host-name 4:10']],
    ['http:\n  alias: bücher.example.com\n', ['alias-not-ascii 4:10']],
    ["http:\n  alias: 'a*.example.com'\n", ['alias-wildcard 4:10']],
    ["http:\n  alias: '*.example.com'\n", []],
    ['http:\n  alias: [www.example.com]\n', ['wrong-type 4:10']],
    ['http: false\n', ['wrong-type 3:7']],
    ['http:\n  redirect_to_https: true\n', ['notice unknown-key 4:3']],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));
});

describe('files', () => {
  it.each<[string, string[]]>([
    ['files:\n  - source: dist\n    recursive: on\n', []],
    ['files:\n  - destination: a\n', ['source-missing 4:5']],
    ["files:\n  - source: ''\n", ['source-missing 4:13']],
    ['files:\n  -\n  - {}\n', ['source-missing 5:5']],
    ['files:\n  - dist\n', ['wrong-type 4:5']],
    ['files: dist\n', ['wrong-type 3:8']],
    ['files:\n  - source: dist\n    recursive: "true"\n', ['wrong-type 5:16']],
    ['files:\n  - source: dist\n    exclude: {a: b}\n', ['wrong-type 5:14']],
    ['files:\n  - source: dist\n    exclude: [[a], /b]\n', ['warning value-dropped 5:15']],
    ["files:\n  - source: dist\n    exclude: '*.map'\n", ['warning pattern-matches-nothing 5:14']],
    ["files:\n  - source: dist\n    exclude: [/srv/a, '*.map']\n", ['warning pattern-matches-nothing 5:14']],
    ['files:\n  - source: dist\n    exclude: /srv/dist/secret\n', []],
    ["files:\n  - source: dist\n    reinclude:\n      - '*.map'\n", ['warning pattern-matches-nothing 5:5']],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));

  it('the patterns that match nothing are named', () => {
    const [found] = check("files: [{source: dist, exclude: ['/srv/a', '*.map', b]}]\n");
    expect(found?.message).toContain(' *.map, b ');
  });
});

describe('overrides', () => {
  it.each<[string, string[]]>([
    ['http: {alias: localhost}', ['alias-not-a-host-name 7:19']],
    [`http: {certificate: ${local}}`, ['certificate-not-in-us-east-1 7:25']],
    ['files: [{destination: a}]', ['source-missing 7:13']],
    ["http: {alias: ''}", []],
    ['http: {alias: www.example.org}', []],
  ])('a finding about %s points into it', (override, expected) => {
    const base = 'http: {alias: www.example.com}\nfiles: [{source: dist}]\n';
    expect(told(check(`${base}environments:\n  prod:\n    ${override}\n`))).toEqual(expected);
    expect(told(check(`${base}environments:\n  test:\n    ${override}\n`))).toEqual([]);
  });

  it('one that follows from the base and the override points at what is wrong', () => {
    const found = check(`environments:\n  prod: {http: {certificate: '${edge}'}}\n`);
    expect(told(found)).toEqual(['certificate-without-alias 4:30']);
  });
});

it('nothing is said about a value in which a variable stands that is not set', () => {
  const body =
    'http: {alias: "${X}", certificate: "${X}"}\nfiles: [{source: "${X}", exclude: "${X}", recursive: "${X}"}]\n';
  expect(check(body).map(({ code }) => code)).toEqual(['variable-not-defined']);
});

describe('x-copilot-cdn', () => {
  it.each<[string, string[]]>([
    ['x-copilot-cdn:\n', []],
    ['x-copilot-cdn:\n  routing: single-page\n', []],
    ['x-copilot-cdn:\n  routing: spa\n', ['routing-unknown 4:12']],
    ['x-copilot-cdn:\n  route: pages\n', ['notice unknown-key 4:3']],
    ['x-copilot-cdn:\n  headers:\n    - match: a/*\n      cache_control: no-store\n', []],
    ['x-copilot-cdn:\n  headers:\n    - match: a/*\n', ['headers-incomplete 5:7']],
    ['x-copilot-cdn:\n  headers:\n    - cache_control: no-store\n', ['headers-incomplete 5:7']],
    [
      'x-copilot-cdn:\n  headers:\n    - match: [a, b]\n      content_disposition: "a\\nb"\n',
      ['header-not-plain 6:28'],
    ],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));

  it('says that patterns are taken as they are meant', () => {
    const files = "files:\n  - source: dist\n    exclude: '*.map'\n";
    expect(told(check(`${files}x-copilot-cdn:\n  routing: pretty\n`))).toEqual([]);
  });
});
