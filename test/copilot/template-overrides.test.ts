// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import { describe, expect, it } from 'vitest';
import { parseTemplateOverrides } from '../../source/copilot/template-overrides.ts';

describe('patches of a template', () => {
  it('are read with their values as they are written', () => {
    const text = `# Ours
- op: add
  path: /Resources/A~1B/Properties/x~0y
  value: !Sub '\${AWS::Region}' # why
- op: replace
  path: /Outputs/C
  value:
    Value: 1
    # about it
    Other: [2]
- op: remove
  path: /Resources/D/Properties/Tags/-
`;
    expect(parseTemplateOverrides(text, 'cfn.patches.yml')).toEqual([
      {
        operation: 'add',
        path: ['Resources', 'A/B', 'Properties', 'x~y'],
        value: "!Sub '${AWS::Region}'",
        place: 'cfn.patches.yml:2',
      },
      {
        operation: 'replace',
        path: ['Outputs', 'C'],
        value: 'Value: 1\n# about it\nOther: [2]',
        place: 'cfn.patches.yml:5',
      },
      {
        operation: 'remove',
        path: ['Resources', 'D', 'Properties', 'Tags', '-'],
        value: undefined,
        place: 'cfn.patches.yml:11',
      },
    ]);
  });

  it.each(['', '# nothing yet\n'])('may be none: %j', (text) => {
    expect(parseTemplateOverrides(text, 'cfn.patches.yml')).toEqual([]);
  });

  it.each([
    ['an operation that Copilot does not know', '- op: move\n  path: /a\n', ':1'],
    ['no operation', '- path: /a\n  value: 1\n', ':1'],
    ['a path without its slash', '- op: add\n  path: a/b\n  value: 1\n', ':1'],
    ['no value to add', '- op: remove\n  path: /a\n- op: add\n  path: /a\n', ':3'],
    ['something else than a list', 'op: add\n', ':1'],
  ])('are refused with their line: %s', (_name, text, place) => {
    expect(() => parseTemplateOverrides(text, 'cfn.patches.yml')).toThrow(
      expect.objectContaining({
        code: 'overrides-malformed',
        message: expect.stringContaining(`cfn.patches.yml${place}`),
      }),
    );
  });
});
