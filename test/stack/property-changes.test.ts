import { expect, it } from 'vitest';
import { propertyChanges } from '../../source/stack/property-changes.ts';

it('shows a property before and after, under its dotted path', () => {
  const changes = propertyChanges({
    Details: [
      {
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
        Target: {
          Attribute: 'Properties',
          Name: 'DistributionConfig',
          Path: '/Properties/DistributionConfig/DefaultCacheBehavior/ViewerProtocolPolicy',
          RequiresRecreation: 'Never',
          BeforeValue: 'allow-all',
          AfterValue: 'redirect-to-https',
        },
      },
    ],
  });
  expect(changes).toEqual([
    {
      path: 'Properties.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
      before: 'allow-all',
      after: 'redirect-to-https',
      replacement: 'never',
    },
  ]);
});

it('takes values from the contexts where the detail has none', () => {
  const changes = propertyChanges({
    BeforeContext: '{"Properties":{"VpcId":"vpc-1","SecurityGroupIngress":[{"CidrIp":"0.0.0.0/0"}]}}',
    AfterContext: '{"Properties":{"VpcId":"vpc-1","SecurityGroupIngress":[{"SourcePrefixListId":"pl-1"}]}}',
    Details: [
      {
        Target: {
          Attribute: 'Properties',
          Name: 'SecurityGroupIngress',
          RequiresRecreation: 'Conditionally',
        },
      },
    ],
  });
  expect(changes).toEqual([
    {
      path: 'Properties.SecurityGroupIngress',
      before: '[{"CidrIp":"0.0.0.0/0"}]',
      after: '[{"SourcePrefixListId":"pl-1"}]',
      replacement: 'conditionally',
    },
  ]);
});

it('goes down into an object and leaves out what stays', () => {
  const target = {
    Path: '/Properties/Config',
    BeforeValue: '{"Enabled":true,"Comment":"old"}',
    AfterValue: '{"Enabled":true,"Comment":"new","Extra":{"A":1}}',
  };
  expect(propertyChanges({ Details: [{ Target: target }] })).toEqual([
    { path: 'Properties.Config.Comment', before: 'old', after: 'new', replacement: 'never' },
    { path: 'Properties.Config.Extra.A', after: '1', replacement: 'never' },
  ]);
});

it('lists what a new resource is made with', () => {
  const changes = propertyChanges({
    Action: 'Add',
    AfterContext: '{"Properties":{"Runtime":"nodejs22.x","Timeout":600}}',
  });
  expect(changes.map(({ path, before, after }) => [path, before, after])).toEqual([
    ['Properties.Runtime', undefined, 'nodejs22.x'],
    ['Properties.Timeout', undefined, '600'],
  ]);
});

it('tells the same path once, with the strictest replacement', () => {
  const target = {
    Path: '/Properties/Name',
    BeforeValue: 'a',
    AfterValue: '{{changeSet:KNOWN_AFTER_APPLY}}',
  };
  const changes = propertyChanges({
    Details: [
      { Target: { ...target, RequiresRecreation: 'Never' } },
      { Target: { ...target, RequiresRecreation: 'Always' } },
    ],
  });
  expect(changes).toEqual([
    { path: 'Properties.Name', before: 'a', after: '(known once it is applied)', replacement: 'always' },
  ]);
});

it('names a property whose values nobody tells', () => {
  expect(
    propertyChanges({ Details: [{ Target: { Attribute: 'Tags', RequiresRecreation: 'Never' } }] }),
  ).toEqual([{ path: 'Tags', replacement: 'never' }]);
});

it('says nothing about the properties of what goes', () => {
  expect(propertyChanges({ Action: 'Remove', BeforeContext: '{"Properties":{"WebACLId":"arn"}}' })).toEqual(
    [],
  );
});

it('tells text of many lines by its beginning and its size', () => {
  const after = JSON.stringify({
    Properties: { Code: { ZipFile: "'use strict';\nexports.handler = 1;\n" } },
  });
  expect(propertyChanges({ Action: 'Add', AfterContext: after })).toMatchObject([
    { path: 'Properties.Code.ZipFile', after: "'use strict'; … (2 lines, 35 characters)" },
  ]);
});

it('tells two texts apart that begin the same', () => {
  const target = { Path: '/Properties/ZipFile', BeforeValue: 'a\nb', AfterValue: 'a\nc' };
  expect(propertyChanges({ Details: [{ Target: target }] })).toHaveLength(1);
});
