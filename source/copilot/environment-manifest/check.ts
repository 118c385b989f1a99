import type { Path } from '../../yaml/plain-value.ts';
import { isCidr, parseArn } from '../aws-formats.ts';
import { type Finding, findingAt } from '../finding.ts';
import type { EnvironmentManifest } from './read.ts';

/** Copilot's rules for environment manifests, as far as they concern the CDN (docs/copilot.md, 4.3, numbers in the comments). */
type Rule = (manifest: EnvironmentManifest) => readonly Violation[];

interface Violation {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

const publicIngress = ['http', 'public', 'ingress'];
const deprecatedIngress = ['http', 'public', 'security_groups', 'ingress'];

const named: Rule = ({ fields, origin }) => {
  if (fields.name === origin.environment) return [];
  const is = fields.name === undefined ? 'has no name' : `has the name ${fields.name}`;
  return [
    {
      path: ['name'],
      code: 'name-mismatch',
      message: `The manifest ${is}, but its folder is ${origin.environment}; Copilot wants the same.`,
      fix: `Write name: ${origin.environment}`,
    },
  ];
};

const typed: Rule = ({ fields }) =>
  fields.type === 'Environment'
    ? []
    : [
        {
          path: ['type'],
          code: 'not-an-environment',
          message: `The type of an environment's manifest is Environment${fields.type === undefined ? '' : `, not ${fields.type}`}.`,
          fix: 'Write type: Environment',
        },
      ];

/** 2 */
const oneSpelling: Rule = ({ fields: { ingress, deprecatedIngress: old } }) => {
  const isNew = ingress.cdn !== undefined || ingress.sourceIps.length > 0;
  const isOld = old.cdn !== undefined || old.sourceIps.length > 0 || old.fromVpc;
  if (!isNew || !isOld) return [];
  return [
    {
      path: deprecatedIngress,
      code: 'two-ingress-spellings',
      message:
        'http.public.ingress and the older http.public.security_groups.ingress say the same thing; Copilot takes one of them.',
      fix: 'Remove http.public.security_groups.',
    },
  ];
};

/** 3 */
const certificateArns: Rule = ({ publicCertificates }) =>
  (publicCertificates ?? []).flatMap((certificate, index) =>
    parseArn(certificate) !== undefined
      ? []
      : [
          {
            path: ['http', 'public', 'certificates', index],
            code: 'certificate-not-an-arn',
            message: `${certificate || 'An empty item'} is no ARN of a certificate.`,
            fix: 'Write it as arn:aws:acm:REGION:ACCOUNT:certificate/ID.',
          },
        ],
  );

/** 4 */
const fromVpc: Rule = ({ fields }) =>
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

/** 5 */
const sourceIps: Rule = ({ fields }) =>
  fields.ingress.sourceIps.flatMap((address, index) =>
    isCidr(address)
      ? []
      : [
          {
            path: [...publicIngress, 'source_ips', index],
            code: 'source-ip-not-a-range',
            message: `${address || 'An empty item'} is no range of addresses.`,
            fix: `Write a range with its mask${/^\d+(\.\d+){3}$/.test(address) ? `: ${address}/32` : ': 192.0.2.0/24'}.`,
          },
        ],
  );

/** 8, 9 */
const cdnCertificate: Rule = ({ cdn }) => {
  if (cdn.certificate === undefined) return [];
  const path = ['cdn', 'certificate'];
  const arn = parseArn(cdn.certificate);
  if (arn === undefined) {
    return [
      {
        path,
        code: 'certificate-not-an-arn',
        message: `${cdn.certificate || 'The empty text'} is no ARN of a certificate.`,
        fix: 'Write it as arn:aws:acm:us-east-1:ACCOUNT:certificate/ID.',
      },
    ];
  }
  if (arn.region === 'us-east-1') return [];
  return [
    {
      path,
      code: 'certificate-not-in-us-east-1',
      message: `The certificate is in ${arn.region || 'no region'}; CloudFront takes certificates from us-east-1 only.`,
      fix: 'Request or import the certificate in us-east-1, and name that one.',
    },
  ];
};

/** 10, in Copilot's order */
const staticAssets: Rule = ({ cdn }) => {
  if (cdn.staticAssets === undefined) return [];
  const assets = cdn.staticAssets;
  return (['alias', 'location', 'path'] as const)
    .filter((key) => assets[key] === undefined)
    .map((key) => ({
      path: ['cdn', 'static_assets', key],
      code: 'static-assets-incomplete',
      message: `cdn.static_assets needs ${key}, too.`,
      fix: `Add cdn.static_assets.${key}.`,
    }));
};

/** 11 */
const restrictedWithoutCdn: Rule = ({ cdn, ingress }) =>
  ingress.cdn && !cdn.enabled
    ? [
        {
          path:
            ingress.spelling === 'security_groups'
              ? [...deprecatedIngress, 'restrict_to', 'cdn']
              : [...publicIngress, 'cdn'],
          code: 'restricted-without-cdn',
          message: 'Only CloudFront may reach the load balancer, but the CDN is off: nobody could.',
          fix: 'Turn the CDN on (cdn: true), or remove the restriction.',
        },
      ]
    : [];

/** 12 */
const certificateNeedsTermination: Rule = ({ cdn, publicCertificates }) =>
  cdn.enabled && publicCertificates === undefined && cdn.certificate !== undefined && !cdn.terminateTls
    ? [
        {
          path: ['cdn', 'certificate'],
          code: 'certificate-needs-tls-termination',
          message:
            'With cdn.certificate and without http.public.certificates, CloudFront must end TLS: cdn.terminate_tls has to be true.',
          fix: 'Add cdn.terminate_tls: true, or the load balancer’s certificates as http.public.certificates.',
        },
      ]
    : [];

/** 13 */
const certificatesNeedCdnCertificate: Rule = ({ cdn, publicCertificates }) =>
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

const rules: readonly Rule[] = [
  named,
  typed,
  oneSpelling,
  certificateArns,
  fromVpc,
  sourceIps,
  cdnCertificate,
  staticAssets,
  restrictedWithoutCdn,
  certificateNeedsTermination,
  certificatesNeedCdnCertificate,
];

/** Everything there is to say about a manifest, by line: what reading it brought up, and each rule that it breaks. */
export function checkEnvironmentManifest(manifest: EnvironmentManifest): readonly Finding[] {
  const broken = rules
    .flatMap((rule) => rule(manifest))
    .map(({ path, ...text }) => findingAt(manifest.source, path, { ...text, severity: 'error' }));
  return [...manifest.notices, ...broken].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  );
}
