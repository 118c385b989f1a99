import { describe, expect, it } from 'vitest';
import {
  readSiteStack,
  type SiteStack,
  siteParameters,
  siteTags,
  siteTemplate,
} from '../../../source/cdn/site-stack/index.ts';
import { viewerRequestFunction } from '../../../source/cdn/site-stack/site-template.ts';
import { staticSiteTemplate } from '../../../source/sandbox/copilot/static-site-template.ts';
import { dataOf } from '../expected-environment.ts';

const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d';
const site: SiteStack = {
  application: 'shop',
  environment: 'prod',
  service: 'docs',
  routing: 'pages',
  manifest: 'name: docs\ntype: Static Site\n\nfiles:\n  - source: web/dist\n    recursive: true\n',
};
const named: SiteStack = { ...site, alias: 'docs.example.com', certificate };

function propertiesOf(template: string, logicalId: string) {
  return Object(Object(dataOf(template).Resources[logicalId]).Properties);
}

function distributionOf(template: string) {
  return propertiesOf(template, 'CloudFrontDistribution').DistributionConfig;
}

describe('the template of a site', () => {
  it('has the parameters, the resources and the outputs of Copilot’s, but for what copies the files', () => {
    const ours = dataOf(siteTemplate(named));
    const copilots = dataOf(
      staticSiteTemplate({ ...named, name: 'docs', alias: 'docs.example.com', certificate }),
    );
    const copying = /^(TriggerStateMachine|CopyAssetsStateMachine)/;
    expect(Object.keys(ours.Resources)).toEqual(
      Object.keys(copilots.Resources).filter((id) => !copying.test(id)),
    );
    expect(Object.keys(Object(ours).Parameters)).toEqual(Object.keys(Object(copilots).Parameters));
    expect(ours.Outputs).toEqual(copilots.Outputs);
    const origins = distributionOf(siteTemplate(named)).Origins;
    expect(origins).toEqual(
      Object(copilots.Resources.CloudFrontDistribution).Properties.DistributionConfig.Origins,
    );
  });

  it('is the same text for the same site', () => {
    expect(siteTemplate({ ...named })).toBe(siteTemplate(named));
  });

  it('has neither Lambda nor a state machine', () => {
    expect(siteTemplate(named)).not.toMatch(/Lambda|StepFunctions|Custom::/);
  });

  it('is well below what CloudFormation takes without a bucket', () => {
    expect(siteTemplate(named).length).toBeLessThan(12_000);
  });

  it.each([
    ['plain', site.manifest],
    ['without a line ending at its end', site.manifest.trimEnd()],
    ['with line endings of Windows', site.manifest.replaceAll('\n', '\r\n')],
    ['indented as a whole', site.manifest.replace(/^(?=.)/gm, '  ')],
    ['with what looks like a place to fill in', `${site.manifest}# ((routing))\n`],
    ['with characters that no block can hold', `${site.manifest}# a\u0007b\n`],
  ])('holds the manifest, %s', (_, manifest) => {
    expect(readSiteStack(siteTemplate({ ...site, manifest })).manifest).toBe(
      `${manifest.replaceAll('\r', '').trimEnd()}\n`,
    );
  });

  it.each(['pages', 'single-page', 'pretty'] as const)('carries the function for %s', (routing) => {
    const template = siteTemplate({ ...site, routing });
    expect(propertiesOf(template, 'CloudFrontViewerRequestRewriteFunction')).toMatchObject({
      AutoPublish: true,
      FunctionCode: `${viewerRequestFunction(routing)}\n`,
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      Name: 'shop-prod-docs',
    });
    expect(readSiteStack(template)).toMatchObject({ maker: 'copilot-cdn', routing });
  });
});

describe('the bucket of a site', () => {
  const bucket = propertiesOf(siteTemplate(site), 'Bucket');

  it('is as closed as Copilot makes it', () => {
    const copilots = propertiesOf(staticSiteTemplate({ ...site, name: 'docs' }), 'Bucket');
    for (const setting of [
      'VersioningConfiguration',
      'BucketEncryption',
      'PublicAccessBlockConfiguration',
      'OwnershipControls',
    ]) {
      expect(bucket[setting]).toEqual(copilots[setting]);
    }
  });

  it('does not keep for good what nobody can see', () => {
    expect(Object(bucket.LifecycleConfiguration).Rules).toMatchObject([
      { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      { Status: 'Enabled', Prefix: '.copilot-cdn/', NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
    ]);
  });
});

describe('the distribution of a site', () => {
  it('never asks the bucket for nothing, were the function gone', () => {
    expect(distributionOf(siteTemplate(site)).DefaultRootObject).toBe('index.html');
  });

  it('has a name with its certificate, and no version of TLS that is broken', () => {
    expect(distributionOf(siteTemplate(named))).toMatchObject({
      Aliases: ['docs.example.com'],
      ViewerCertificate: {
        AcmCertificateArn: certificate,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    });
    expect(
      Object(dataOf(siteTemplate(named)).Outputs).CloudFrontDistributionAlternativeDomainName,
    ).toMatchObject({
      Value: 'docs.example.com',
    });
  });

  it('has CloudFront’s own name and certificate without one', () => {
    expect(distributionOf(siteTemplate(site))).not.toHaveProperty('Aliases');
    expect(distributionOf(siteTemplate(site))).not.toHaveProperty('ViewerCertificate');
    expect(siteTemplate(site)).not.toContain('AlternativeDomainName');
  });

  it('speaks HTTP/3 and IPv6, compresses, and sends visitors to HTTPS', () => {
    expect(distributionOf(siteTemplate(site))).toMatchObject({
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      DefaultCacheBehavior: { Compress: true, ViewerProtocolPolicy: 'redirect-to-https' },
    });
  });

  it.each([{ alias: 'docs.example.com' }, { certificate }])('is never made with %o alone', (half) => {
    expect(() => siteTemplate({ ...site, ...half })).toThrow('or neither');
  });
});

describe('names for CloudFront', () => {
  const long = { ...site, application: 'a'.repeat(30), environment: 'production', service: 's'.repeat(30) };

  it('are cut as Copilot cuts them, so that it finds its own', () => {
    const options = { ...long, name: long.service };
    for (const id of ['CloudFrontViewerRequestRewriteFunction', 'CloudFrontOriginAccessControl']) {
      const [ours, copilots] = [siteTemplate(long), staticSiteTemplate(options)].map((template) => {
        const properties = propertiesOf(template, id);
        return properties.Name ?? properties.OriginAccessControlConfig.Name;
      });
      expect(ours).toHaveLength(64);
      expect(ours).toBe(copilots);
    }
  });
});

describe('beside the template', () => {
  it('go Copilot’s parameters', () => {
    expect(siteParameters(site, 'arn:aws:kms:us-west-2:111122223333:key/k')).toEqual({
      AppName: 'shop',
      EnvName: 'prod',
      WorkloadName: 'docs',
      AddonsTemplateURL: '',
      ArtifactKeyARN: 'arn:aws:kms:us-west-2:111122223333:key/k',
    });
  });

  it('go the tags by which Copilot finds a service', () => {
    expect(siteTags(site, { team: 'web' })).toEqual([
      { key: 'copilot-application', value: 'shop' },
      { key: 'copilot-environment', value: 'prod' },
      { key: 'copilot-service', value: 'docs' },
      { key: 'team', value: 'web' },
    ]);
  });
});
