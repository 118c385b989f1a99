import type { CdnSettings, EnvironmentCdnSettings } from '../../source/cdn/environment-patch.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { dataOf, type Template } from './expected-environment.ts';

export const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/edge';
export const manifest =
  '# The production environment.\nname: prod\ntype: Environment\n\nhttp: # with a comment\n  public: {}\n';

const listenerCertificates = [
  'arn:aws:acm:us-west-2:111122223333:certificate/one',
  'arn:aws:acm:us-west-2:111122223333:certificate/two',
];

export const off: EnvironmentCdnSettings = {
  cdn: null,
  publicCertificates: false,
  hasDomain: false,
  restrictIngress: null,
  sourceIps: [],
  manifest,
  functionCode: {
    uniqueJsonValues: { bucket: 'artifacts', key: 'scripts/unique.zip' },
    certificateReplicator: { bucket: 'artifacts', key: 'scripts/replicator.zip' },
  },
};

export const staticAssets = {
  alias: '*.assets.example.com',
  location: 'assets.s3.us-west-2.amazonaws.com',
  path: 'static/*',
};
export const basic: CdnSettings = { terminateTls: false };
export const imported: CdnSettings = { terminateTls: false, certificate };

/** The oldest version of Copilot whose templates are patched, one between, and the newest shape. */
export const generations = ['v1.23.0', 'v1.28.0', 'v1.33.2'] as const;
export type Generation = (typeof generations)[number];

export interface Case {
  readonly title: string;
  /** As that generation of Copilot deployed it, with the CDN off. */
  readonly template: string;
  /** What the template says. */
  readonly deployed: Template;
  readonly settings: EnvironmentCdnSettings;
}

/** Every combination of settings that Copilot's own checks let pass, on the environments of one generation. */
export function settingsProduct(generation: Generation): Case[] {
  return [false, true]
    .flatMap((publicCertificates) => {
      const template = environmentTemplate({
        version: generation,
        manifest,
        ...(publicCertificates && { publicCertificates: listenerCertificates }),
      });
      const deployed = dataOf(template);
      return around(publicCertificates).flatMap((environment) =>
        choicesOfCdn(publicCertificates).map((cdn) => {
          const settings = { ...off, ...environment, cdn, manifest: `${manifest}\ncdn: true\n` };
          return { title: title(settings), template, deployed, settings };
        }),
      );
    })
    .filter(({ settings: { cdn, restrictIngress } }) => cdn !== null || restrictIngress === null);
}

/** Domain or none; who may reach the load balancer. */
function around(publicCertificates: boolean) {
  return [false, true].flatMap((hasDomain) =>
    [null, { prefixListId: 'pl-3b927c52' }].flatMap((restrictIngress) =>
      [[], ['203.0.113.0/24', '198.51.100.7/32']].map((sourceIps) => ({
        publicCertificates,
        hasDomain,
        restrictIngress,
        sourceIps,
      })),
    ),
  );
}

/** A load balancer with certificates of its own asks for one on the CDN, too. */
function choicesOfCdn(publicCertificates: boolean): (CdnSettings | null)[] {
  const certificates = publicCertificates ? [imported] : [basic, imported];
  const choices = certificates.flatMap((certificateOf) =>
    [false, true].flatMap((terminateTls) =>
      [{}, { staticAssets }].map((assets) => ({ ...certificateOf, ...assets, terminateTls })),
    ),
  );
  return [null, ...choices];
}

function title({
  cdn,
  publicCertificates,
  hasDomain,
  restrictIngress,
  sourceIps,
}: EnvironmentCdnSettings): string {
  return [
    cdn === null ? 'no CDN' : cdn.certificate ? 'imported certificate' : 'basic',
    cdn?.terminateTls ? 'TLS ends at the edge' : '',
    cdn?.staticAssets ? 'static assets' : '',
    publicCertificates ? 'certificates on the load balancer' : '',
    hasDomain ? 'domain' : '',
    restrictIngress ? 'only CloudFront' : '',
    sourceIps.length > 0 ? `${sourceIps.length} ranges` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
