import { describe, expect, it } from 'vitest';
import { readSiteStack } from '../../../source/cdn/site-stack/index.ts';
import { wantedStack } from '../../../source/plan/site/wanted-stack.ts';
import {
  certificate,
  deployedSite,
  manifestText,
  newSite,
  readManifest,
  stackOf,
} from './site-facts-for-tests.ts';

describe('the stack of a site', () => {
  it('is made where there is none, every resource of it expected', () => {
    const wanted = wantedStack(newSite(), certificate);
    expect(wanted?.template).toContain('Aliases: ["docs.example.com"]');
    expect(wanted?.nodes.map(({ logicalId, action }) => `${action} ${logicalId}`)).toEqual([
      'add Bucket',
      'add BucketPolicyForCloudFront',
      'add CloudFrontOriginAccessControl',
      'add CloudFrontViewerRequestRewriteFunction',
      'add CloudFrontDistribution',
      'add EnvManagerS3Access',
    ]);
  });

  it.each(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'])('is made anew where one is in %s', (status) => {
    const site = { ...deployedSite(), stack: stackOf('Resources: {}', status) };
    expect(wantedStack(site, certificate)?.nodes.every(({ action }) => action === 'add')).toBe(true);
  });

  it('is left alone when it says the same', () => {
    expect(wantedStack(deployedSite(), certificate)).toBeUndefined();
  });

  it('is left alone when only the files are others: CloudFormation would see nothing to change', () => {
    const text = manifestText.replace('source: dist', 'source: build');
    const site = { ...deployedSite(), manifest: readManifest(text), manifestText: text };
    expect(wantedStack(site, certificate)).toBeUndefined();
  });

  it.each([
    ['another name', manifestText.replace('docs.example.com', 'www.example.com')],
    ['another routing', `${manifestText}x-copilot-cdn:\n  routing: single-page\n`],
    ['no name any more', manifestText.replace(/http:\n.*\n/, '')],
  ])('changes for %s', (_, text) => {
    const site = { ...deployedSite(), manifest: readManifest(text), manifestText: text };
    const wanted = wantedStack(site, certificate);
    expect(wanted?.nodes.map(({ action }) => action)).toEqual(Array(6).fill('modify'));
    expect(readSiteStack(wanted?.template ?? '').manifest).toContain('name: docs');
  });

  it('that Copilot made changes by name and certificate alone', () => {
    const template = deployedSite().stack?.template.replace(/ {2}CopilotCDN:\n.*\n/, '') ?? '';
    const site = { ...deployedSite(), stack: stackOf(template), deployed: readSiteStack(template) };
    expect(site.deployed.maker).toBe('copilot');
    expect(wantedStack(site, certificate)).toBeUndefined();
    const text = `${manifestText.replace('docs.', 'www.')}x-copilot-cdn:\n  routing: pretty\n`;
    const wanted = wantedStack({ ...site, manifest: readManifest(text), manifestText: text }, certificate);
    expect(wanted?.nodes.map(({ logicalId }) => logicalId)).toEqual([
      'CloudFrontDistribution',
      'CloudFrontDistributionAlternativeDomainName',
    ]);
    expect(wanted?.template.replaceAll('www.example.com', 'docs.example.com')).toBe(template);
  });
});
