// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import { checkEnvironmentManifest } from '../../../source/copilot/environment-manifest/check.ts';
import { readEnvironmentManifest } from '../../../source/copilot/environment-manifest/read.ts';
import { UserError } from '../../../source/errors.ts';

const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/a';
const local = 'arn:aws:acm:eu-west-1:123456789012:certificate/b';

function read(body: string, variables: Record<string, string> = {}) {
  const origin = { file: 'manifest.yml', application: 'shop', environment: 'prod', variables };
  return readEnvironmentManifest(`name: prod\ntype: Environment\n${body}`, origin);
}

function codes(body: string): string[] {
  return checkEnvironmentManifest(read(body)).map(({ code }) => code);
}

describe('cdn', () => {
  it.each([
    ['', false],
    ['cdn:\n', false],
    ['cdn: ~\n', false],
    ['cdn: false\n', false],
    ['cdn: off\n', false],
    ['cdn: OFF\n', false],
    ['cdn: true\n', true],
    ['cdn: True\n', true],
    ['cdn: on\n', true],
    ["cdn: 'yes'\n", true],
    ['cdn: Yes\n', true],
    ['cdn: {terminate_tls: false}\n', true],
    [`cdn: {certificate: '${arn}'}\n`, true],
    ['cdn: {static_assets: {path: a/*}}\n', true],
    ['cdn: {certificate: [x], terminate_tls: true}\n', true],
  ])('%j', (body, enabled) => {
    expect(read(body).cdn.enabled).toBe(enabled);
    expect(codes(body)).not.toContain('wrong-type');
  });

  it.each([
    'cdn: {}\n',
    'cdn: {other: 1}\n',
    'cdn: "true"\n',
    'cdn: [a]\n',
    'cdn:\n  terminate_tls:\n',
    'cdn: {static_assets: {path: ""}}\n',
  ])('%j is refused', (body) => expect(codes(body)).toContain('wrong-type'));

  it('a value of the wrong kind is taken for false or for the empty text, and turns the CDN on', () => {
    const manifest = read('cdn: {certificate: [x], terminate_tls: "true"}\n');
    expect(manifest.cdn).toEqual({ enabled: true, certificate: '', terminateTls: false });
    expect(manifest.findings.map(({ code }) => code)).toEqual(['value-dropped', 'value-dropped']);
  });

  it('follows merge keys', () => {
    expect(read(`base: &base\n  certificate: ${arn}\ncdn:\n  <<: *base\n  terminate_tls: yes\n`).cdn).toEqual(
      { enabled: true, certificate: arn, terminateTls: true },
    );
  });
});

describe('http.public', () => {
  it('an empty list of certificates is not the same as none', () => {
    expect(read('http: {public: {certificates: []}}\n').publicCertificates).toEqual([]);
    expect(read('http: {public: {certificates: }}\n').publicCertificates).toBeUndefined();
  });

  it.each([
    ['http: {public: {ingress: {cdn: true}}}\n', true, 'ingress'],
    [
      'http: {public: {ingress: {cdn: false}, security_groups: {ingress: {restrict_to: {cdn: true}}}}}\n',
      false,
      'ingress',
    ],
    [
      'http: {public: {ingress: {source_ips: [10.0.0.0/8]}, security_groups: {ingress: {restrict_to: {cdn: true}}}}}\n',
      false,
      'ingress',
    ],
    ['http: {public: {security_groups: {ingress: {restrict_to: {cdn: true}}}}}\n', true, 'security_groups'],
    ['http: {public: {certificates: []}}\n', false, undefined],
  ])('%j', (body, cdn, spelling) => {
    expect(read(body).ingress).toMatchObject({ cdn, spelling });
  });
});

describe('unknown keys', () => {
  it('are passed over, with the key that may have been meant', () => {
    const [finding] = read('http:\n  certificates: [x]\n').findings;
    expect(finding).toMatchObject({ code: 'unknown-key', severity: 'notice', line: 4 });
    expect(finding?.fix).toContain('http.public.certificates');
  });

  it('that are mistyped bring up the one next to them', () => {
    expect(read('observabilty:\n  a: 1\n').findings[0]?.fix).toContain('observability');
  });
});

describe('rules', () => {
  it.each([
    ['', []],
    ['cdn: true\n', []],
    [`cdn: {certificate: '${arn}', terminate_tls: true}\n`, []],
    [`cdn: {certificate: '${arn}'}\n`, ['certificate-needs-tls-termination']],
    [`cdn: {certificate: '${arn}'}\nhttp: {public: {certificates: ['${local}']}}\n`, []],
    [`cdn: true\nhttp: {public: {certificates: ['${local}']}}\n`, ['cdn-certificate-missing']],
    ['cdn: true\nhttp: {public: {certificates: []}}\n', ['cdn-certificate-missing']],
    [`cdn: {certificate: '${local}', terminate_tls: true}\n`, ['certificate-not-in-us-east-1']],
    ['cdn: {certificate: mine, terminate_tls: true}\n', ['certificate-not-an-arn']],
    ['http: {public: {certificates: [mine]}}\n', ['certificate-not-an-arn']],
    ['http: {public: {ingress: {cdn: true}}}\n', ['restricted-without-cdn']],
    ['http: {public: {ingress: {source_ips: [10.0.0.1]}}}\n', ['source-ip-not-a-range']],
    ['http: {public: {ingress: {source_ips: [10.0.0.0/8]}}}\n', []],
    ['http: {public: {ingress: {source_ips: [10.0.0.0/8, "2001:db8::/32"]}}}\n', ['source-ip-is-ipv6']],
    [
      'cdn: true\nhttp: {public: {ingress: {cdn: true}, security_groups: {ingress: {restrict_to: {cdn: true}}}}}\n',
      ['two-ingress-spellings'],
    ],
    ['http: {public: {security_groups: {ingress: {from_vpc: true}}}}\n', ['from-vpc-on-public']],
    ['cdn: {static_assets: {path: a/*}}\n', ['static-assets-incomplete', 'static-assets-incomplete']],
  ])('%j', (body, expected) => expect(codes(body)).toEqual(expected));

  it('the name and the type are Copilot’s', () => {
    const origin = {
      file: 'manifest.yml',
      folder: 'prod',
      application: 'shop',
      environment: 'prod',
      variables: {},
    };
    const found = checkEnvironmentManifest(readEnvironmentManifest('name: test\ntype: Enviroment\n', origin));
    expect(found.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['name-mismatch', 1, 7],
      ['not-an-environment', 2, 7],
    ]);
  });

  it('a finding points at what is written', () => {
    const [finding] = checkEnvironmentManifest(
      read(`cdn:\n  terminate_tls: true\n  certificate: ${local}\n`),
    );
    expect(finding).toMatchObject({ line: 5, column: 16 });
    expect(finding?.excerpt.at(-1)?.trim()).toBe(`| ${' '.repeat(15)}${'^'.repeat(local.length)}`);
  });
});

describe('variables', () => {
  it('are filled in for reading, and stay in the text', () => {
    const manifest = read(
      'cdn:\n  certificate: arn:aws:acm:us-east-1:${AWS_ACCOUNT_ID}:certificate/${COPILOT_ENVIRONMENT_NAME}\n',
      { AWS_ACCOUNT_ID: '123' },
    );
    expect(manifest.cdn.certificate).toBe('arn:aws:acm:us-east-1:123:certificate/prod');
    expect(manifest.text).toContain('${AWS_ACCOUNT_ID}');
    expect(manifest.interpolatedText).toContain('certificate: arn:aws:acm:us-east-1:123:certificate/prod\n');
  });

  it('a list of strings in a variable is a list', () => {
    expect(
      read('http:\n  public:\n    certificates: ${CERTIFICATES}\n', { CERTIFICATES: `["${local}"]` })
        .publicCertificates,
    ).toEqual([local]);
  });

  it('that are not set are named with their line', () => {
    expect(() => read('cdn:\n  certificate: ${MINE}\n')).toThrow(
      expect.objectContaining({
        code: 'variable-not-defined',
        message: expect.stringMatching(/^manifest\.yml:4:16: .*MINE/),
      }),
    );
  });

  it('stay literally in a copy that was interpolated before', () => {
    const origin = { file: 'x', application: 'shop', environment: 'prod', variables: {}, interpolated: true };
    expect(readEnvironmentManifest('name: prod\nother: ${MINE}\n', origin).interpolatedText).toContain(
      '${MINE}',
    );
  });
});

it('a file that is not YAML is an error for people', () => {
  expect(() => read('a: [\n')).toThrow(UserError);
});
