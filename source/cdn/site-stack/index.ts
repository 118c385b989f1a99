export { patchSiteStack, type SitePatch } from './patch-site-stack.ts';
export { type DeployedSite, readSiteStack } from './read-site-stack.ts';
export type { SiteName } from './site-name.ts';
export { type SiteStack, siteParameters, siteTags, siteTemplate } from './site-template.ts';
