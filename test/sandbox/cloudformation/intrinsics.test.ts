// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have placeholders of their own.
import { describe, expect, test } from 'vitest';
import { liveView, scopeOf } from '../../../source/sandbox/services/cloudformation/engine/scope.ts';
import type { ResourceRecord } from '../../../source/sandbox/services/cloudformation/stack.ts';
import { evaluate } from '../../../source/sandbox/services/cloudformation/template/evaluate.ts';
import { openBench, settingsOf } from './support.ts';

const bucket: ResourceRecord = {
  logicalId: 'Bucket',
  type: 'AWS::S3::Bucket',
  physicalId: 'shop-bucket',
  properties: {},
  tags: {},
  attributes: { Arn: 'arn:aws:s3:::shop-bucket', Names: ['a', 'b'] },
  dependencies: [],
  deletionPolicy: 'Delete',
  updateReplacePolicy: 'Delete',
  status: 'CREATE_COMPLETE',
  at: new Date(0),
};

/** What `Subject: <expression>` comes to. */
function evaluated(expression: string): unknown {
  const bench = openBench();
  bench.home.region.exports.set('shop-prod-VpcId', { value: 'vpc-1', stackId: 'other' });
  const settings = settingsOf(
    `
Parameters:
  Name: {Type: String, Default: shop}
  Empty: {Type: String, Default: ''}
  Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}
Mappings:
  Sizes: {small: {cpu: 256}}
Conditions:
  Yes: !Equals [!Ref Name, shop]
  No: !Not [!Condition Yes]
  HasEmpty: !Not [!Equals [!Ref Empty, '']]
  Both: !And [!Condition Yes, !Condition Yes]
  Neither: !And [!Condition Yes, !Condition No]
  Any: !Or [!Condition No, Condition: Yes]
Resources:
  Bucket: {Type: 'AWS::S3::Bucket'}
  Subject:
    Type: AWS::SSM::Parameter
    Properties:
      Value: ${expression}
`,
  );
  const scope = scopeOf(
    bench.home,
    { id: 'arn:aws:cloudformation:us-west-2:111122223333:stack/shop-prod/1', name: 'shop-prod' },
    settings,
    liveView(new Map([['Bucket', bucket]])),
  );
  const value = settings.template.resources.get('Subject')?.properties.Value;
  return value === undefined ? undefined : evaluate(value, scope);
}

describe('intrinsics', () => {
  test.each([
    ['!Ref Name', 'shop'],
    ['{Ref: Bucket}', 'shop-bucket'],
    ['!Ref AWS::Region', 'us-west-2'],
    ['!Ref AWS::AccountId', '111122223333'],
    ['!Ref AWS::StackName', 'shop-prod'],
    ['!Ref Zones', ['a', 'b', 'c']],
    ['!GetAtt Bucket.Arn', 'arn:aws:s3:::shop-bucket'],
    ['!GetAtt [Bucket, Arn]', 'arn:aws:s3:::shop-bucket'],
    ["{'Fn::GetAtt': [Bucket, Names]}", ['a', 'b']],
    [
      '!Sub "${Name}-${Bucket}-${Bucket.Arn}-${AWS::Region}"',
      'shop-shop-bucket-arn:aws:s3:::shop-bucket-us-west-2',
    ],
    ['!Sub "${!Name}"', '${Name}'],
    ['!Sub ["${Name}/${own}", {own: !Ref Bucket}]', 'shop/shop-bucket'],
    ["!Join ['-', [a, !Ref Name, !Ref AWS::NoValue]]", 'a-shop'],
    ["!Join ['|', !Ref Zones]", 'a|b|c'],
    ['!Select [1, [a, b]]', 'b'],
    ["!Select ['0', !GetAZs '']", 'us-west-2a'],
    ['!GetAZs eu-west-1', ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ["!Split [',', 'a,b']", ['a', 'b']],
    ['!If [Yes, one, two]', 'one'],
    ['!If [No, one, two]', 'two'],
    ['[a, !If [No, b, !Ref AWS::NoValue]]', ['a']],
    ['{a: !If [No, b, !Ref AWS::NoValue], c: d}', { c: 'd' }],
    ['!If [HasEmpty, one, two]', 'two'],
    ['!If [Both, one, two]', 'one'],
    ['!If [Neither, one, two]', 'two'],
    ['!If [Any, one, two]', 'one'],
    ['!FindInMap [Sizes, small, cpu]', 256],
    ['!ImportValue shop-prod-VpcId', 'vpc-1'],
    ["{'Fn::ImportValue': !Sub '${Name}-prod-VpcId'}", 'vpc-1'],
    ['!Cidr [10.0.0.0/16, 2, 8]', ['10.0.0.0/24', '10.0.1.0/24']],
    ['!Base64 shop', 'c2hvcA=='],
    [
      '{Statement: {Condition: {StringEquals: {a: !Ref Name}}}}',
      { Statement: { Condition: { StringEquals: { a: 'shop' } } } },
    ],
    ['012345678901', '012345678901'],
    ['2012-10-17', '2012-10-17'],
    ['true', true],
  ])('%s', (expression, expected) => {
    expect(evaluated(expression)).toEqual(expected);
  });

  test('of an export that is not there', () => {
    expect(() => evaluated('!ImportValue nothing')).toThrow('No export named nothing found.');
  });
});
