import { createHash } from 'node:crypto';
import { compose, type Parts } from './compose.ts';
import { sharedParts } from './shared-parts.ts';

export interface StaticSiteTemplateOptions {
  readonly version?: string;
  readonly application: string;
  readonly environment: string;
  readonly name: string;
  /** The interpolated text of the manifest. */
  readonly manifest: string;
  readonly alias?: string;
  /** ARN in us-east-1. With an alias and without this, Copilot's functions get one and write the record. */
  readonly certificate?: string;
  /** The key of the list of files that the last deployment copied. */
  readonly mapping?: string;
  readonly artifactBucket?: string;
}

/** The template of a static site's stack, as Copilot renders it: with a state machine that copies the files. */
export function staticSiteTemplate(options: StaticSiteTemplateOptions): string {
  const { application, environment, name, manifest, alias, certificate } = options;
  const managed = alias !== undefined && certificate === undefined;
  const shared = {
    ...sharedParts(options),
    mapping: options.mapping ?? `local-assets/environments/${environment}/workloads/${name}/mapping/0`,
    alias: JSON.stringify(alias ?? ''),
  };
  const part = (file: string, parts: Parts = {}): string =>
    compose(`static-site/${file}.yml`, { ...shared, ...parts });
  return part('static-site', {
    manifest,
    'edge-name': edgeName(`${application}-${environment}-${name}`),
    rewrite,
    aliases: alias === undefined ? '' : `Aliases: [${JSON.stringify(alias)}]`,
    'viewer-certificate': alias === undefined ? '' : viewerCertificate(certificate),
    'copy-files': part('copy-files', {
      'managed-resources': managed ? managedResources.map((id) => `- ${id}`).join('\n') : '',
    }),
    'managed-name': managed ? part('managed-name') : '',
    'alternative-domain-name': alias === undefined ? '' : part('alternative-domain-name'),
  });
}

const managedResources = ['CustomDomainAction', 'CustomDomainFunction', 'CertificateValidatorAction'];

/** Finds index pages as Copilot's function does: a dot anywhere makes an address one of a file. */
const rewrite =
  "function handler(event){var r=event.request;if(r.uri.endsWith('/')){r.uri+='index.html'}" +
  "else if(!r.uri.includes('.')){r.uri+='/index.html'}return r}";

function viewerCertificate(certificate: string | undefined): string {
  return [
    'ViewerCertificate:',
    `  AcmCertificateArn: ${certificate ?? '!Ref CertificateValidatorAction'}`,
    '  MinimumProtocolVersion: TLSv1',
    '  SslSupportMethod:  sni-only',
  ].join('\n');
}

/** At most 58 characters, and six of a hash where there are more. */
function edgeName(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return name.length <= 58 ? name : `${name.slice(0, 58)}${hash}`;
}
