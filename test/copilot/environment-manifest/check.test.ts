// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import {
  checkEnvironmentManifest,
  type EnvironmentCheckFacts,
} from '../../../source/copilot/environment-manifest/check.ts';
import { openEnvironmentManifest } from '../../../source/copilot/environment-manifest/read.ts';
import type { ManifestOrigin } from '../../../source/copilot/manifest-origin.ts';
import { told } from '../told.ts';

const edge = 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b';
const local = 'arn:aws:acm:us-west-2:111122223333:certificate/3c4d';

function open(text: string, origin: Partial<ManifestOrigin> = {}) {
  return openEnvironmentManifest(text, {
    file: 'manifest.yml',
    application: 'shop',
    environment: 'prod',
    variables: {},
    ...origin,
  });
}

/** `body` begins on line 3. */
function check(body: string, origin: Partial<ManifestOrigin> = {}, facts: EnvironmentCheckFacts = {}) {
  return checkEnvironmentManifest(open(`name: prod\ntype: Environment\n${body}`, origin), facts);
}

describe('name and type', () => {
  it.each<[string, string, string[]]>([
    ['name: prod\ntype: Environment\n', 'prod', []],
    ['name: test\ntype: Environment\n', 'prod', ['name-mismatch 1:7']],
    ['name: Prod\ntype: Environment\n', 'prod', ['name-mismatch 1:7']],
    ['name:\ntype: Environment\n', 'prod', ['name-mismatch 1:1']],
    ['type: Environment\n', 'prod', ['name-mismatch 1:1']],
    ['name: prod\ntype: environment\n', 'prod', ['not-an-environment 2:7']],
    ['name: prod\n', 'prod', ['not-an-environment 1:1']],
    ['name: [prod]\ntype: Environment\n', 'prod', ['wrong-type 1:7', 'name-mismatch 1:7']],
  ])('%j in the folder %s', (text, folder, expected) => {
    expect(told(checkEnvironmentManifest(open(text, { folder })))).toEqual(expected);
  });

  it('are compared as they are written, before variables are filled in', () => {
    const text = 'name: ${COPILOT_ENVIRONMENT_NAME}\ntype: ${TYPE}\n';
    const found = checkEnvironmentManifest(
      open(text, { folder: 'prod', variables: { TYPE: 'Environment' } }),
    );
    expect(told(found)).toEqual(['name-mismatch 1:7', 'not-an-environment 2:7']);
    expect(found.map(({ fix }) => fix)).toEqual(['Write name: prod', 'Write type: Environment']);
  });

  it('the name is nothing to Copilot outside of a workspace', () => {
    expect(checkEnvironmentManifest(open('name: other\ntype: Environment\n'))).toEqual([]);
  });
});

describe('certificates', () => {
  it.each<[string, string[]]>([
    [`http:\n  public:\n    certificates: [${local}]\ncdn: {certificate: '${edge}'}\n`, []],
    ['http:\n  public:\n    certificates: [mine]\n', ['certificate-not-an-arn 5:20']],
    ['http:\n  public:\n    certificates: [~, mine]\n', ['certificate-not-an-arn 5:23']],
    ["http:\n  public:\n    certificates: ['']\n", ['certificate-not-an-arn 5:20']],
    ['http:\n  public:\n    certificates:\n      -\n', []],
    [`http:\n  private:\n    certificates: [${local}]\n`, []],
    ['http:\n  private:\n    certificates: [arn:aws:acm]\n', ['certificate-not-an-arn 5:20']],
    [`cdn:\n  terminate_tls: yes\n  certificate: ${edge}\n`, []],
    [`cdn:\n  terminate_tls: yes\n  certificate: ${local}\n`, ['certificate-not-in-us-east-1 5:16']],
    ['cdn:\n  terminate_tls: yes\n  certificate: mine\n', ['certificate-not-an-arn 5:16']],
    ["cdn:\n  terminate_tls: yes\n  certificate: ''\n", ['certificate-not-an-arn 5:16']],
    ['cdn:\n  terminate_tls: yes\n  certificate:\n', []],
    [
      'cdn:\n  terminate_tls: yes\n  certificate: arn:aws:iam:us-east-1:111122223333:server-certificate/a\n',
      ['certificate-of-another-service 5:16'],
    ],
    [
      'cdn:\n  terminate_tls: yes\n  certificate: arn:aws:acm:us-east-1:111122223333:key/a\n',
      ['certificate-of-another-service 5:16'],
    ],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));

  it.each<[string, string[]]>([
    [`cdn:\n  certificate: ${edge}\n`, ['certificate-needs-tls-termination 4:16']],
    [`cdn:\n  certificate: ${edge}\n  terminate_tls: false\n`, ['certificate-needs-tls-termination 4:16']],
    [`cdn:\n  certificate: ${edge}\n  terminate_tls: true\n`, []],
    [`cdn:\n  certificate: ${edge}\nhttp: {public: {certificates: ['${local}']}}\n`, []],
    [`cdn: true\nhttp: {public: {certificates: ['${local}']}}\n`, ['cdn-certificate-missing 3:6']],
    ['cdn:\n  terminate_tls: true\nhttp: {public: {certificates: []}}\n', ['cdn-certificate-missing 3:1']],
    [`cdn: false\nhttp: {public: {certificates: ['${local}']}}\n`, []],
  ])('of both together: %j', (body, expected) => expect(told(check(body))).toEqual(expected));
});

describe('who may reach the public load balancer', () => {
  it.each<[string, string[]]>([
    ['cdn: true\nhttp: {public: {ingress: {cdn: true}}}\n', []],
    ['http:\n  public:\n    ingress:\n      cdn: true\n', ['restricted-without-cdn 6:12']],
    ['cdn: OFF\nhttp: {public: {ingress: {cdn: On}}}\n', ['restricted-without-cdn 4:32']],
    ['http: {public: {ingress: {cdn: false}}}\n', []],
    [
      'http:\n  public:\n    security_groups:\n      ingress:\n        restrict_to:\n          cdn: true\n',
      ['restricted-without-cdn 8:16'],
    ],
    ['cdn: true\nhttp: {public: {security_groups: {ingress: {restrict_to: {cdn: true}}}}}\n', []],
    ['http:\n  public:\n    ingress:\n      source_ips: [192.0.2.0/24]\n', []],
    [
      'http:\n  public:\n    ingress:\n      source_ips:\n        - 192.0.2.0/24\n        - 192.0.2.1\n',
      ['source-ip-not-a-range 8:11'],
    ],
    ['http: {public: {ingress: {source_ips: [~, 192.0.2.0/33]}}}\n', ['source-ip-not-a-range 3:43']],
    ['http: {public: {ingress: {source_ips: ["2001:db8::/32"]}}}\n', ['source-ip-is-ipv6 3:40']],
    ['http: {public: {ingress: {source_ips: ["2001:db8::1"]}}}\n', ['source-ip-not-a-range 3:40']],
    [
      'http:\n  public:\n    security_groups:\n      ingress:\n        restrict_to:\n          source_ips: [192.0.2.0/24]\n',
      ['warning source-ips-unused 8:23'],
    ],
    [
      'http:\n  public:\n    security_groups:\n      ingress:\n        restrict_to:\n          source_ips: [192.0.2.1]\n',
      ['warning source-ips-unused 8:23', 'source-ip-not-a-range 8:24'],
    ],
    ['http: {public: {security_groups: {ingress: {restrict_to: {source_ips: []}}}}}\n', []],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));

  it.each([
    ['192.0.2.1', '192.0.2.1/32'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['the office', '192.0.2.0/24'],
  ])('the fix makes a range of %s', (range, fix) => {
    expect(check(`http: {public: {ingress: {source_ips: ['${range}']}}}\n`)[0]?.fix).toContain(fix);
  });

  it.each<[string, number, string[]]>([
    ['cdn: true', 5, []],
    ['cdn: true', 6, ['warning too-many-source-ips 4:39']],
    ['cdn: false', 60, []],
    ['cdn: false', 61, ['warning too-many-source-ips 4:40']],
  ])('%s and %i ranges', (cdn, count, expected) => {
    const ranges = Array.from({ length: count }, (_, index) => `10.0.${index}.0/24`).join(', ');
    const found = check(`cdn: true\nhttp: {public: {ingress: {${cdn}, source_ips: [${ranges}]}}}\n`);
    expect(told(found)).toEqual(
      expected.map((each) => each.replace(/\d+$/, String(27 + `${cdn}, source_ips: `.length))),
    );
  });
});

describe('the older spelling', () => {
  const old = 'security_groups: {ingress: {restrict_to: {cdn: false}}}';

  it.each<[string, string[]]>([
    [`cdn: true\nhttp:\n  public:\n    ingress: {cdn: true}\n    ${old}\n`, ['two-ingress-spellings 7:32']],
    [
      `http:\n  public:\n    ingress: {source_ips: [192.0.2.0/24]}\n    ${old}\n`,
      ['two-ingress-spellings 6:32'],
    ],
    [`http:\n  public:\n    ingress: {source_ips: []}\n    ${old}\n`, []],
    [`http:\n  public:\n    ingress:\n    ${old}\n`, []],
    [
      'http: {public: {ingress: {cdn: false}, security_groups: {ingress: {restrict_to: {source_ips: []}}}}}\n',
      [],
    ],
    [
      'http:\n  public:\n    security_groups:\n      ingress:\n        from_vpc: false\n',
      ['from-vpc-on-public 7:19'],
    ],
    ['http:\n  public:\n    security_groups:\n      ingress:\n        from_vpc:\n', []],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));
});

describe('the internal load balancer', () => {
  it.each<[string, string[]]>([
    ['http: {private: {ingress: {vpc: true}}}\n', []],
    ['http: {private: {security_groups: {ingress: {from_vpc: true}}}}\n', []],
    [
      'http:\n  private:\n    ingress: {vpc: false}\n    security_groups: {ingress: {from_vpc: true}}\n',
      ['two-ingress-spellings 6:32'],
    ],
    [
      'http: {private: {ingress: {vpc: true}, security_groups: {ingress: {restrict_to: {source_ips: []}}}}}\n',
      [],
    ],
    [
      'http:\n  private:\n    security_groups:\n      ingress:\n        restrict_to: {cdn: false}\n',
      ['restricted-private 7:22'],
    ],
    [
      'http:\n  private:\n    security_groups:\n      ingress:\n        restrict_to: {source_ips: [192.0.2.0/24]}\n',
      ['restricted-private 7:22'],
    ],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));
});

describe('values of another type than Copilot takes', () => {
  it.each<[string, string[]]>([
    ['http: {public: {ingress: {cdn: "false"}}}\n', ['wrong-type 3:32']],
    ['http: {public: {certificates: mine}}\n', ['wrong-type 3:31']],
    ['observability:\n  container_insights: 1\n', ['wrong-type 4:23']],
    // Copilot writes the manifest anew first, and what is left out between braces comes out as an empty text.
    ['observability: {container_insights: }\n', ['wrong-type 3:17']],
    ['observability:\n  container_insights:\n', []],
    ['observability: {container_insights: ~}\n', []],
    ['cdn: {terminate_tls: }\n', ['warning value-dropped 3:7']],
    ['cdn: {}\n', ['wrong-type 3:6']],
    [
      `cdn: {certificate: '${edge}', terminate_tls: yes, static_assets: on}\n`,
      ['warning value-dropped 3:110'],
    ],
    ['cdn: {terminate_tls: "true"}\n', ['warning value-dropped 3:22']],
    ['network: {vpc: {flow_logs: {retention: 30}}}\n', []],
    ['network: {vpc: {flow_logs: {retention: month}}}\n', ['wrong-type 3:28']],
    ['http: {public: {access_logs: {}}}\n', ['wrong-type 3:30']],
    ['http: {public: {access_logs: {prefix: a}}}\n', []],
    ['http: {public: {acess_logs: true}}\n', ['notice unknown-key 3:17']],
  ])('%j', (body, expected) => expect(told(check(body))).toEqual(expected));

  it('what is dropped is told with what Copilot takes it for', () => {
    expect(check('cdn: {terminate_tls: "true"}\n')[0]?.message).toContain('for false');
  });

  it('of an unknown key, the fix names the one that may be meant', () => {
    const fixes = (body: string) => check(body).map(({ fix }) => fix);
    expect(fixes('http: {public: {acess_logs: true}}\n')).toEqual([
      'Write it as http.public.access_logs, if that is what is meant.',
    ]);
    expect(fixes('certificate: x\n')).toEqual(['Write it as cdn.certificate, if that is what is meant.']);
    expect(fixes('http: {public: {terminate_tls: true}}\n')).toEqual([
      'Write it as cdn.terminate_tls, if that is what is meant.',
    ]);
    expect(fixes('network: {observability: {}}\n')).toEqual([
      'Write it as observability, if that is what is meant.',
    ]);
    // Where several are called that, none is proposed.
    expect(fixes('observability: {certificates: []}\n')).toEqual([
      'Remove observability.certificates, or leave it: it does nothing.',
    ]);
    expect(fixes('whatever: x\n')).toEqual(['Remove whatever, or leave it: it does nothing.']);
  });
});

describe('the name of the static assets', () => {
  const assets =
    'cdn:\n  static_assets: {alias: assets.example.com, location: a-b.s3.us-west-2.amazonaws.com, path: a/*}\n';

  it.each<[string, EnvironmentCheckFacts, string[]]>([
    ['nothing is known of the certificate', {}, []],
    ['it covers the name', { coveredByCertificate: (name) => name === 'assets.example.com' }, []],
    ['it does not', { coveredByCertificate: () => false }, ['alias-not-covered 4:26']],
  ])('%s', (_name, facts, expected) => expect(told(check(assets, {}, facts))).toEqual(expected));

  it('is not asked about where there is none', () => {
    expect(check('cdn: true\n', {}, { coveredByCertificate: () => false })).toEqual([]);
  });
});

describe('variables', () => {
  const standIns = { AWS_REGION: 'us-west-2', AWS_ACCOUNT_ID: '111122223333' };
  const body =
    'cdn:\n  terminate_tls: yes\n  certificate: arn:aws:acm:us-east-1:${AWS_ACCOUNT_ID}:certificate/a\n';

  it.each<[string, Partial<ManifestOrigin>, string[]]>([
    ['not set', {}, ['variable-not-defined 5:38']],
    ['set', { variables: { AWS_ACCOUNT_ID: '1' } }, []],
    ['stands in', { standIns }, ['warning variable-stands-in 5:38']],
    ['the same', { standIns, variables: { AWS_ACCOUNT_ID: '111122223333' } }, []],
    ['elsewhere', { standIns, variables: { AWS_ACCOUNT_ID: '999' } }, ['warning variable-elsewhere 5:38']],
  ])('%s', (_name, origin, expected) => expect(told(check(body, origin))).toEqual(expected));

  it('the fix names the variable, and the value where it is known', () => {
    expect(check(body)[0]?.fix).toBe('export AWS_ACCOUNT_ID=…');
    expect(check(body, { standIns })[0]?.fix).toContain('export AWS_ACCOUNT_ID=111122223333');
  });

  it('one that stands in is told where it is used, not where a comment names it', () => {
    const text = `# the account is \${AWS_ACCOUNT_ID}\n${body}`;
    expect(told(check(text, { standIns }))).toEqual(['warning variable-stands-in 6:38']);
  });

  it('each name is told once, whatever it stands in', () => {
    const found = check('network: {vpc: {id: "${A}", subnets: {public: [{id: "${A}"}, {id: "${B}"}]}}}\n');
    expect(told(found)).toEqual(['variable-not-defined 3:22', 'variable-not-defined 3:68']);
    expect(found.map(({ message }) => message.includes('in other places'))).toEqual([true, false]);
  });

  it('Copilot knows its own, even where we do not', () => {
    const origin = { application: undefined, environment: undefined };
    expect(check('network: {vpc: {flow_logs: "${COPILOT_ENVIRONMENT_NAME}"}}\n', origin)).toEqual([]);
  });

  it('one that stands only in a comment is none', () => {
    expect(check('# ${NOWHERE}\n')).toEqual([]);
    expect(check('# ${AWS_REGION}\n', { standIns })).toEqual([]);
  });

  it.each([
    'cdn: ${X}\nhttp: {public: {ingress: {cdn: true}}}\n',
    'cdn: {terminate_tls: "${X}"}\n',
    `cdn: {terminate_tls: "\${X}", certificate: '${edge}'}\n`,
    `cdn: {certificate: '${edge}'}\nhttp: {public: {certificates: "\${X}"}}\n`,
    'cdn: {terminate_tls: yes, certificate: "${X}"}\n',
    'http: {public: {certificates: ["${X}"]}}\n',
    'http: {public: {certificates: "${X}"}}\n',
    'http: {public: {ingress: {source_ips: ["${X}"]}}}\n',
    'http: {public: {ingress: {source_ips: "${X}"}}}\n',
    'http: {public: {ingress: {cdn: "${X}"}}}\n',
    'http: {public: {access_logs: "${X}"}}\n',
    'http: {private: {subnets: ["${X}"]}}\nnetwork: {vpc: {id: v, subnets: {private: [{id: a}, {id: b}]}}}\n',
    'network: {vpc: {flow_logs: {retention: "${X}"}}}\n',
    'observability: {container_insights: "${X}"}\n',
  ])('that are not set leave nothing else to say: %j', (text) => {
    expect(check(text).map(({ code }) => code)).toEqual(['variable-not-defined']);
  });

  it('a list of strings in a variable is checked as a list', () => {
    const variables = { RANGES: '["192.0.2.0/24", "192.0.2.1"]' };
    const found = check('http:\n  public:\n    ingress:\n      source_ips: ${RANGES}\n', { variables });
    expect(told(found)).toEqual(['source-ip-not-a-range 6:7']);
  });
});

describe('places', () => {
  it('of what is written behind an alias is the alias’s', () => {
    const found = check('x: &ranges [192.0.2.1]\nhttp:\n  public:\n    ingress: {source_ips: *ranges}\n');
    expect(told(found)).toEqual(['notice unknown-key 3:1', 'source-ip-not-a-range 6:15']);
  });

  it('findings are in the order of lines, errors first', () => {
    const found = check('other: 1\ncdn: {certificate: [], terminate_tls: yes}\n');
    expect(told(found)).toEqual([
      'notice unknown-key 3:1',
      'certificate-not-an-arn 4:20',
      'warning value-dropped 4:20',
    ]);
    expect(found[1]).toMatchObject({ path: 'cdn.certificate', endLine: 4, endColumn: 22 });
    expect(found[1]?.excerpt.at(-1)).toBe(`  | ${' '.repeat(19)}^^`);
  });
});
