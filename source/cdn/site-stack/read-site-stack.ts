import { type SiteRouting, siteRoutings } from '../../copilot/static-site-manifest/extension.ts';
import { manifestPath } from '../patch-manifest.ts';
import { distributionConfig } from '../template-names.ts';
import { textAt, valueAt, viewTemplate } from '../template-view.ts';

/** What the template of a deployed site says. */
export interface DeployedSite {
  readonly maker: 'copilot' | 'copilot-cdn';
  readonly alias?: string;
  /** ARN; none where Copilot's functions look after the certificate. */
  readonly certificate?: string;
  /** Copilot's functions requested the certificate and wrote the record of the name (docs/copilot.md, 9.3). */
  readonly managedCertificate: boolean;
  /** None where Copilot's own function turns addresses into keys. */
  readonly routing?: SiteRouting;
  readonly manifest?: string;
}

/** Either of them is there only when Copilot looks after the site's name. */
const managedResources = ['CertificateValidatorAction', 'CustomDomainAction'];

/** @throws UserError `not-yaml` and the like when the text is no template */
export function readSiteStack(template: string): DeployedSite {
  const view = viewTemplate(template);
  const config = view.at(distributionConfig);
  const alias = textAt(config, ['Aliases', 0]);
  const certificate = textAt(config, ['ViewerCertificate', 'AcmCertificateArn']);
  const ours = view.at(['Metadata', 'CopilotCDN']);
  const routing = siteRoutings.find((each) => each === textAt(ours, ['Routing']));
  const manifest = textAt(view.at(manifestPath));
  return {
    maker: ours === undefined ? 'copilot' : 'copilot-cdn',
    ...(alias !== undefined && { alias }),
    ...(certificate !== undefined && { certificate }),
    managedCertificate: managedResources.some((id) => valueAt(view.resources, [id]) !== undefined),
    ...(routing !== undefined && { routing }),
    ...(manifest !== undefined && { manifest }),
  };
}
