import { describe, expect, it } from 'vitest';
import { openEnvironmentManifest } from '../../source/copilot/environment-manifest/read.ts';
import { openServiceManifest } from '../../source/copilot/service-manifest/read.ts';
import { checkTogether } from '../../source/copilot/together-rules.ts';
import { told } from './told.ts';

const edge = "'arn:aws:acm:us-east-1:111122223333:certificate/1a2b'";
const local = "'arn:aws:acm:us-west-2:111122223333:certificate/3c4d'";

const environments = {
  plain: '',
  withCdn: 'cdn: true\n',
  withCertificate: `http: {public: {certificates: [${local}]}}\n`,
  withBoth: `cdn: {certificate: ${edge}}\nhttp: {public: {certificates: [${local}]}}\n`,
  endingTls: 'cdn: {terminate_tls: true}\n',
  endingTlsWithCertificate: `cdn: {certificate: ${edge}, terminate_tls: true}\n`,
  endingTlsWithBoth: `cdn: {certificate: ${edge}, terminate_tls: true}\nhttp: {public: {certificates: [${local}]}}\n`,
  closed: `cdn: {certificate: ${edge}, terminate_tls: true}\nhttp: {public: {certificates: [${local}], ingress: {cdn: true}}}\n`,
} as const;

type EnvironmentKind = keyof typeof environments;

/** `body` begins on line 3 of the service's manifest. */
function check(kind: EnvironmentKind, body: string, name = 'prod') {
  const origin = { application: 'shop', environment: 'prod', variables: {} };
  const environment = openEnvironmentManifest(
    `${name === '' ? '' : `name: ${name}\n`}type: Environment\n${environments[kind]}`,
    { ...origin, file: 'environment.yml' },
  );
  const text = `name: api\ntype: Load Balanced Web Service\n${body}`;
  return checkTogether(environment, openServiceManifest(text, { ...origin, file: 'service.yml' }));
}

const named = 'alias: www.example.com, redirect_to_https: false';

describe('a name that a certificate could be for', () => {
  it.each<[EnvironmentKind, string, string[]]>([
    ['plain', 'http: {path: /}\n', []],
    ['withCdn', 'http: {path: /}\n', []],
    ['withCertificate', 'http: {path: /}\n', ['alias-missing 3:7']],
    ['withCertificate', 'http:\n  path: /\n  alias: []\n', ['alias-missing 3:1']],
    ['withCertificate', 'http: {path: /, alias: www.example.com}\n', []],
    ['endingTlsWithCertificate', 'http: {path: /, redirect_to_https: false}\n', ['alias-missing 3:7']],
    [
      'withBoth',
      'http:\n  path: /\n  alias: www.example.com\n  additional_rules:\n    - path: /x\n',
      ['alias-missing 7:7'],
    ],
    ['withBoth', 'http: {path: /, alb: mine}\n', []],
    ['withBoth', 'http: false\nnlb: {port: 80}\n', []],
    [
      'withBoth',
      'http: {path: /, alias: a.b}\nenvironments:\n  prod:\n    http:\n      alias: []\n      version: http1\n',
      ['alias-missing 6:5'],
    ],
  ])('%s, %j', (kind, body, expected) => expect(told(check(kind, body))).toEqual(expected));
});

describe('a hosted zone', () => {
  const zone = 'alias: [{name: www.example.com, hosted_zone: Z1}], redirect_to_https: false';

  it.each<[EnvironmentKind, string, string[]]>([
    ['withCertificate', `http: {path: /, ${zone}}\n`, []],
    ['withBoth', `http: {path: /, ${zone}}\n`, ['hosted-zone-with-cdn 3:62']],
    ['withBoth', `http: {path: /, alb: mine, ${zone}}\n`, ['hosted-zone-with-cdn 3:73']],
    ['withBoth', `http: {path: /, ${named}}\n`, []],
    [
      'plain',
      'http: {path: /, alias: [{name: www.example.com, hosted_zone: Z1}]}\n',
      ['hosted-zone-without-certificate 3:62'],
    ],
    ['plain', 'http: {path: /, alias: [{name: www.example.com}]}\n', []],
    [
      'withCdn',
      'http: {path: /, alias: [{name: www.example.com, hosted_zone: Z1}]}\n',
      ['hosted-zone-without-certificate 3:62'],
    ],
    [
      'withBoth',
      `http: {path: /, ${named}}\nenvironments: {prod: {http: {alias: [{name: a.b}, {name: c.d, hosted_zone: Z1}]}}}\n`,
      ['hosted-zone-with-cdn 4:76'],
    ],
  ])('%s, %j', (kind, body, expected) => expect(told(check(kind, body))).toEqual(expected));
});

describe('a redirect to HTTPS behind a CDN that ends TLS', () => {
  const redirects = 'http: {path: /, alias: www.example.com}\n';

  it.each<[EnvironmentKind, string, string[]]>([
    ['withBoth', redirects, []],
    ['endingTls', redirects, ['warning redirect-loop 3:1']],
    ['endingTlsWithCertificate', redirects, ['warning redirect-loop 3:1']],
    ['endingTlsWithBoth', redirects, ['warning redirect-loop 3:1']],
    ['closed', redirects, ['redirect-loop 3:1']],
    ['closed', `http: {path: /, ${named}}\n`, []],
    ['closed', 'http: {path: /, alias: a.b, redirect_to_https: yes}\n', ['redirect-loop 3:48']],
    // Copilot takes what is no boolean for false.
    ['closed', 'http: {path: /, alias: a.b, redirect_to_https: "true"}\n', []],
    // It looks at the first rule only.
    [
      'closed',
      `http:\n  path: /\n  alias: a.b\n  redirect_to_https: false\n  additional_rules: [{path: /x, alias: a.b}]\n`,
      ['warning redirect-loop 7:22'],
    ],
    ['closed', 'http: {path: /, alias: a.b, alb: mine}\n', []],
    [
      'closed',
      `${redirects}environments:\n  prod: {http: {redirect_to_https: true}}\n`,
      ['redirect-loop 5:36'],
    ],
    ['closed', `${redirects}environments:\n  prod: {http: {redirect_to_https: false}}\n`, []],
    ['closed', `http: {path: /, ${named}}\nenvironments:\n  prod: {http: {version: http1}}\n`, []],
  ])('%s, %j', (kind, body, expected) => expect(told(check(kind, body))).toEqual(expected));

  it.each<[string, string, string]>([
    ['prod', redirects, 'environments.prod.http,'],
    ['', redirects, 'http,'],
    [
      'prod',
      `http: {path: /, ${named}, additional_rules: [{path: /x, alias: a.b}]}\n`,
      'http.additional_rules[0],',
    ],
  ])('the fix names the place: %j, %j', (name, body, place) => {
    expect(check('closed', body, name)[0]?.fix).toContain(` under ${place}`);
  });

  it('whether there is a loop without a certificate of yours depends on the application', () => {
    expect(check('endingTls', redirects)[0]?.message).toContain('If the application has a domain');
    expect(check('closed', redirects)[0]?.message).not.toContain('If the application has a domain');
  });
});

describe('gRPC behind a CDN that ends TLS', () => {
  const grpc = 'http: {path: /, alias: www.example.com, version: gRPC}\n';

  it.each<[EnvironmentKind, string, string[]]>([
    ['withBoth', grpc, []],
    ['endingTlsWithBoth', grpc, ['warning grpc-behind-tls-termination 3:50']],
    ['closed', grpc, ['grpc-behind-tls-termination 3:50']],
    ['closed', `http: {path: /, ${named}, version: grpc}\n`, ['warning grpc-behind-tls-termination 3:76']],
    ['closed', `http: {path: /, ${named}, version: http2}\n`, []],
  ])('%s, %j', (kind, body, expected) => expect(told(check(kind, body))).toEqual(expected));
});

describe('a word about the redirect where there may be no HTTPS', () => {
  it.each<[EnvironmentKind, string, string[]]>([
    ['plain', 'http: {path: /}\n', []],
    ['plain', 'http: {path: /, redirect_to_https: true}\n', ['notice redirect-without-https 3:36']],
    ['plain', 'http: {path: /, redirect_to_https: false}\n', ['notice redirect-without-https 3:36']],
    [
      'plain',
      'http: {path: /, alb: mine, redirect_to_https: false}\n',
      ['notice redirect-without-https 3:47'],
    ],
    ['plain', 'http:\n  path: /\n  redirect_to_https:\n', []],
    ['withCertificate', `http: {path: /, ${named}}\n`, []],
    [
      'plain',
      'http: {path: /}\nenvironments: {prod: {http: {redirect_to_https: no}}}\n',
      ['notice redirect-without-https 4:49'],
    ],
  ])('%s, %j', (kind, body, expected) => expect(told(check(kind, body))).toEqual(expected));
});

it('a service of another type has nothing to do with the public load balancer', () => {
  const origin = { application: 'shop', environment: 'prod', variables: {} };
  const environment = openEnvironmentManifest(`type: Environment\n${environments.closed}`, {
    ...origin,
    file: 'e',
  });
  const service = openServiceManifest('name: api\ntype: Backend Service\nhttp: {path: /}\n', {
    ...origin,
    file: 's',
  });
  expect(checkTogether(environment, service)).toEqual([]);
});
