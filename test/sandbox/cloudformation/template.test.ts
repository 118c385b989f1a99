// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have placeholders of their own.
import { describe, expect, test } from 'vitest';
import { inlineTemplate } from '../../../source/sandbox/services/cloudformation/engine/template-source.ts';
import { checkCapabilities } from '../../../source/sandbox/services/cloudformation/template/capabilities.ts';
import { settleParameters } from '../../../source/sandbox/services/cloudformation/template/parameters.ts';
import { parseTemplate } from '../../../source/sandbox/services/cloudformation/template/parse.ts';
import { validateTemplate } from '../../../source/sandbox/services/cloudformation/template/validate.ts';

function check(text: string): void {
  validateTemplate(parseTemplate(text));
}

describe('a template is refused', () => {
  test.each([
    ['that is no map', '- a', 'Template format error: unsupported structure.'],
    [
      'without resources',
      'Parameters: {}',
      'Template format error: At least one Resources member must be defined.',
    ],
    [
      'that is not YAML',
      'Resources:\n\t- a',
      /^Template format error: YAML not well-formed\. \(line 2, column \d+\)$/,
    ],
    [
      'that is not JSON',
      '{"Resources": }',
      /^Template format error: JSON not well-formed\. \(line 1, column \d+\)$/,
    ],
    [
      'with a resource without a type',
      'Resources: {A: {Properties: {}}}',
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [
      'that refers to a resource that is not there',
      'Resources: {A: {Type: "AWS::S3::Bucket", Properties: {Name: !Ref B}}}',
      'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
    ],
    [
      'that depends on one that is not there',
      'Resources: {A: {Type: "AWS::S3::Bucket", DependsOn: B}}',
      'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
    ],
    [
      'whose output refers to one that is not there',
      'Resources: {A: {Type: "AWS::S3::Bucket"}}\nOutputs: {O: {Value: !Sub "${B}"}}',
      'Template format error: Unresolved resource dependencies [B] in the Outputs block of the template',
    ],
    [
      'that asks for an attribute of one that is not there',
      'Resources: {A: {Type: "AWS::S3::Bucket", Properties: {Name: !GetAtt B.Arn}}}',
      'Template error: instance of Fn::GetAtt references undefined resource B',
    ],
    [
      'with an unknown condition',
      'Resources: {A: {Type: "AWS::S3::Bucket", Condition: C}}',
      'Template format error: Unresolved condition dependency C in the Resources block of the template',
    ],
    [
      'that goes round in circles',
      'Resources: {A: {Type: "AWS::S3::Bucket", DependsOn: B}, B: {Type: "AWS::S3::Bucket", DependsOn: A}}',
      'Circular dependency between resources: [A, B]',
    ],
  ])('%s', (_, text, message) => {
    expect(() => check(text)).toThrow(message);
  });

  test('beyond 51,200 bytes in the request itself', () => {
    expect(inlineTemplate('x'.repeat(51_200))).toHaveLength(51_200);
    expect(() => inlineTemplate('x'.repeat(51_201))).toThrow(
      'Member must have length less than or equal to 51200',
    );
  });
});

describe('parameters', () => {
  const template = parseTemplate(`
Parameters:
  Name: {Type: String}
  Kind: {Type: String, Default: a, AllowedValues: [a, b]}
Resources: {A: {Type: 'AWS::S3::Bucket'}}
`);

  test.each([
    ['without a value', [], 'Parameters: [Name] must have values'],
    [
      'unknown',
      [
        { key: 'Name', value: 'x' },
        { key: 'Other', value: 'x' },
      ],
      'Parameters: [Other] do not exist in the template',
    ],
    [
      'not allowed',
      [
        { key: 'Name', value: 'x' },
        { key: 'Kind', value: 'c' },
      ],
      "Parameter 'Kind' must be one of AllowedValues",
    ],
    [
      'kept, but new',
      [{ key: 'Name', usePreviousValue: true }],
      'Invalid input for parameter key Name. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    ],
  ])('%s', (_, given, message) => {
    expect(() => settleParameters(template, given)).toThrow(message);
  });

  test('keep the previous value or take the default', () => {
    const settled = settleParameters(
      template,
      [{ key: 'Name', usePreviousValue: true }],
      new Map([['Name', 'before']]),
    );
    expect([...settled]).toEqual([
      ['Name', 'before'],
      ['Kind', 'a'],
    ]);
  });
});

describe('capabilities', () => {
  const unnamed = parseTemplate('Resources: {A: {Type: "AWS::IAM::Role"}}');
  const named = parseTemplate('Resources: {A: {Type: "AWS::IAM::Role", Properties: {RoleName: a}}}');

  test.each([
    [unnamed, [], 'Requires capabilities : [CAPABILITY_IAM]'],
    [named, ['CAPABILITY_IAM'], 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
  ])('are asked for %#', (template, given, message) => {
    expect(() => checkCapabilities(template, given)).toThrow(message);
  });

  test('are enough when the stronger one is given', () => {
    expect(() => checkCapabilities(unnamed, ['CAPABILITY_NAMED_IAM'])).not.toThrow();
  });
});
