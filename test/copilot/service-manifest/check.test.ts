// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import type { ManifestOrigin } from '../../../source/copilot/manifest-origin.ts';
import { checkServiceManifest } from '../../../source/copilot/service-manifest/check.ts';
import { openServiceManifest } from '../../../source/copilot/service-manifest/read.ts';
import { told } from '../told.ts';

function open(text: string, origin: Partial<ManifestOrigin> = {}) {
  return openServiceManifest(text, {
    file: 'manifest.yml',
    application: 'shop',
    environment: 'prod',
    variables: {},
    ...origin,
  });
}

/** `body` begins on line 3. */
function check(body: string, origin: Partial<ManifestOrigin> = {}) {
  return checkServiceManifest(open(`name: api\ntype: Load Balanced Web Service\n${body}`, origin));
}

describe('name', () => {
  it.each<[string, string[]]>([
    ['name: api', []],
    ['name: web', ['name-mismatch 1:7']],
    ['name: ${NAME}', ['name-mismatch 1:7']],
    ['# no name', ['name-mismatch 2:1']],
  ])('%s', (name, expected) => {
    const text = `${name}\ntype: Load Balanced Web Service\nhttp: {path: /}\n`;
    expect(told(checkServiceManifest(open(text, { folder: 'api', variables: { NAME: 'api' } })))).toEqual(
      expected,
    );
  });
});

describe('http or nlb', () => {
  it.each<[string, string[]]>([
    ['http: {path: /}\n', []],
    ['http: true\n', []],
    ['', ['http-missing 1:1']],
    ['http:\n', ['http-missing 3:1']],
    ['http: false\n', ['http-or-nlb 3:7']],
    ['http: No\n', ['http-or-nlb 3:7']],
    ['http: false\nnlb:\n', ['http-or-nlb 3:7']],
    ['http: false\nnlb: {}\n', ['http-or-nlb 3:7']],
    ['http: false\nnlb: {port: 443/tls}\n', []],
    ['http: {path: /}\nenvironments:\n  prod:\n    http: false\n', ['http-or-nlb 6:11']],
    ['http: {path: /}\nnlb: {port: 80}\nenvironments: {prod: {http: false}}\n', []],
    ['environments: {prod: {http: {path: /}}}\n', []],
    // Neither does another environment’s override count.
    ['environments: {test: {http: {path: /}}}\n', ['http-missing 1:1']],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));

  it('are asked of a Load Balanced Web Service only', () => {
    expect(checkServiceManifest(open('name: api\ntype: Backend Service\n'))).toEqual([]);
  });
});

describe('path', () => {
  it.each<[string, string[]]>([
    ["http: {path: ''}\n", []],
    ['http:\n  alias: a.example.com\n', ['path-missing 3:1']],
    ['http:\n  path:\n  alias: a.example.com\n', ['path-missing 4:3']],
    ['http: {path: /, additional_rules: [{path: /x}]}\n', []],
    [
      'http:\n  path: /\n  additional_rules:\n    - path: /x\n    - alias: a.example.com\n',
      ['path-missing 7:7'],
    ],
    ['http: {path: /, additional_rules: [~]}\n', []],
    ['http: {path: /, additional_rules: [{}]}\n', ['path-missing 3:36']],
    ['environments: {prod: {http: {alias: a.example.com}}}\n', ['path-missing 3:23']],
    ['http: {path: /}\nenvironments: {prod: {http: {alias: a.example.com}}}\n', []],
    // Copilot takes a list for the empty text, which is a path.
    ['http:\n  path: [/]\n', ['warning value-dropped 4:9']],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));
});

describe('version', () => {
  it.each<[string, string[]]>([
    ['grpc', []],
    ['gRPC', []],
    ['HTTP1', []],
    ['http2', []],
    ['', []],
    ['http3', ['protocol-version 5:12']],
    ["''", ['protocol-version 5:12']],
    ['[grpc]', ['protocol-version 5:12', 'warning value-dropped 5:12']],
  ])('%s', (version, expected) => {
    expect(told(check(`http:\n  path: /\n  version: ${version}\n`))).toEqual(expected);
  });
});

describe('allowed_source_ips', () => {
  it.each<[string, string[]]>([
    ['[192.0.2.0/24, "2001:db8::/32"]', []],
    ['[]', []],
    ['[~]', []],
    ['[192.0.2.0/24, 192.0.2.1]', ['source-ip-not-a-range 5:38']],
    ['[~, 192.0.2.1]', ['source-ip-not-a-range 5:27']],
    ["['']", ['source-ip-not-a-range 5:24']],
    ['192.0.2.1', ['warning value-dropped 5:23']],
    ['[[192.0.2.1]]', ['warning value-dropped 5:24']],
  ])('%s', (ranges, expected) => {
    expect(told(check(`http:\n  path: /\n  allowed_source_ips: ${ranges}\n`))).toEqual(expected);
  });
});

describe('alias', () => {
  it.each<[string, string[]]>([
    ['www.example.com', []],
    ['[www.example.com, example.com]', []],
    ['[{name: www.example.com, hosted_zone: Z1}]', []],
    ['[]', []],
    ['[~]', []],
    ["''", ['alias-not-a-host-name 5:10']],
    ['https://www.example.com', ['alias-not-a-host-name 5:10']],
    ['[www.example.com, localhost]', ['alias-not-a-host-name 5:28']],
    ['[~, localhost]', ['alias-not-a-host-name 5:14']],
    ['bücher.example.com', ['alias-not-ascii 5:10']],
    ['[{name: bücher.example.com}]', ['alias-not-ascii 5:18']],
    ["'*.example.com'", []],
    ["'www*.example.com'", ['warning alias-wildcard 5:10']],
    ['[{hosted_zone: Z1}]', ['alias-without-name 5:11']],
    ['[{}]', ['alias-without-name 5:11']],
    ['[{name: [x]}]', ['alias-not-a-host-name 5:18', 'warning value-dropped 5:18']],
    // Beside maps, Copilot drops names in silence.
    ['[localhost, {name: www.example.com}]', ['warning value-dropped 5:11']],
    ['{name: www.example.com}', ['wrong-type 5:10']],
  ])('%s', (alias, expected) => {
    expect(told(check(`http:\n  path: /\n  alias: ${alias}\n`))).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['alias: www.example.com, hosted_zone: Z1', []],
    ['hosted_zone: Z1', ['hosted-zone-without-alias 3:30']],
    ["hosted_zone: ''", ['hosted-zone-without-alias 3:30']],
    ['alias: [], hosted_zone: Z1', ['hosted-zone-without-alias 3:41']],
    ['hosted_zone: ~', []],
  ])('and hosted_zone: %s', (rule, expected) => {
    expect(told(check(`http: {path: /, ${rule}}\n`))).toEqual(expected);
  });

  it('nothing that is asked of aliases is asked of a service of another type', () => {
    const text = 'name: api\ntype: Backend Service\nhttp: {path: /, alias: localhost}\n';
    expect(checkServiceManifest(open(text))).toEqual([]);
  });
});

describe('a rule of a load balancer takes five values', () => {
  const names = (count: number) =>
    `alias: [${Array.from({ length: count }, (_, index) => `a${index}.example.com`).join(', ')}]`;
  const ranges = (count: number) =>
    `allowed_source_ips: [${Array.from({ length: count }, (_, index) => `10.0.${index}.0/24`).join(', ')}]`;

  it.each<[string, string[]]>([
    [`path: /, ${names(4)}`, []],
    [`path: /, ${names(5)}`, ['too-many-conditions 3:24']],
    [`path: /, ${names(2)}, ${ranges(2)}`, []],
    [`path: /, ${names(2)}, ${ranges(3)}`, ['too-many-conditions 3:24']],
    [`path: /, ${ranges(4)}`, []],
    [`path: /, ${ranges(5)}`, ['too-many-conditions 3:37']],
    // A path that is not the root is two of them.
    [`path: /x, ${names(3)}`, []],
    [`path: /x, ${names(4)}`, ['too-many-conditions 3:25']],
    [`path: '', ${names(4)}`, []],
    [`path: /, additional_rules: [{path: /x, ${ranges(4)}}]`, ['too-many-conditions 3:67']],
  ])('%s', (rule, expected) => expect(told(check(`http: {${rule}}\n`))).toEqual(expected));
});

describe('values of another type than Copilot takes', () => {
  it.each<[string, string[]]>([
    ['http: {path: /, stickiness: YES}\n', []],
    ['http: {path: /, stickiness: "true"}\n', ['warning value-dropped 3:29']],
    ['http: {path: /, target_port: 8080}\n', []],
    ['http: {path: /, target_port: 70000}\n', ['warning value-dropped 3:30']],
    ['http: {path: /, deregistration_delay: 60s}\n', []],
    ['http: {path: /, deregistration_delay: 60}\n', ['warning value-dropped 3:39']],
    ['http: {path: /, healthcheck: /health}\n', []],
    ['http: {path: /, healthcheck: {path: /health, timeout: 5s}}\n', []],
    ['http: {path: /, healthcheck: {path: /health, timeout: 5}}\n', ['wrong-type 3:30']],
    ["http: {path: /, healthcheck: ''}\n", ['wrong-type 3:30']],
    ['http: [path]\n', ['wrong-type 3:7']],
    ['http: {}\n', ['wrong-type 3:7']],
    ['http: {path: /, additional_rules: [/x]}\n', ['warning value-dropped 3:36']],
    ['http: {path: /}\nimage: 5\ncpu: {}\n', []],
    // An override of which Copilot sees nothing: an empty list of names is as good as none.
    ['http: {path: /}\nenvironments: {prod: {http: {alias: []}}}\n', ['wrong-type 4:29']],
    ['http: {path: /}\nenvironments: [prod]\n', ['wrong-type 4:15']],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));

  it.each<[string, string]>([
    ['http: {path: /, helthcheck: /}\n', 'http.healthcheck'],
    ['http: {path: /}\nimage: {prot: 80}\n', 'image.port'],
    ['http: {path: /}\nsidecars: {nginx: {imge: x}}\n', 'sidecars.nginx.image'],
    ['http: {path: /}\nenvironments: {prod: {htpp: {path: /}}}\n', 'environments.prod.http'],
    ['http: {path: /}\nredirect_to_https: false\n', 'http.redirect_to_https'],
  ])('of an unknown key, the fix names the one that may be meant: %j', (body, meant) => {
    const found = check(body);
    expect(found.map(({ code }) => code)).toEqual(['unknown-key']);
    expect(found[0]?.fix).toBe(`Write it as ${meant}, if that is what is meant.`);
  });
});

describe('overrides', () => {
  const base = 'http:\n  path: /\n  alias: www.example.com\n  allowed_source_ips: [192.0.2.0/24]\n';

  it.each<[string, string[]]>([
    ['{http: {alias: localhost}}', ['alias-not-a-host-name 8:24']],
    ['{http: {alias: [{name: localhost}]}}', ['alias-not-a-host-name 8:32']],
    ['{http: {allowed_source_ips: [~, 192.0.2.1]}}', ['source-ip-not-a-range 8:41']],
    ['{http: {version: http3}}', ['protocol-version 8:26']],
    ['{http: {alias: [], hosted_zone: Z1}}', ['hosted-zone-without-alias 8:41']],
    ['{http: {additional_rules: [{alias: localhost}]}}', ['path-missing 8:36', 'alias-not-a-host-name 8:44']],
    ['{http: {path: /x}}', []],
    ['{http: {healthcheck: {}}}', ['wrong-type 8:30']],
    ['{http: {redirect_to_https: "false"}}', ['warning value-dropped 8:36']],
  ])('a finding about %s points into it', (prod, expected) => {
    expect(told(check(`${base}environments:\n  prod: ${prod}\n`))).toEqual(expected);
    const elsewhere = told(check(`${base}environments:\n  test: ${prod}\n`));
    expect(elsewhere.filter((each) => !/wrong-type|value-dropped/.test(each))).toEqual([]);
  });

  it('one about the base points at the base', () => {
    const found = check('http: {path: /, alias: localhost}\nenvironments: {prod: {http: {version: grpc}}}\n');
    expect(told(found)).toEqual(['alias-not-a-host-name 3:24']);
  });

  it('what is mended there is no fault there', () => {
    const text = 'http: {path: /, alias: localhost}\nenvironments: {prod: {http: {alias: a.example.com}}}\n';
    expect(check(text)).toEqual([]);
    expect(told(check(text, { environment: 'test' }))).toEqual(['alias-not-a-host-name 3:24']);
  });
});

describe('variables that are not set leave nothing else to say:', () => {
  it.each([
    'http: {path: "${X}"}\n',
    'http: {path: /, alias: "${X}"}\n',
    'http: {path: /, alias: ["${X}"]}\n',
    'http: {path: /, alias: [{name: "${X}"}]}\n',
    'http: {path: /, version: "${X}"}\n',
    'http: {path: /, allowed_source_ips: "${X}"}\n',
    'http: {path: /, allowed_source_ips: ["${X}"]}\n',
    'http: {path: /, target_port: "${X}", stickiness: "${X}"}\n',
    'http: {path: /, healthcheck: {timeout: "${X}"}}\n',
    'http: {path: /}\nenvironments: {prod: {http: {version: "${X}"}}}\n',
    'http: {path: /}\nenvironments: {prod: {http: {allowed_source_ips: "${X}"}}}\n',
  ])('%j', (body) => {
    expect(check(body).map(({ code }) => code)).toEqual(['variable-not-defined']);
  });

  it('the environment’s name is known where the environment is', () => {
    const body = "http: {path: /, alias: '${COPILOT_ENVIRONMENT_NAME}.example.com:443'}\n";
    expect(check(body)[0]?.fix).toContain('prod.example.com');
    expect(check(body, { environment: undefined })).toEqual([]);
  });
});
