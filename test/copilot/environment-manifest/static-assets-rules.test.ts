// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import { checkEnvironmentManifest } from '../../../source/copilot/environment-manifest/check.ts';
import { openEnvironmentManifest } from '../../../source/copilot/environment-manifest/read.ts';
import { told } from '../told.ts';

const good = {
  location: 'assets.s3.us-west-2.amazonaws.com',
  alias: 'assets.example.com',
  path: 'static/*',
};

/** `location` is on line 5, `alias` on line 6, `path` on line 7; values begin in column 15, 12 and 11. */
function check(parts: Partial<typeof good>) {
  const { location, alias, path } = { ...good, ...parts };
  const text = `name: prod
type: Environment
cdn:
  static_assets:
    location: ${location}
    alias: ${alias}
    path: ${path}
`;
  const origin = { file: 'manifest.yml', application: 'shop', environment: 'prod', variables: {} };
  return checkEnvironmentManifest(openEnvironmentManifest(text, origin));
}

it('a manifest that is in order has no findings', () => expect(check({})).toEqual([]));

describe('the parts are given whole:', () => {
  it.each<[Partial<typeof good>, string[]]>([
    [{ location: '' }, ['static-assets-incomplete 5:5']],
    [{ alias: "''" }, ['static-assets-incomplete 6:12']],
    [{ path: '~' }, ['static-assets-incomplete 7:11']],
    [{ alias: '', path: '' }, ['static-assets-incomplete 6:5', 'static-assets-incomplete 7:5']],
    [{ location: '', alias: '', path: '' }, ['wrong-type 3:1']],
  ])('%j', (parts, expected) => expect(told(check(parts))).toEqual(expected));

  it('what is not written is told at the part that lacks it', () => {
    const origin = { file: 'm', application: 'shop', environment: 'prod', variables: {} };
    const text = 'name: prod\ntype: Environment\ncdn:\n  static_assets:\n    path: static/*\n';
    const found = checkEnvironmentManifest(openEnvironmentManifest(text, origin));
    expect(told(found)).toEqual(['static-assets-incomplete 4:3', 'static-assets-incomplete 4:3']);
    expect(found.map(({ fix }) => fix)).toEqual([
      'Add cdn.static_assets.alias.',
      'Add cdn.static_assets.location.',
    ]);
  });
});

describe('location', () => {
  it.each([
    'assets.s3.us-west-2.amazonaws.com',
    'assets.s3-us-west-2.amazonaws.com',
    'assets.s3.amazonaws.com',
    'my.assets.s3.eu-central-1.amazonaws.com',
    'assets.s3.cn-north-1.amazonaws.com.cn',
  ])('%s', (location) => expect(check({ location })).toEqual([]));

  it.each<[string, string]>([
    ['assets', ' assets.s3.REGION.amazonaws.com'],
    ['s3://assets', ' assets.s3.REGION.amazonaws.com'],
    ['arn:aws:s3:::assets', ' assets.s3.REGION.amazonaws.com'],
    ['https://assets.s3.us-west-2.amazonaws.com/', ': assets.s3.us-west-2.amazonaws.com'],
    ['assets.s3.us-west-2.amazonaws.com/folder', ': assets.s3.us-west-2.amazonaws.com'],
    ['assets.s3-website-us-west-2.amazonaws.com', ': assets.s3.us-west-2.amazonaws.com'],
    ['http://assets.s3-website.eu-central-1.amazonaws.com', ': assets.s3.eu-central-1.amazonaws.com'],
    ['assets.s3-accelerate.amazonaws.com', ' assets.s3.REGION.amazonaws.com'],
    ['www.example.com/assets', 'BUCKET.s3.REGION.amazonaws.com'],
    ['Assets', 'BUCKET.s3.REGION.amazonaws.com'],
  ])('%s', (location, fix) => {
    const found = check({ location });
    expect(told(found)).toEqual(['static-location 5:15']);
    expect(found[0]?.fix).toContain(fix);
    expect(found[0]?.fix).not.toContain('://');
  });
});

describe('path', () => {
  it.each(['static/*', '/static/*', "'*.js'", 'a?c', 'static/$~@:+&"_-.*'])('%s', (path) => {
    expect(check({ path })).toEqual([]);
  });

  it.each<[string, string]>([
    ['static files/*', 'static-path 7:11'],
    ['static/{a,b}', 'static-path 7:11'],
    ['static/bücher', 'static-path 7:11'],
    [`a${'b'.repeat(255)}`, 'static-path 7:11'],
    ["it's/*", 'static-path-quote 7:11'],
    ["'*'", 'warning static-path-takes-all 7:11'],
    ['/*', 'warning static-path-takes-all 7:11'],
    ["'**'", 'warning static-path-takes-all 7:11'],
  ])('%s', (path, expected) => expect(told(check({ path }))).toEqual([expected]));

  it('of 255 characters is not too long', () => expect(check({ path: 'b'.repeat(255) })).toEqual([]));
});

describe('alias', () => {
  it.each<[string, string]>([
    ["'*.example.com'", 'warning static-alias-wildcard 6:12'],
    ["'www.*.example.com'", 'alias-wildcard 6:12'],
    ['https://assets.example.com', 'alias-not-a-host-name 6:12'],
    ['assets', 'alias-not-a-host-name 6:12'],
    ['bücher.example.com', 'alias-not-ascii 6:12'],
  ])('%s', (alias, expected) => expect(told(check({ alias }))).toEqual([expected]));

  it('the fix names the host', () => {
    expect(check({ alias: 'https://assets.example.com/x' })[0]?.fix).toContain(': assets.example.com');
  });
});

it('nothing is said about a part in which a variable stands that is not set', () => {
  const parts = { location: '${A}', alias: '${B}', path: '${C}' };
  expect(told(check(parts))).toEqual([
    'variable-not-defined 5:15',
    'variable-not-defined 6:12',
    'variable-not-defined 7:11',
  ]);
});
