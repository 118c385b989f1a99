import { createHash } from 'node:crypto';
import { stackTags, type Tag } from '../../copilot/names.ts';
import type { SiteRouting } from '../../copilot/static-site-manifest/extension.ts';
import { filledLines, fragmentItem, scalar } from '../fragment.ts';
import { isLiteral } from '../patch-manifest.ts';
import { newMinimumTls } from '../template-names.ts';
import { checkName, type SiteName } from './site-name.ts';

/** Whose stack it is. */
interface SiteNames {
  readonly application: string;
  readonly environment: string;
  readonly service: string;
}

/** What the stack of a static site is made from. */
export interface SiteStack extends SiteNames, SiteName {
  readonly routing: SiteRouting;
  /** As it holds for the environment, variables filled in: Copilot reads it from the stack. */
  readonly manifest: string;
}

/** The whole template: the same site gives the same text, to the byte. It has neither functions on Lambda nor a state machine. */
export function siteTemplate(site: SiteStack): string {
  const { alias, certificate, routing } = site;
  checkName(site);
  const lines = filledLines('templates/site/site.yml', {
    routing,
    manifest: manifestSource(site.manifest),
    'edge-name': scalar(edgeName(site)),
    function: viewerRequestFunction(routing),
    aliases: alias === undefined ? '' : `Aliases: [${JSON.stringify(alias)}]`,
    'viewer-certificate': certificate === undefined ? '' : viewerCertificate(certificate, newMinimumTls),
    'alternative-domain-name': alias === undefined ? '' : alternativeDomainName(alias),
  });
  return `${lines.join('\n')}\n`;
}

/** The code of the function at the edge, as it goes to CloudFront. */
export function viewerRequestFunction(routing: SiteRouting): string {
  return filledLines('templates/site/viewer-request.js', { routing }).join('\n');
}

/** The property with its key. */
export function viewerCertificate(certificate: string, minimumTls: string): string {
  return fragmentItem('imported-certificate', {
    certificate: scalar(certificate),
    'minimum-tls': minimumTls,
  });
}

/** The output with its key. */
export function alternativeDomainName(alias: string): string {
  const file = 'templates/site/alternative-domain-name.yml';
  return filledLines(file, { alias: JSON.stringify(alias) }).join('\n');
}

/** The stack's parameters, which are Copilot's. */
export function siteParameters(
  { application, environment, service }: SiteNames,
  artifactKeyArn: string,
): Readonly<Record<string, string>> {
  return {
    AppName: application,
    EnvName: environment,
    WorkloadName: service,
    AddonsTemplateURL: '',
    ArtifactKeyARN: artifactKeyArn,
  };
}

/** The stack's tags, by which Copilot finds a service, and its bucket (docs/copilot.md, 2.3). @param tags The application's own. */
export function siteTags(
  { application, environment, service }: SiteNames,
  tags: Readonly<Record<string, string>> = {},
): readonly Tag[] {
  return stackTags({ application, environment, service, tags });
}

/** Where Copilot cuts a name for CloudFront, which takes 64 characters, and how many of its hash then follow. */
const [longestName, hashLength] = [58, 6];

/** The name of the function and of the access control, which an account has only once (docs/copilot.md, 9.2). */
function edgeName({ application, environment, service }: SiteNames): string {
  const name = `${application}-${environment}-${service}`;
  if (name.length <= longestName) return name;
  const hash = createHash('sha256').update(name).digest('hex');
  return name.slice(0, longestName) + hash.slice(0, hashLength);
}

function manifestSource(manifest: string): string {
  const text = `${manifest.replace(/\r\n/g, '\n').replace(/\n+$/, '')}\n`;
  if (!isLiteral(text)) return `Manifest: ${JSON.stringify(text)}`;
  const lines = text.trimEnd().split('\n');
  return ['Manifest: |', ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}
