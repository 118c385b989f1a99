import { describe, expect, it } from 'vitest';
import { patchSiteStack, readSiteStack } from '../../../source/cdn/site-stack/index.ts';
import { staticSiteTemplate } from '../../../source/sandbox/copilot/static-site-template.ts';
import { dataOf } from '../expected-environment.ts';
import { formsOf } from '../templates.ts';

const options = {
  application: 'shop',
  environment: 'prod',
  name: 'docs',
  manifest: 'name: docs\ntype: Static Site\n',
};
const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d';
const other = 'arn:aws:acm:us-east-1:111122223333:certificate/4e5f6071';
const named = { alias: 'docs.example.com', certificate };
const nameless = staticSiteTemplate(options);
const withName = staticSiteTemplate({ ...options, ...named });
const managed = staticSiteTemplate({ ...options, alias: 'docs.example.com' });

describe('what Copilot deployed', () => {
  it.each([
    ['without a name', nameless, {}],
    ['with a certificate of the team’s own', withName, named],
    ['with a certificate of its functions', managed, { alias: 'docs.example.com', managedCertificate: true }],
  ])('is told: %s', (_, template, expected) => {
    expect(readSiteStack(template)).toEqual({
      maker: 'copilot',
      managedCertificate: false,
      manifest: options.manifest,
      ...expected,
    });
  });
});

describe('a name for a site that Copilot deployed', () => {
  it('goes into the distribution and the output, and nothing else moves', () => {
    const { template, nodes } = patchSiteStack(nameless, named);
    expect(dataOf(template)).toEqual(
      dataOf(withName.replace('MinimumProtocolVersion: TLSv1', 'MinimumProtocolVersion: TLSv1.2_2021')),
    );
    expect(nodes.map(({ logicalId, action }) => `${action} ${logicalId}`)).toEqual([
      'modify CloudFrontDistribution',
      'add CloudFrontDistributionAlternativeDomainName',
    ]);
  });

  it.each(Object.entries(formsOf(nameless)))('comes and goes without a trace: %s', (_, template) => {
    const patched = patchSiteStack(template, named).template;
    expect(readSiteStack(patched)).toMatchObject(named);
    // A last line without an ending gets one.
    expect(patchSiteStack(patched, {}).template.trimEnd()).toBe(template.trimEnd());
  });

  it('changes in place, and what the distribution has as its minimum of TLS stays', () => {
    const wanted = { alias: 'www.example.com', certificate: other };
    const { template, nodes } = patchSiteStack(withName, wanted);
    expect(template).toBe(
      withName.replaceAll('"docs.example.com"', '"www.example.com"').replace(certificate, other),
    );
    expect(nodes.map(({ action }) => action)).toEqual(['modify', 'modify']);
  });

  it('that is there already changes nothing, to the byte', () => {
    expect(patchSiteStack(withName, named)).toEqual({ template: withName, nodes: [] });
    expect(patchSiteStack(nameless, {})).toEqual({ template: nameless, nodes: [] });
  });

  it('leaves names that an override added', () => {
    const overridden = withName.replace('["docs.example.com"]', '["docs.example.com", "old.example.com"]');
    const { template } = patchSiteStack(overridden, { ...named, alias: 'www.example.com' });
    expect(template).toContain('Aliases: ["www.example.com", "old.example.com"]');
  });
});

describe('where Copilot’s functions look after the certificate', () => {
  it('another one is refused', () => {
    expect(() => patchSiteStack(managed, named)).toThrow(
      expect.objectContaining({
        code: 'site-certificate-managed',
        message: expect.stringContaining('docs.example.com'),
      }),
    );
  });

  it('the site keeps its name without being asked', () => {
    expect(patchSiteStack(managed, {})).toEqual({ template: managed, nodes: [] });
  });
});
