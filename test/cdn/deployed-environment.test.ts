import { describe, expect, it } from 'vitest';
import { readDeployedEnvironment, refuseUnpatchable } from '../../source/cdn/deployed-environment.ts';
import { patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { certificate, imported, manifest, off, staticAssets } from './settings-product.ts';

const template = environmentTemplate({ manifest });

describe('a deployed template', () => {
  it('without a CDN says so', () => {
    expect(readDeployedEnvironment(template)).toMatchObject({
      version: 'v1.33.2',
      manifest,
      cdn: { enabled: false, terminateTls: false, extraAliases: [] },
      ingressRestricted: false,
      sourceIps: [],
      hasUniqueAliases: false,
      missing: [],
    });
  });

  it('with a CDN says what it was made with', () => {
    const cdn = { ...imported, terminateTls: true, staticAssets, extraAliases: ['www.example.com'] };
    const patched = patchEnvironmentTemplate(template, {
      ...off,
      cdn,
      restrictIngress: { prefixListId: 'pl-1' },
      sourceIps: ['10.0.0.0/8'],
    });
    expect(readDeployedEnvironment(patched.template)).toMatchObject({
      cdn: {
        enabled: true,
        certificate,
        terminateTls: true,
        staticAssets,
        minimumTls: 'TLSv1.2_2021',
        extraAliases: ['www.example.com'],
      },
      ingressRestricted: true,
      prefixListId: 'pl-1',
      sourceIps: ['10.0.0.0/8'],
      hasUniqueAliases: true,
    });
  });

  it('tells the minimum of TLS of a copied certificate', () => {
    const patched = patchEnvironmentTemplate(template, {
      ...off,
      hasDomain: true,
      cdn: { terminateTls: false },
    });
    expect(readDeployedEnvironment(patched.template).cdn).toMatchObject({
      enabled: true,
      minimumTls: 'TLSv1.2_2021',
    });
    expect(readDeployedEnvironment(patched.template).cdn.certificate).toBeUndefined();
  });

  it('takes the alias of static assets from its manifest where the template does not say it', () => {
    const text = `${manifest}cdn:\n  static_assets:\n    alias: assets.example.com\n`;
    const patched = patchEnvironmentTemplate(template, {
      ...off,
      manifest: text,
      cdn: { terminateTls: false, staticAssets },
    });
    expect(readDeployedEnvironment(patched.template).cdn.staticAssets?.alias).toBe('assets.example.com');
  });

  it('lists the runtimes of its functions', () => {
    expect(readDeployedEnvironment(template).runtimes).toContainEqual({
      logicalId: 'CustomDomainFunction',
      runtime: 'nodejs20.x',
    });
  });
});

describe('a template that cannot be patched', () => {
  const refusal = (text: string) => () => refuseUnpatchable(readDeployedEnvironment(text), 'prod');

  it.each(['v1.23.0', 'v1.33.2', 'v1.34.1', 'v2.0.0', 'my-own-build'])('is not one of %s', (version) => {
    expect(refusal(environmentTemplate({ manifest, version }))).not.toThrow();
  });

  it.each(['v1.22.9', 'v1.9.0', 'v0.6.0'])('is one of %s', (version) => {
    expect(refusal(environmentTemplate({ manifest, version }))).toThrow(
      expect.objectContaining({ code: 'template-too-old' }),
    );
  });

  it('is one that says no version', () => {
    expect(refusal(template.replace('  Version: v1.33.2\n', ''))).toThrow(
      expect.objectContaining({ code: 'template-too-old' }),
    );
  });

  it('is one that was never deployed', () => {
    const bootstrap =
      'Metadata:\n  Version: bootstrap\nResources:\n  EnvironmentManagerRole:\n    Type: AWS::IAM::Role\n';
    expect(refusal(bootstrap)).toThrow(expect.objectContaining({ code: 'environment-bootstrap' }));
  });

  it('is one without the security groups that the CDN closes, and names them', () => {
    const other = template.replaceAll('PublicHTTPSLoadBalancerSecurityGroup', 'SomethingElse');
    expect(refusal(other)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('PublicHTTPSLoadBalancerSecurityGroup') }),
    );
  });
});
