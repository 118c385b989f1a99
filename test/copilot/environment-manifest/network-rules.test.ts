// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import { checkEnvironmentManifest } from '../../../source/copilot/environment-manifest/check.ts';
import { openEnvironmentManifest } from '../../../source/copilot/environment-manifest/read.ts';
import { told } from '../told.ts';

function check(body: string) {
  const origin = { file: 'manifest.yml', application: 'shop', environment: 'prod', variables: {} };
  return checkEnvironmentManifest(openEnvironmentManifest(`name: prod\ntype: Environment\n${body}`, origin));
}

/** `vpc` begins on line 4. */
function inVpc(vpc: string): string[] {
  return told(check(`network:\n  vpc: {${vpc}}\n`));
}

const imported = 'id: vpc-1, subnets: {public: [{id: a}, {id: b}], private: [{id: c}, {id: d}]}';

describe('a VPC is imported or made:', () => {
  it.each<[string, string[]]>([
    ['id: vpc-1, cidr: 10.0.0.0/16, subnets: {public: [{id: a}, {id: b}]}', ['vpc-imported-and-made 4:26']],
    [imported, []],
    ["id: '', cidr: 10.0.0.0/16", []],
    ["id: vpc-1, cidr: '', subnets: {private: [{id: a}, {id: b}]}", []],
  ])('%s', (vpc, expected) => {
    expect(inVpc(vpc).filter((each) => !each.startsWith('subnet-without-cidr'))).toEqual(expected);
  });
});

describe('subnets of an imported VPC:', () => {
  it.each<[string, string[]]>([
    ['id: vpc-1', ['no-subnets 4:8']],
    ['id: vpc-1, subnets: {public: [], private: [~]}', ['no-subnets 4:8']],
    ['id: vpc-1, subnets: {public: [{id: a}, {id: b}]}', []],
    ['id: vpc-1, subnets: {private: [{id: a}, {id: b}]}', []],
    ['id: vpc-1, subnets: {public: [{id: a}]}', ['too-few-subnets 4:38']],
    ['id: vpc-1, subnets: {private: [{id: a}, ~]}', ['too-few-subnets 4:39']],
    [
      'id: vpc-1, subnets: {public: [{id: a}], private: [{id: b}]}',
      ['too-few-subnets 4:38', 'too-few-subnets 4:58'],
    ],
    ["id: vpc-1, subnets: {public: [{id: a}, {id: ''}]}", ['subnet-without-id 4:53']],
    ['id: vpc-1, subnets: {public: [{id: a}, {}]}', ['subnet-without-id 4:48']],
    [
      'id: vpc-1, subnets: {public: [{id: a, cidr: 10.0.0.0/24}, {id: b}]}',
      ['subnet-imported-and-made 4:53'],
    ],
    ['id: vpc-1, subnets: {public: [{id: a, az: us-west-2a}, {id: b}]}', ['subnet-imported-and-made 4:51']],
  ])('%s', (vpc, expected) => expect(inVpc(vpc)).toEqual(expected));
});

describe('subnets of a VPC that is made:', () => {
  const four = 'public: [{cidr: a, az: x}, {cidr: b, az: y}], private: [{cidr: c, az: x}, {cidr: d, az: y}]';

  it.each<[string, string[]]>([
    ['', []],
    [`subnets: {${four}}`, []],
    ['subnets: {public: [{cidr: a}], private: [{cidr: c}]}', []],
    ['subnets: {public: [{az: x}]}', ['subnet-without-cidr']],
    ["subnets: {public: [{cidr: ''}]}", ['subnet-without-cidr']],
    [
      'subnets: {public: [{cidr: a, az: x}, {cidr: b, az: y}], private: [{cidr: c, az: x}, {cidr: d, az: z}]}',
      ['availability-zones-differ'],
    ],
    ['subnets: {public: [{cidr: a, az: x}], private: [{cidr: c}]}', ['availability-zones-differ']],
    ['subnets: {public: [{cidr: a, az: x}], private: [{cidr: c, az: x}]}', ['too-few-availability-zones']],
    [
      `subnets: {${four.replace('}], private', '}, {cidr: e, az: y}], private')}}`,
      ['availability-zone-count'],
    ],
    // Equal ranges count once.
    [`subnets: {${four.replace('d, az: y', 'c, az: y')}}`, ['availability-zone-count']],
    [`subnets: {${four.replace('}], private', '}, {cidr: b, az: y}], private')}}`, []],
  ])('%s', (subnets, expected) => {
    const found = inVpc(`cidr: 10.0.0.0/16${subnets === '' ? '' : `, ${subnets}`}`);
    expect(found.map((each) => each.split(' ')[0])).toEqual(expected);
  });

  it('are told with their key, in lines of their own as well', () => {
    const found = check(
      'network:\n  vpc:\n    cidr: 10.0.0.0/16\n    subnets:\n      public:\n        - cidr: a\n          az: x\n      private:\n        - az: x\n',
    );
    expect(told(found)).toEqual(['subnet-without-cidr 11:11']);
    expect(found[0]?.path).toBe('network.vpc.subnets.private[0].cidr');
    expect(found[0]?.fix).toBe('Add cidr.');
  });

  it.each<[string, string, string]>([
    ['z', 'd', 'availability-zones-differ 5:5'],
    ['y', 'd', ''],
    ['y', 'c', 'availability-zone-count 9:7'],
  ])('the key is told that holds them: %s, %s', (zone, cidr, expected) => {
    const subnets = [
      'public:\n        - {cidr: a, az: x}\n        - {cidr: b, az: y}',
      `private:\n        - {cidr: c, az: x}\n        - {cidr: ${cidr}, az: ${zone}}`,
    ];
    const found = check(
      `network:\n  vpc: # ours\n    subnets:\n      ${subnets.join('\n      ')}\n    cidr: 10.0.0.0/16\n`,
    );
    expect(told(found).join()).toBe(expected);
  });

  it('have an id only in a VPC that is imported, which is asked of every manifest', () => {
    expect(inVpc('subnets: {public: [{id: a, cidr: b}]}')).toEqual(['subnet-imported-and-made 4:42']);
    expect(inVpc('subnets: {public: [{id: a}, {cidr: b}]}')).toEqual([]);
  });
});

describe('rules of the security group:', () => {
  it.each<[string, string[]]>([
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 443}', []],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 8000-8080}', []],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 80-80}', []],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 0}', []],
    ["{cidr: 10.0.0.0/8, ip_protocol: '-1', ports: 80}", []],
    ['~', []],
    ['{ip_protocol: tcp, ports: 80}', ['security-group-rule-incomplete']],
    ["{cidr: '', ip_protocol: tcp, ports: 80}", ['security-group-rule-incomplete']],
    ['{cidr: 10.0.0.0/8, ports: 80}', ['security-group-rule-incomplete']],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp}', ['security-group-rule-incomplete']],
    ['{}', Array.from({ length: 3 }, () => 'security-group-rule-incomplete')],
    ["{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: '443'}", ['port-range']],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 8080-8000}', ['port-range']],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 80 - 90}', ['port-range']],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 80-}', ['port-range']],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: 99999999999999999999}', ['port-range']],
    ['{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: [80]}', ['wrong-type', 'security-group-rule-incomplete']],
  ])('%s', (rule, expected) => {
    for (const direction of ['ingress', 'egress']) {
      const found = inVpc(`security_group: {${direction}: [${rule}]}`);
      expect(found.map((each) => each.split(' ')[0])).toEqual(expected);
    }
  });

  it('are told at their place, behind one without a value, too', () => {
    const ports = "{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: '443'}";
    expect(inVpc(`security_group: {egress: [~, ${ports}]}`)).toEqual(['port-range 4:82']);
    expect(check(`network: {vpc: {security_group: {egress: [~, ${ports}]}}}\n`)[0]?.path).toBe(
      'network.vpc.security_group.egress[1].ports',
    );
  });
});

describe('subnets of the internal load balancer:', () => {
  function placed(subnets: string, vpc = imported): string[] {
    return told(check(`network: {vpc: {${vpc}}}\nhttp:\n  private:\n    subnets: ${subnets}\n`));
  }

  it.each<[string, string[]]>([
    ['', []],
    ['[]', []],
    ['[c, d]', []],
    ['[a]', []],
    ['[~, c]', []],
    ['[c, e]', ['private-subnets-not-imported 6:18']],
    ["['']", ['private-subnets-not-imported 6:15']],
    ['[c, d, c]', ['private-subnet-twice 6:21']],
  ])('%s', (subnets, expected) => expect(placed(subnets)).toEqual(expected));

  it.each(['[a]', '[]'])('%s: none are imported', (subnets) => {
    expect(placed(subnets, '')).toEqual(['private-subnets-not-imported 6:14']);
    expect(placed(subnets, 'cidr: 10.0.0.0/16')).toEqual(['private-subnets-not-imported 6:14']);
  });

  it('the fix names those that are imported', () => {
    const [found] = check(`network: {vpc: {${imported}}}\nhttp: {private: {subnets: [e]}}\n`);
    expect(found?.fix).toBe('Write one of them: c, d, a, b.');
  });
});

describe('with a variable that is not set, nothing is said about', () => {
  it.each<[string, string]>([
    ['a range', 'cidr: 10.0.0.0/16, subnets: {public: [{cidr: "${X}"}]}'],
    [
      'availability zones',
      'cidr: 10.0.0.0/16, subnets: {public: [{cidr: a, az: "${X}"}], private: [{cidr: b, az: y}]}',
    ],
    ['ports', 'security_group: {ingress: [{cidr: 10.0.0.0/8, ip_protocol: tcp, ports: "${X}"}]}'],
  ])('%s', (_name, vpc) => {
    expect(inVpc(vpc).map((each) => each.split(' ')[0])).toEqual(['variable-not-defined']);
    // The same with a value in its place.
    expect(inVpc(vpc.replace('"${X}"', "''")).map((each) => each.split(' ')[0])).not.toEqual([]);
  });

  it('subnets that may be among those imported', () => {
    const vpc = 'id: vpc-1, subnets: {private: [{id: a}, {id: "${X}"}]}';
    const found = check(`network: {vpc: {${vpc}}}\nhttp: {private: {subnets: [b]}}\n`);
    expect(found.map(({ code }) => code)).toEqual(['variable-not-defined']);
  });
});
