// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import { readServiceManifest } from '../../../source/copilot/service-manifest/read.ts';

function read(http: string, environment = 'prod') {
  const origin = {
    file: 'manifest.yml',
    application: 'shop',
    environment,
    variables: { DOMAIN: 'example.com' },
  };
  return readServiceManifest(`name: api\ntype: Load Balanced Web Service\n${http}`, origin);
}

describe('readServiceManifest', () => {
  it.each([
    ['one name', 'http: {path: /, alias: a.example.com}\n', ['a.example.com']],
    [
      'a list',
      'http: {path: /, alias: [a.example.com, b.example.com]}\n',
      ['a.example.com', 'b.example.com'],
    ],
    ['maps', 'http: {path: /, alias: [{name: a.example.com, hosted_zone: Z1}]}\n', ['a.example.com']],
    ['variables', "http: {path: /, alias: '${COPILOT_ENVIRONMENT_NAME}.${DOMAIN}'}\n", ['prod.example.com']],
    [
      'further rules',
      'http: {path: /, alias: a.b, additional_rules: [{path: x, alias: c.d}, {path: y, alias: a.b}]}\n',
      ['a.b', 'c.d'],
    ],
    [
      'an override',
      'http: {path: /, alias: [a.b, c.d]}\nenvironments:\n  prod: {http: {alias: e.f}}\n',
      ['e.f'],
    ],
    ['an override without a value', 'http: {path: /, alias: a.b}\nenvironments:\n  prod:\n', ['a.b']],
    [
      'another environment’s override',
      'http: {path: /, alias: a.b}\nenvironments: {test: {http: {alias: e.f}}}\n',
      ['a.b'],
    ],
    ['none', 'http: {path: /}\n', []],
  ])('names: %s', (_name, http, aliases) => expect(read(http).aliases).toEqual(aliases));

  it.each([
    ['http: {path: /}\n', true],
    ['http: false\n', false],
    ['http: {path: /}\nenvironments: {prod: {http: false}}\n', false],
    ['http: false\nenvironments: {prod: {http: {path: /}}}\n', true],
  ])('behind the load balancer: %j', (http, behind) => expect(read(http).behindLoadBalancer).toBe(behind));

  it('another type of service is not behind the public load balancer', () => {
    const origin = { file: 'm', application: 'shop', environment: 'prod', variables: {} };
    expect(
      readServiceManifest('name: a\ntype: Backend Service\nhttp: {path: /}\n', origin).behindLoadBalancer,
    ).toBe(false);
  });

  it.each([
    ['http: {path: /}\n', true],
    ['http: {path: /, redirect_to_https: false}\n', false],
    ['http: {path: /, redirect_to_https: no}\n', false],
    ['http: {path: /}\nenvironments: {prod: {http: {redirect_to_https: false}}}\n', false],
    ['http: {path: /, redirect_to_https: false, additional_rules: [{path: x}]}\n', true],
  ])('redirects: %j', (http, redirects) => expect(read(http).redirectToHttps).toBe(redirects));
});
