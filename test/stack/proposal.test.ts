import { describe, expect, it } from 'vitest';
import { proposedChange } from '../../source/stack/proposal.ts';

const at = { stack: 'shop-prod', nested: false, describe: () => undefined };
const target = { Attribute: 'Properties', Name: 'SecurityGroups', RequiresRecreation: 'Never' } as const;

describe('what a change follows from', () => {
  it('is what it refers to, when CloudFormation reaches it no other way', () => {
    const change = proposedChange(
      {
        Action: 'Modify',
        LogicalResourceId: 'PublicLoadBalancer',
        Details: [
          {
            Target: target,
            Evaluation: 'Dynamic',
            ChangeSource: 'ResourceAttribute',
            CausingEntity: 'Group.GroupId',
          },
          { Target: target, Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
        ],
      },
      at,
    );
    expect(change.followsFrom).toEqual(['Group.GroupId']);
  });

  it.each([
    ['the template changes it', { Evaluation: 'Static', ChangeSource: 'DirectModification' }],
    [
      'a parameter changes it',
      { Evaluation: 'Static', ChangeSource: 'ParameterReference', CausingEntity: 'Aliases' },
    ],
  ] as const)('is nothing when %s too', (_, detail) => {
    const change = proposedChange(
      {
        Action: 'Modify',
        Details: [
          {
            Target: target,
            Evaluation: 'Dynamic',
            ChangeSource: 'ResourceAttribute',
            CausingEntity: 'Group.GroupId',
          },
          { Target: { ...target, Name: 'Scheme' }, ...detail },
        ],
      },
      at,
    );
    expect(change).not.toHaveProperty('followsFrom');
  });

  it('is told apart from what would have it replaced', () => {
    const reference = { Evaluation: 'Dynamic', ChangeSource: 'ResourceAttribute' } as const;
    const recreated = { ...target, Name: 'SourceSecurityGroupId', RequiresRecreation: 'Always' } as const;
    const details = [
      { Target: recreated, ...reference, CausingEntity: 'Group.GroupId' },
      { Target: target, Evaluation: 'Static', ChangeSource: 'DirectModification' },
    ] as const;
    const change = proposedChange(
      { Action: 'Modify', Replacement: 'Conditional', Details: [...details] },
      at,
    );
    expect(change).toMatchObject({ replacement: 'maybe', replacedOnlyBy: ['Group.GroupId'] });
    expect(change).not.toHaveProperty('followsFrom');
    const asked = { Target: recreated, Evaluation: 'Static', ChangeSource: 'DirectModification' } as const;
    expect(
      proposedChange({ Action: 'Modify', Replacement: 'True', Details: [...details, asked] }, at),
    ).not.toHaveProperty('replacedOnlyBy');
  });

  it('is empty for the check of a nested stack', () => {
    const change = proposedChange(
      {
        Action: 'Modify',
        ResourceType: 'AWS::CloudFormation::Stack',
        Details: [{ Evaluation: 'Dynamic', ChangeSource: 'Automatic' }],
      },
      at,
    );
    expect(change.followsFrom).toEqual([]);
  });
});

it('takes the words of the template, else ours', () => {
  const raw = {
    Action: 'Add',
    LogicalResourceId: 'UniqueAliasesAction',
    ResourceType: 'Custom::UniqueJSONValuesFunction',
  } as const;
  expect(proposedChange(raw, at).description).toBe('Unique aliases');
  expect(
    proposedChange(raw, { ...at, describe: () => 'An action to get unique custom aliases' }).description,
  ).toBe('An action to get unique custom aliases');
});

it('counts an action that AWS adds later as unknowable', () => {
  expect(proposedChange({ Action: 'SyncWithActual' }, at).action).toBe('dynamic');
});
