import { readSiteStack, siteTemplate } from '../../../source/cdn/site-stack/index.ts';
import { readStaticSiteManifest } from '../../../source/copilot/static-site-manifest/read.ts';
import type { StackFacts } from '../../../source/plan/facts.ts';
import type { SiteFacts } from '../../../source/plan/site/site-facts.ts';

export const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b';

export const manifestText = `name: docs
type: Static Site
http:
  alias: docs.example.com
files:
  - source: dist
    recursive: true
`;

export function readManifest(text: string) {
  return readStaticSiteManifest(text, {
    file: 'copilot/docs/manifest.yml',
    folder: 'docs',
    application: 'shop',
    environment: 'prod',
    variables: {},
  });
}

/** A site that is not deployed yet. */
export function newSite(text = manifestText): SiteFacts {
  return {
    application: { name: 'shop', domain: '' },
    environment: {
      name: 'prod',
      region: 'us-west-2',
      account: '111122223333',
      managerRoleArn: 'arn:aws:iam::111122223333:role/shop-prod-EnvManagerRole',
      executionRoleArn: 'arn:aws:iam::111122223333:role/shop-prod-CFNExecutionRole',
    },
    service: 'docs',
    tags: {},
    root: '/work',
    manifest: readManifest(text),
    manifestText: text,
    stackName: 'shop-prod-docs',
    stack: undefined,
    deployed: undefined,
    bucket: undefined,
    distribution: undefined,
    name: { name: 'docs.example.com', leadsTo: 'nowhere', zone: { id: 'Z1', name: 'example.com' } },
  };
}

/** The same, deployed as it is. */
export function deployedSite(text = manifestText): SiteFacts {
  const site = newSite(text);
  const template = siteTemplate({
    application: 'shop',
    environment: 'prod',
    service: 'docs',
    routing: site.manifest.routing,
    manifest: text,
    ...(site.manifest.alias !== undefined && { alias: site.manifest.alias, certificate }),
  });
  return {
    ...site,
    stack: stackOf(template),
    deployed: readSiteStack(template),
    bucket: 'shop-prod-docs-bucket-1abc',
    distribution: { id: 'E2EXAMPLE', domainName: 'd111111abcdef8.cloudfront.net', status: 'Deployed' },
    name: { name: 'docs.example.com', leadsTo: 'distribution' },
  };
}

export function stackOf(template: string, status = 'UPDATE_COMPLETE'): StackFacts {
  return {
    name: 'shop-prod-docs',
    id: 'arn:aws:cloudformation:us-west-2:111122223333:stack/shop-prod-docs/1',
    status,
    template,
    parameters: {},
    outputs: {},
    tags: {},
    lastUpdated: '2026-11-23T12:00:00.000Z',
  };
}
