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

  it('writes the manifest as Copilot does, empty lines with their indentation', () => {
    expect(environmentTemplate({ manifest })).toContain(
      '    type: Environment\n    \n    http: {}\n    \nParameters:\n',
    );
  });

  it.each([
    [
      'v1.23.0',
      { runtime: 'nodejs16.x', trusted: 2, balancerForRecords: false, logPolicy: false, zone: false },
    ],
    [
      'v1.28.0',
      { runtime: 'nodejs16.x', trusted: 1, balancerForRecords: false, logPolicy: false, zone: false },
    ],
    [
      'v1.29.0',
      { runtime: 'nodejs16.x', trusted: 1, balancerForRecords: false, logPolicy: true, zone: false },
    ],
    ['v1.32.0', { runtime: 'nodejs16.x', trusted: 1, balancerForRecords: true, logPolicy: true, zone: true }],
    [
      'v1.33.2',
      { runtime: 'nodejs20.x', trusted: 1, balancerForRecords: true, logPolicy: true, zone: false },
    ],
    [
      'a-build',
      { runtime: 'nodejs20.x', trusted: 1, balancerForRecords: true, logPolicy: true, zone: false },
    ],
  ])('has the shape of %s', (version, shape) => {
    const data = dataOf(environmentTemplate({ manifest, version }));
    expect({
      runtime: data.Resources.CustomDomainFunction?.Properties?.Runtime,
      trusted:
        data.Resources.CloudformationExecutionRole?.Properties?.AssumeRolePolicyDocument?.Statement[0]
          ?.Principal.Service.length,
      balancerForRecords: JSON.stringify(data.Conditions.ManagedAliases).includes('CreateALB'),
      logPolicy: data.Resources.LogResourcePolicy !== undefined,
      zone: data.Resources.CustomDomainAction?.Properties?.EnvHostedZoneId !== undefined,
    }).toEqual(shape);
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

interface Resource {
  readonly Properties?: {
    readonly Actions?: readonly unknown[];
    readonly AssumeRolePolicyDocument?: {
      readonly Statement: readonly { readonly Principal: { readonly Service: readonly string[] } }[];
    };
    readonly EnvHostedZoneId?: unknown;
    readonly Runtime?: string;
  };
}

function dataOf(template: string): {
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
} {
  return JSON.parse(JSON.stringify(parseSource(template, { cloudFormation: true }).plain()));
}

function idsOf(template: string): string[] {
  return Object.keys(dataOf(template).Resources);
}

function actionOf(template: string, id: string): unknown {
  return dataOf(template).Resources[id]?.Properties?.Actions?.[0];
}
