// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import { describe, expect, it } from 'vitest';
import { patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { dataOf, expectedEnvironment } from './expected-environment.ts';
import {
  basic,
  certificate,
  imported,
  manifest,
  off,
  settingsProduct,
  staticAssets,
} from './settings-product.ts';

const managed = environmentTemplate({ manifest });
const cases = settingsProduct('v1.28.0');

describe('from one combination to another', () => {
  it('comes to the same as from nothing', () => {
    const some = cases.filter((_, index) => index % 17 === 0);
    for (const from of some) {
      for (const to of some.filter(({ template }) => template === from.template)) {
        const before = patchEnvironmentTemplate(from.template, from.settings).template;
        const after = patchEnvironmentTemplate(before, to.settings).template;
        const fresh = patchEnvironmentTemplate(to.template, to.settings).template;
        expect(dataOf(after), `${from.title} → ${to.title}`).toEqual(dataOf(fresh));
      }
    }
  });
});

it('keeps the zone that Copilot v1.32.0 tells the records', () => {
  const template = environmentTemplate({ manifest, version: 'v1.32.0' });
  const on = { ...off, hasDomain: true, cdn: basic };
  const patched = patchEnvironmentTemplate(template, on).template;
  expect(dataOf(patched)).toEqual(expectedEnvironment(dataOf(template), on));
  expect(dataOf(patched).Resources.CustomDomainAction).toMatchObject({
    Properties: {
      EnvHostedZoneId: { Ref: 'EnvironmentHostedZone' },
      PublicAccessHostedZone: 'Z2FDTNDATAQYW2',
    },
  });
  expect(patchEnvironmentTemplate(patched, { ...off, hasDomain: true }).template).toBe(template);
});

it('leads the records of the domain back to the load balancer while the distribution stays, and leaves no trace of it', () => {
  const on = { ...off, hasDomain: true, cdn: basic };
  const patched = patchEnvironmentTemplate(managed, on).template;
  const back = patchEnvironmentTemplate(patched, { ...on, records: 'load-balancer' });
  expect(back.nodes.map(({ logicalId }) => logicalId)).toEqual(['CustomDomainAction']);
  expect(dataOf(back.template).Resources.CustomDomainAction).toEqual(
    dataOf(managed).Resources.CustomDomainAction,
  );
  expect(dataOf(back.template).Resources).toHaveProperty('CloudFrontDistribution');
  expect(patchEnvironmentTemplate(back.template, on).template).toBe(patched);
  expect(patchEnvironmentTemplate(back.template, { ...off, hasDomain: true }).template).toBe(managed);
});

describe('what a distribution has that is there already', () => {
  const on = { ...off, hasDomain: true, cdn: { ...imported, staticAssets } };
  const deployed = patchEnvironmentTemplate(managed, on).template;

  it('keeps its minimum of TLS', () => {
    const older = deployed.replace('TLSv1.2_2021', 'TLSv1');
    const { template } = patchEnvironmentTemplate(older, {
      ...on,
      cdn: { ...on.cdn, certificate: `${certificate}-new` },
    });
    expect(template).toContain('MinimumProtocolVersion: TLSv1\n');
  });

  it('keeps what an override put in', () => {
    const overridden = deployed.replace(
      '        Enabled: true\n',
      '        Enabled: true\n        WebACLId: acl # by the security team\n',
    );
    const { template } = patchEnvironmentTemplate(overridden, {
      ...on,
      cdn: { ...on.cdn, terminateTls: true },
    });
    expect(template).toContain('        WebACLId: acl # by the security team\n');
  });

  it('keeps the functions that are there, with their runtime', () => {
    const older = deployed.replaceAll('nodejs24.x', 'nodejs20.x');
    expect(patchEnvironmentTemplate(older, on).changed).toBe(false);
  });

  it('leaves a stricter protocol policy where TLS does not move', () => {
    const stricter = deployed.replace('ViewerProtocolPolicy: allow-all', 'ViewerProtocolPolicy: https-only');
    expect(patchEnvironmentTemplate(stricter, on).changed).toBe(false);
  });
});

describe('certificates of the manager role', () => {
  it('keeps one that a listener uses as well', () => {
    const template = environmentTemplate({ manifest, publicCertificates: [certificate] });
    const on = { ...off, publicCertificates: true, cdn: imported };
    const patched = patchEnvironmentTemplate(template, on).template;
    expect(patchEnvironmentTemplate(patched, { ...off, publicCertificates: true }).template).toBe(template);
  });

  it('gives way to the next one', () => {
    const on = (arn: string) => ({ ...off, cdn: { ...imported, certificate: arn } });
    const first = patchEnvironmentTemplate(managed, on('arn:aws:acm:us-east-1:1:certificate/first')).template;
    const second = patchEnvironmentTemplate(first, on('arn:aws:acm:us-east-1:1:certificate/second')).template;
    expect(second).not.toContain('certificate/first');
    expect(second).toBe(
      patchEnvironmentTemplate(managed, on('arn:aws:acm:us-east-1:1:certificate/second')).template,
    );
  });
});

describe('names', () => {
  it('that never reach the stack are put beside the services’ own', () => {
    const { template } = patchEnvironmentTemplate(managed, {
      ...off,
      cdn: { ...imported, terminateTls: true, extraAliases: ['www.example.com', 'api.example.com'] },
    });
    expect(dataOf(template).Resources.UniqueAliasesAction).toMatchObject({
      Properties: { AdditionalStrings: ['www.example.com', 'api.example.com'] },
    });
  });

  it('can be a list that stays as it is, without any function', () => {
    const { template, nodes } = patchEnvironmentTemplate(managed, {
      ...off,
      functionCode: {},
      cdn: { ...imported, fixedAliases: ['www.example.com', 'api.example.com'] },
    });
    expect(nodes.filter(({ resourceType }) => resourceType.includes('Lambda'))).toEqual([]);
    expect(dataOf(template).Resources.CloudFrontDistribution).toMatchObject({
      Properties: { DistributionConfig: { Aliases: ['api.example.com', 'www.example.com'] } },
    });
  });

  it('are followed by our own code when Copilot’s is nowhere', () => {
    const { template } = patchEnvironmentTemplate(managed, { ...off, functionCode: {}, cdn: imported });
    expect(dataOf(template).Resources.UniqueJSONValuesFunction).toMatchObject({
      Properties: {
        Code: { ZipFile: expect.stringContaining('exports.handler = async') },
        Handler: 'index.handler',
      },
    });
  });
});

describe('what is refused', () => {
  it('is a copy where no certificate of a domain is deployed', () => {
    const template = environmentTemplate({
      manifest,
      publicCertificates: ['arn:aws:acm:us-west-2:1:certificate/a'],
    });
    const settings = { ...off, hasDomain: true, cdn: basic };
    expect(() => patchEnvironmentTemplate(template, settings)).toThrow(
      expect.objectContaining({ code: 'managed-certificate-not-deployed' }),
    );
  });
});

describe('metadata', () => {
  it('alone is said to be no change for CloudFormation', () => {
    const patch = patchEnvironmentTemplate(managed, { ...off, manifest: `${manifest}# Only a comment.\n` });
    expect(patch).toMatchObject({ changed: true, metadataOnly: true, nodes: [] });
  });

  it('goes with a forced deployment', () => {
    const patch = patchEnvironmentTemplate(managed, {
      ...off,
      manifest: `${manifest}# Only a comment.\n`,
      forceDeployId: '7f2e',
    });
    expect(patch.metadataOnly).toBe(false);
    expect(dataOf(patch.template).Outputs.LastForceDeployID).toMatchObject({ Value: '7f2e' });
  });

  it('keeps the version', () => {
    expect(dataOf(patchEnvironmentTemplate(managed, { ...off, cdn: basic }).template).Metadata.Version).toBe(
      'v1.33.2',
    );
  });

  it.each([
    ['other alphabets', 'name: prod # Überraschung 🚀\n'],
    ['an indented first line', '  name: prod\n  type: Environment\n'],
    ['blank lines at its start', '\n\nname: prod\n'],
    ['control characters', 'name: "a\u0007b"\n'],
  ])('holds a manifest with %s', (_, text) => {
    const { template } = patchEnvironmentTemplate(managed, { ...off, manifest: text });
    expect(dataOf(template).Metadata.Manifest).toBe(text);
  });
});

describe('a permissions boundary', () => {
  it('of the environment’s roles bounds the new role', () => {
    const bound = "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/bound'";
    const template = managed.replaceAll(
      '    Path: /\n      Policies:',
      `    PermissionsBoundary: ${bound}\n      Path: /\n      Policies:`,
    );
    const { template: patched } = patchEnvironmentTemplate(template, { ...off, cdn: imported });
    expect(dataOf(patched).Resources.UniqueJSONValuesFunctionRole).toMatchObject({
      Properties: {
        PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/bound' },
      },
    });
  });
});
