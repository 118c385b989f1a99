// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import { describe, expect, it } from 'vitest';
import { withOverrides } from '../../source/cdn/apply-overrides.ts';
import { patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { parseTemplateOverrides } from '../../source/copilot/template-overrides.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { imported, manifest, off } from './settings-product.ts';

const fragment = `Type: AWS::X::Y # kept
Properties:
  Enabled: true
  Items:
    - a
    - b`;

function applied(patches: string): string {
  return withOverrides(fragment, 'Resources', 'Thing', parseTemplateOverrides(patches, 'cfn.patches.yml'));
}

describe('a patch of a new resource', () => {
  it.each([
    [
      'adds a key',
      '- {op: add, path: /Resources/Thing/Properties/Acl, value: arn}\n',
      fragment.replace('    - b', '    - b\n  Acl: arn'),
    ],
    [
      'adds a key that is there: it is replaced',
      '- {op: add, path: /Resources/Thing/Properties/Enabled, value: false}\n',
      fragment.replace('true', 'false'),
    ],
    [
      'replaces, with a short form as it is written',
      '- op: replace\n  path: /Resources/Thing/Properties/Enabled\n  value: !Ref On\n',
      fragment.replace('true', '!Ref On'),
    ],
    [
      'adds behind the last item',
      '- {op: add, path: /Resources/Thing/Properties/Items/-, value: c}\n',
      `${fragment}\n    - c`,
    ],
    [
      'adds before an item',
      '- {op: add, path: /Resources/Thing/Properties/Items/0, value: z}\n',
      fragment.replace('Items:\n    - a\n    - b', 'Items: ["z","a","b"]'),
    ],
    [
      'removes a key',
      '- {op: remove, path: /Resources/Thing/Properties/Enabled}\n',
      fragment.replace('  Enabled: true\n', ''),
    ],
    [
      'removes an item',
      '- {op: remove, path: /Resources/Thing/Properties/Items/1}\n',
      fragment.replace('\n    - b', ''),
    ],
    [
      'after another, sees what that one did',
      '- {op: remove, path: /Resources/Thing/Properties/Items/0}\n- {op: replace, path: /Resources/Thing/Properties/Items/0, value: c}\n',
      fragment.replace('    - a\n    - b', '    - c'),
    ],
    [
      'of another resource is not its business',
      '- {op: remove, path: /Resources/Other/Properties}\n',
      fragment,
    ],
    ['of an output is not its business', '- {op: remove, path: /Outputs/Thing/Value}\n', fragment],
  ])('%s', (_name, patches, expected) => {
    expect(applied(patches)).toBe(expected);
  });

  it.each([
    ['to nowhere', '- {op: replace, path: /Resources/Thing/Properties/Nothing, value: 1}\n'],
    ['to remove what is not there', '- {op: remove, path: /Resources/Thing/Properties/Items/2}\n'],
    ['below what is not there', '- {op: add, path: /Resources/Thing/Nothing/At/All, value: 1}\n'],
    ['into a scalar', '- {op: add, path: /Resources/Thing/Type/x, value: 1}\n'],
    ['beyond the end of a list', '- {op: add, path: /Resources/Thing/Properties/Items/7, value: 1}\n'],
    ['of the resource as a whole', '- {op: remove, path: /Resources/Thing}\n'],
  ])('%s is refused with its line', (_name, patches) => {
    expect(() => applied(patches)).toThrow(
      expect.objectContaining({
        code: 'override-not-applicable',
        message: expect.stringContaining('cfn.patches.yml:1'),
      }),
    );
  });
});

describe('the environment’s template', () => {
  const deployed = environmentTemplate({ manifest });
  const overrides = parseTemplateOverrides(
    `- op: replace
  path: /Resources/CloudFrontDistribution/Properties/DistributionConfig/ViewerCertificate/MinimumProtocolVersion
  value: TLSv1.3_2025
- op: add
  path: /Resources/CloudFrontDistribution/Properties/DistributionConfig/WebACLId
  value: !Sub 'arn:\${AWS::Partition}:wafv2:us-east-1:\${AWS::AccountId}:global/webacl/site/1'
- op: replace
  path: /Resources/UniqueJSONValuesFunction/Properties/Runtime
  value: nodejs22.x
- op: add
  path: /Outputs/CloudFrontDomainName/Description
  value: Ours
- op: replace
  path: /Resources/Cluster/Properties/Anything
  value: already deployed
`,
    'cfn.patches.yml',
  );
  const settings = { ...off, cdn: imported, overrides };
  const patched = patchEnvironmentTemplate(deployed, settings).template;

  it('has them in what is new', () => {
    expect(patched).toContain('MinimumProtocolVersion: TLSv1.3_2025\n');
    expect(patched).toContain("WebACLId: !Sub 'arn:${AWS::Partition}:wafv2");
    expect(patched).toContain('Runtime: nodejs22.x\n');
    expect(patched).toContain('Description: Ours\n');
  });

  it('keeps them when it is patched again, and loses them with the CDN', () => {
    expect(patchEnvironmentTemplate(patched, settings).changed).toBe(false);
    expect(patchEnvironmentTemplate(patched, { ...off, overrides }).template).toBe(deployed);
  });
});
