import { describe, expect, it } from 'vitest';
import {
  environmentTemplate,
  loadBalancedWebServiceTemplate,
} from '../../../source/sandbox/copilot/templates.ts';
import { parseSource } from '../../../source/yaml/source-document.ts';

const manifest = '# A comment\nname: prod\ntype: Environment\n\nhttp: {}\n';
const service = {
  manifest: 'name: api\n',
  name: 'api',
  aliases: ['api.example.com'],
  path: '/',
  redirectToHttps: true,
  https: true,
};

describe('the environment template', () => {
  it('holds the manifest and the version', () => {
    expect(parseSource(environmentTemplate({ manifest, version: 'v1.28.0' })).plain()).toMatchObject({
      Metadata: { Version: 'v1.28.0', Manifest: manifest },
    });
  });

  it('fits under the limit of a template that is sent inline', () => {
    expect(environmentTemplate({ manifest }).length).toBeLessThan(51_200);
  });

  it('has the managed domain’s resources only without certificates of its own', () => {
    const managed = idsOf(environmentTemplate({ manifest }));
    const own = idsOf(
      environmentTemplate({ manifest, publicCertificates: ['arn:one', 'arn:two', 'arn:three'] }),
    );
    expect(managed).toContain('CustomDomainAction');
    expect(own).not.toContain('CustomDomainAction');
    expect(own).toEqual(expect.arrayContaining(['HTTPSImportCertificate2', 'HTTPSImportCertificate3']));
  });

  it('lets the manager role read the certificates that were imported', () => {
    expect(environmentTemplate({ manifest, publicCertificates: ['arn:one'] })).toContain(
      'Sid: ImportedCertificates',
    );
    expect(environmentTemplate({ manifest })).not.toContain('ImportedCertificates');
  });
});

describe('the service template', () => {
  it('redirects HTTP to HTTPS, or forwards it', () => {
    expect(actionOf(loadBalancedWebServiceTemplate(service), 'HTTPListenerRuleWithDomain')).toMatchObject({
      Type: 'redirect',
    });
    expect(
      actionOf(
        loadBalancedWebServiceTemplate({ ...service, redirectToHttps: false }),
        'HTTPListenerRuleWithDomain',
      ),
    ).toEqual({
      TargetGroupArn: { Ref: 'TargetGroup' },
      Type: 'forward',
    });
  });

  it('has one rule for each path', () => {
    const template = loadBalancedWebServiceTemplate({
      ...service,
      additionalRules: [{ path: '/v2', aliases: ['v2.example.com'] }],
    });
    expect(idsOf(template)).toEqual(
      expect.arrayContaining(['HTTPListenerRuleWithDomain1', 'HTTPSListenerRule1', 'TargetGroup1']),
    );
    expect(parseSource(template, { cloudFormation: true }).plain()).toMatchObject({
      Resources: { EnvControllerAction: { Properties: { Aliases: ['api.example.com', 'v2.example.com'] } } },
    });
  });

  it('tells the environment no names without HTTPS', () => {
    const template = loadBalancedWebServiceTemplate({ ...service, https: false });
    expect(template).not.toContain('api.example.com');
    expect(idsOf(template)).toContain('HTTPListenerRule');
  });

  it('has a record of its own only without an alias', () => {
    expect(idsOf(loadBalancedWebServiceTemplate(service))).not.toContain('LoadBalancerDNSAlias');
    expect(idsOf(loadBalancedWebServiceTemplate({ ...service, aliases: [] }))).toContain(
      'LoadBalancerDNSAlias',
    );
  });
});

function resourcesOf(template: string): Record<string, { Properties?: { Actions?: unknown[] } }> {
  return JSON.parse(JSON.stringify(parseSource(template, { cloudFormation: true }).plain())).Resources;
}

function idsOf(template: string): string[] {
  return Object.keys(resourcesOf(template));
}

function actionOf(template: string, id: string): unknown {
  return resourcesOf(template)[id]?.Properties?.Actions?.[0];
}
