import { type Finding, inOrder } from '../finding.ts';
import { plainAt, stringOf } from '../go-yaml.ts';
import {
  brokenRules,
  certificateArnViolations,
  edgeCertificateViolations,
  ipv6Violations,
  nameViolations,
  type Rule,
  rangeViolations,
  type Violation,
} from '../rules.ts';
import type { DeprecatedIngressField } from './fields.ts';
import { networkRules, privateSubnets } from './network-rules.ts';
import type { EnvironmentManifest } from './read.ts';
import { securityGroupRules } from './security-group-rules.ts';
import { incompleteStaticAssets, staticAlias, staticLocation, staticPath } from './static-assets-rules.ts';

/** What is known of the world, where it is known: rules that need it stay silent without. */
export interface EnvironmentCheckFacts {
  /** Names in the CDN's certificate; `*.example.com` covers one label. */
  readonly coveredByCertificate?: (name: string) => boolean;
}

/** Numbers in comments are those of Copilot's rules (docs/copilot.md, 4.3); a rule without one is ours. */
type EnvironmentRule = Rule<EnvironmentManifest>;

const publicHttp = ['http', 'public'];
const publicIngress = [...publicHttp, 'ingress'];
const deprecatedIngress = [...publicHttp, 'security_groups', 'ingress'];
const privateHttp = ['http', 'private'];

/** Copilot compares the name as it is written, before variables are filled in. */
const named: EnvironmentRule = ({ source, origin }) =>
  nameViolations(stringOf(plainAt(source.plain(), ['name'])), origin.folder);

/** The type, too. */
const typed: EnvironmentRule = ({ source }) => {
  const type = stringOf(plainAt(source.plain(), ['type']));
  if (type === 'Environment') return [];
  return [
    {
      path: ['type'],
      code: 'not-an-environment',
      message: `The type of an environment's manifest is Environment${type === undefined ? '' : `, not ${type}`}.`,
      fix: 'Write type: Environment',
    },
  ];
};

/** 2, and the same of 6 */
const oneSpelling: EnvironmentRule = ({ fields: { ingress, deprecatedIngress: old, internal } }) => [
  ...((ingress.cdn !== undefined || ingress.sourceIps.length > 0) && isGivenIngress(old)
    ? [twoSpellings('public')]
    : []),
  ...(internal.fromVpc !== undefined && isGivenIngress(internal.deprecatedIngress)
    ? [twoSpellings('private')]
    : []),
];

function isGivenIngress({ cdn, sourceIps, fromVpc }: DeprecatedIngressField): boolean {
  return cdn !== undefined || sourceIps.length > 0 || fromVpc;
}

function twoSpellings(side: 'public' | 'private'): Violation {
  return {
    path: ['http', side, 'security_groups', 'ingress'],
    code: 'two-ingress-spellings',
    message: `http.${side}.ingress and the older http.${side}.security_groups.ingress say the same thing; Copilot takes one of them.`,
    fix: `Remove http.${side}.security_groups.`,
  };
}

/** 3 */
const certificateArns: EnvironmentRule = ({ data }) =>
  certificateArnViolations(data, [...publicHttp, 'certificates']);

/** 4 */
const fromVpc: EnvironmentRule = ({ fields }) =>
  fields.deprecatedIngress.fromVpc
    ? [
        {
          path: [...deprecatedIngress, 'from_vpc'],
          code: 'from-vpc-on-public',
          message: 'A public load balancer lets the VPC in already; Copilot refuses from_vpc here.',
          fix: 'Remove http.public.security_groups.ingress.from_vpc.',
        },
      ]
    : [];

/** 5: checked in both spellings, used in the new one only. */
const sourceIps: EnvironmentRule = ({ data }) => [
  ...rangeViolations(data, [...publicIngress, 'source_ips']),
  ...rangeViolations(data, [...deprecatedIngress, 'restrict_to', 'source_ips']),
];

const ipv4Only: EnvironmentRule = ({ data }) => ipv6Violations(data, [...publicIngress, 'source_ips']);

const unusedSourceIps: EnvironmentRule = ({ fields }) =>
  fields.deprecatedIngress.sourceIps.length === 0
    ? []
    : [
        {
          path: [...deprecatedIngress, 'restrict_to', 'source_ips'],
          code: 'source-ips-unused',
          severity: 'warning',
          message:
            'Copilot reads these ranges and uses them nowhere: the load balancer stays open to everyone.',
          fix: 'Write them as http.public.ingress.source_ips.',
        },
      ];

/** 6 */
const internalLoadBalancer: EnvironmentRule = ({ data, fields: { internal } }) => {
  const { cdn, sourceIps: ranges } = internal.deprecatedIngress;
  const certificates = certificateArnViolations(data, [...privateHttp, 'certificates']);
  if (cdn === undefined && ranges.length === 0) return certificates;
  return [
    ...certificates,
    {
      path: [...privateHttp, 'security_groups', 'ingress', 'restrict_to'],
      code: 'restricted-private',
      message: 'An internal load balancer is reached from inside only; Copilot refuses restrict_to here.',
      fix: 'Remove http.private.security_groups.ingress.restrict_to.',
    },
  ];
};

/** 8, 9 */
const cdnCertificate: EnvironmentRule = ({ cdn }) =>
  edgeCertificateViolations(cdn.certificate, ['cdn', 'certificate']);

/** 11 */
const restrictedWithoutCdn: EnvironmentRule = ({ cdn, ingress }) =>
  ingress.cdn && !cdn.enabled
    ? [
        {
          path: restrictionPath(ingress),
          because: [['cdn']],
          code: 'restricted-without-cdn',
          message: 'Only CloudFront may reach the load balancer, but the CDN is off: nobody could.',
          fix: 'Turn the CDN on (cdn: true), or remove the restriction.',
        },
      ]
    : [];

function restrictionPath({ spelling }: EnvironmentManifest['ingress']) {
  return spelling === 'security_groups'
    ? [...deprecatedIngress, 'restrict_to', 'cdn']
    : [...publicIngress, 'cdn'];
}

/** 12 */
const certificateNeedsTermination: EnvironmentRule = ({ cdn, publicCertificates }) =>
  cdn.enabled && publicCertificates === undefined && cdn.certificate !== undefined && !cdn.terminateTls
    ? [
        {
          path: ['cdn', 'certificate'],
          because: [['cdn', 'terminate_tls']],
          code: 'certificate-needs-tls-termination',
          message:
            'With cdn.certificate and without http.public.certificates, CloudFront must end TLS: cdn.terminate_tls has to be true.',
          fix: 'Add cdn.terminate_tls: true, or the load balancer’s certificates as http.public.certificates.',
        },
      ]
    : [];

/** 13 */
const certificatesNeedCdnCertificate: EnvironmentRule = ({ cdn, publicCertificates }) =>
  cdn.enabled && publicCertificates !== undefined && cdn.certificate === undefined
    ? [
        {
          path: ['cdn'],
          code: 'cdn-certificate-missing',
          message:
            'The load balancer has certificates of yours (http.public.certificates), so the CDN needs one, too.',
          fix: 'Add cdn.certificate with the ARN of a certificate in us-east-1.',
        },
      ]
    : [];

/** CloudFront's prefix list counts as so many rules of a security group; a group takes so many unless the quota was raised. */
const prefixListWeight = 55;
const rulesPerSecurityGroup = 60;

const tooManySourceIps: EnvironmentRule = ({ ingress }) => {
  const total = ingress.sourceIps.length + (ingress.cdn ? prefixListWeight : 0);
  if (total <= rulesPerSecurityGroup) return [];
  return [
    {
      path: [...publicIngress, 'source_ips'],
      code: 'too-many-source-ips',
      severity: 'warning',
      message: `${ingress.cdn ? `CloudFront's addresses count as ${prefixListWeight} rules; with ${ingress.sourceIps.length} ranges of yours that makes ${total}` : `These are ${total} rules`}, and a security group takes ${rulesPerSecurityGroup} unless its quota was raised.`,
      fix: `Write at most ${rulesPerSecurityGroup - (ingress.cdn ? prefixListWeight : 0)} ranges, or raise the quota "Inbound or outbound rules per security group".`,
    },
  ];
};

const rules: readonly EnvironmentRule[] = [
  named,
  typed,
  networkRules,
  oneSpelling,
  certificateArns,
  fromVpc,
  sourceIps,
  ipv4Only,
  unusedSourceIps,
  internalLoadBalancer,
  securityGroupRules,
  cdnCertificate,
  incompleteStaticAssets,
  staticLocation,
  staticPath,
  staticAlias,
  restrictedWithoutCdn,
  certificateNeedsTermination,
  certificatesNeedCdnCertificate,
  privateSubnets,
  tooManySourceIps,
];

/** Everything there is to say about a manifest, by line: what reading it brought up, and each rule that it breaks. */
export function checkEnvironmentManifest(
  manifest: EnvironmentManifest,
  facts: EnvironmentCheckFacts = {},
): readonly Finding[] {
  const covered: EnvironmentRule = ({ cdn }) => aliasNotCovered(cdn.staticAssets?.alias, facts);
  return inOrder([...manifest.findings, ...brokenRules(manifest, [...rules, covered])]);
}

function aliasNotCovered(alias: string | undefined, { coveredByCertificate }: EnvironmentCheckFacts) {
  if (alias === undefined || coveredByCertificate === undefined || coveredByCertificate(alias)) return [];
  return [
    {
      path: ['cdn', 'static_assets', 'alias'],
      code: 'alias-not-covered',
      message: `The certificate that CloudFront shows does not cover ${alias}; the distribution would be refused.`,
      fix: 'Name a certificate in us-east-1 that covers it, or another name.',
    },
  ];
}
