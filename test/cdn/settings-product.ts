import type { CdnSettings, EnvironmentCdnSettings } from '../../source/cdn/environment-patch.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';

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

export interface Case {
  readonly title: string;
  readonly template: string;
  readonly settings: EnvironmentCdnSettings;
}

/** Every combination of settings that Copilot's own checks let pass, on the environments that they apply to. */
export function settingsProduct(): Case[] {
  return [false, true].flatMap((publicCertificates) => {
    const template = environmentTemplate({
      manifest,
      ...(publicCertificates && { publicCertificates: listenerCertificates }),
    });
    return [false, true].flatMap((hasDomain) =>
      [null, undefined, certificate].flatMap((arn) =>
        [false, true].flatMap((terminateTls) =>
          [undefined, staticAssets].flatMap((assets) =>
            [null, { prefixListId: 'pl-3b927c52' }].flatMap((restrictIngress) =>
              [[], ['203.0.113.0/24', '198.51.100.7/32']].flatMap((sourceIps): Case[] => {
                if (arn === null && (terminateTls || assets !== undefined || restrictIngress !== null))
                  return [];
                if (publicCertificates && arn === undefined) return [];
                const cdn: CdnSettings | null =
                  arn === null
                    ? null
                    : {
                        terminateTls,
                        ...(arn !== undefined && { certificate: arn }),
                        ...(assets && { staticAssets: assets }),
                      };
                const settings = {
                  ...off,
                  cdn,
                  publicCertificates,
                  hasDomain,
                  restrictIngress,
                  sourceIps,
                  manifest: `${manifest}cdn: true\n`,
                };
                return [{ title: title(settings), template, settings }];
              }),
            ),
          ),
        ),
      ),
    );
  });
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
