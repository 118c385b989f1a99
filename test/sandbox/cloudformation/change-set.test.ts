import { describe, expect, test } from 'vitest';
import type { ResourceChange } from '../../../source/sandbox/services/cloudformation/change-set/change-set.ts';
import { computeChanges } from '../../../source/sandbox/services/cloudformation/change-set/compute.ts';
import { type Bench, makeStack, openBench, settingsOf, type Wishes } from './support.ts';

const before = `
Parameters:
  Names: {Type: String, Default: ''}
Conditions:
  HasNames: !Not [!Equals [!Ref Names, '']]
Metadata: {Version: v1}
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Metadata: {'aws:copilot:description': 'Who may come in'}
    Properties:
      GroupDescription: in
      VpcId: vpc-1
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0, Description: anyone}
  List:
    Type: Custom::List
    Properties: {ServiceToken: f, Names: !Ref Names}
  Parameter:
    Type: AWS::SSM::Parameter
    Properties: {Name: one, Type: String, Value: !Join [',', !GetAtt List.Values]}
  Reader:
    Type: AWS::SNS::Topic
    Properties: {DisplayName: !Ref Parameter}
  Sometimes:
    Type: AWS::SNS::Topic
    Condition: HasNames
Outputs:
  LastForceDeployID: {Value: ''}
`;

function changesTo(after: string, wishes: Wishes = {}, prepare: (bench: Bench) => void = () => {}) {
  const bench = openBench();
  const stack = makeStack(bench, before);
  prepare(bench);
  return { ...computeChanges(bench.home, stack, settingsOf(after, wishes)), stack };
}

/** "Modify Group False" */
function brief(changes: readonly ResourceChange[]): readonly string[] {
  return changes.map(({ action, logicalId, replacement }) =>
    [action, logicalId, replacement].filter((part) => part !== undefined).join(' '),
  );
}

describe('nothing changes', () => {
  test.each([
    ['when nothing does', before],
    ['with other metadata of the template', before.replace('Version: v1', 'Version: v2')],
    ['with other metadata of a resource', before.replace('Who may come in', 'Doorkeeper')],
    ['with comments', `# A comment\n${before}`],
    ['with a number written as text', before.replace('FromPort: 80', "FromPort: '80'")],
  ])('%s', (_, after) => {
    expect(changesTo(after).any).toBe(false);
  });
});

describe('no resource changes, but the stack does', () => {
  test.each([
    ['with another output', before.replace("Value: ''", "Value: 'abc'"), {}],
    ['with other tags', before, { tags: { team: 'a' } }],
  ])('%s', (_, after, wishes) => {
    const { any, changes } = changesTo(after, wishes);
    expect(any).toBe(true);
    expect(brief(changes).filter((change) => !change.startsWith('Modify'))).toEqual([]);
  });
});

describe('a change set says', () => {
  test('which place in a property changes, from what to what', () => {
    const { changes, stack } = changesTo(
      before.replace('CidrIp: 0.0.0.0/0, Description: anyone', 'SourcePrefixListId: pl-1, Description: edge'),
    );
    expect(brief(changes)).toEqual(['Modify Group False']);
    expect(changes[0]).toMatchObject({
      physicalId: stack.resources.get('Group')?.physicalId,
      scope: ['Properties'],
      details: [
        {
          name: 'SecurityGroupIngress',
          path: '/Properties/SecurityGroupIngress/0/CidrIp',
          before: '0.0.0.0/0',
          changeType: 'Remove',
          requiresRecreation: 'Never',
          evaluation: 'Static',
          source: 'DirectModification',
        },
        { path: '/Properties/SecurityGroupIngress/0/Description', before: 'anyone', after: 'edge' },
        { path: '/Properties/SecurityGroupIngress/0/SourcePrefixListId', after: 'pl-1', changeType: 'Add' },
      ],
    });
  });

  test('that a create-only property replaces, and what follows for those who refer to it', () => {
    const { changes } = changesTo(before.replace('Name: one', 'Name: two'));
    expect(brief(changes)).toEqual(['Modify Parameter True', 'Modify Reader False']);
    expect(changes[0]?.policyAction).toBe('ReplaceAndDelete');
    expect(changes[1]?.details).toMatchObject([
      {
        source: 'ResourceReference',
        causingEntity: 'Parameter',
        evaluation: 'Static',
        after: '{{changeSet:KNOWN_AFTER_APPLY}}',
      },
    ]);
  });

  test('which parameter makes the difference, and what may follow from an attribute', () => {
    const { changes } = changesTo(before, { parameters: { Names: 'a' } });
    expect(brief(changes)).toEqual(['Modify List False', 'Modify Parameter False', 'Add Sometimes']);
    expect(changes[0]?.details).toMatchObject([
      {
        path: '/Properties/Names',
        source: 'ParameterReference',
        causingEntity: 'Names',
        evaluation: 'Static',
      },
    ]);
    expect(changes[1]?.details).toMatchObject([
      { name: 'Value', source: 'ResourceAttribute', causingEntity: 'List.Values', evaluation: 'Dynamic' },
    ]);
  });

  test('that a replacement is conditional when the value is not known yet', () => {
    const { changes } = changesTo(before.replace('Name: one', 'Name: !GetAtt List.Name'), {
      parameters: { Names: 'a' },
    });
    expect(brief(changes)).toContain('Modify Parameter Conditional');
  });

  test('what goes, and whether it is deleted', () => {
    const after = before.replace(/ {2}Reader:[\s\S]*?(?= {2}Sometimes)/, '');
    const { changes } = changesTo(after);
    expect(changes).toMatchObject([{ action: 'Remove', logicalId: 'Reader', policyAction: 'Delete' }]);
  });

  test('which tags change', () => {
    const { changes } = changesTo(before, { tags: { team: 'a' } });
    const group = changes.find(({ logicalId }) => logicalId === 'Group');
    expect(group).toMatchObject({ scope: ['Tags'], details: [{ path: '/Tags/team', after: 'a' }] });
  });

  test.each([
    ['remove', 'Remove Group'],
    ['replace', 'Modify Group True'],
  ] as const)('what a knob makes it propose: %s', (proposal, expected) => {
    const { changes } = changesTo(before, {}, ({ world }) => {
      world.knobs.proposals = new Map([['Group', proposal]]);
    });
    expect(brief(changes)).toEqual([expected]);
  });
});

test('an output that refers to a resource whose condition is false is refused', () => {
  const after = before.replace("Value: ''", 'Value: !Ref Sometimes');
  expect(() => changesTo(after)).toThrow(
    'Template format error: Unresolved resource dependencies [Sometimes] in the Outputs block of the template',
  );
});
