import { expect, test } from 'vitest';
import { account, eventsOf, makeStack, openBench, putObject, startUpdate } from './support.ts';

const group = (ingress: string) => `
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: g, VpcId: v, SecurityGroupIngress: [${ingress}]}
  Extra:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Group, IpProtocol: -1, SourceSecurityGroupId: !Ref Group}
`;

test('a security group changes in place and keeps the rules that others added', () => {
  const bench = openBench();
  const [list] = bench.home.region.prefixLists.keys();
  const stack = makeStack(bench, group('{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}'));
  const id = stack.resources.get('Group')?.physicalId ?? '';
  startUpdate(
    bench,
    stack,
    group(`{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourcePrefixListId: ${list}}`),
  );
  bench.clock.runAll();
  expect(stack.resources.get('Group')?.physicalId).toBe(id);
  expect(bench.home.region.securityGroups.get(id)?.ingress).toEqual([
    { protocol: 'tcp', fromPort: 80, toPort: 80, prefixListId: list },
    { protocol: '-1', fromPort: -1, toPort: -1, sourceGroupId: id },
  ]);
});

test.each([
  ['2026-08-30T00:00:00Z', 'CREATE_COMPLETE'],
  ['2026-08-31T00:00:01Z', 'ROLLBACK_COMPLETE'],
])('a function on nodejs20.x on %s: %s', (date, status) => {
  const bench = openBench(new Date(date));
  const template =
    'Resources: {F: {Type: "AWS::Lambda::Function", Properties: {Runtime: nodejs20.x, Code: {ZipFile: a}}}}';
  const make = () => makeStack(bench, template).status;
  if (status === 'CREATE_COMPLETE') expect(make()).toBe(status);
  else expect(make).toThrow(status);
});

test('a function needs its code where it says it is', () => {
  const bench = openBench();
  putObject(bench.world, 'code.zip', 'code');
  const template = (key: string) =>
    `Resources: {F: {Type: "AWS::Lambda::Function", Properties: {Runtime: nodejs24.x, Code: {S3Bucket: artifacts, S3Key: ${key}}}}}`;
  const stack = makeStack(bench, template('code.zip'));
  startUpdate(bench, stack, template('other.zip'));
  bench.clock.runAll();
  expect(eventsOf(stack)).toContainEqual(expect.stringContaining('S3 Error Code: NoSuchKey'));
});

test('a role may do what its policies say, on the certificates that they name', () => {
  const bench = openBench();
  makeStack(
    bench,
    `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: manager
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: 'arn:aws:iam::1:root'}}]}
      Policies:
        - PolicyDocument:
            Statement:
              - {Effect: Allow, Action: ['acm:DescribeCertificate'], Resource: ['arn:c']}
              - {Effect: Allow, Action: 'cloudformation:Describe*', Resource: '*'}
`,
    { tags: { 'copilot-application': 'shop' } },
  );
  expect(bench.world.accounts.get(account)?.roles.get('manager')).toMatchObject({
    trusts: ['arn:aws:iam::1:root'],
    tags: { 'copilot-application': 'shop' },
    allows: ['acm:DescribeCertificate on arn:c', 'cloudformation:Describe*'],
  });
});

test('an origin access control has a name of its own', () => {
  const bench = openBench();
  const control = (id: string) =>
    `  ${id}: {Type: 'AWS::CloudFront::OriginAccessControl', Properties: {OriginAccessControlConfig: {Name: same}}}\n`;
  const stack = makeStack(bench, `Resources:\n${control('One')}`);
  startUpdate(bench, stack, `Resources:\n${control('One')}${control('Two')}`);
  bench.clock.runAll();
  expect(eventsOf(stack)).toContainEqual(
    expect.stringMatching(/^Two CREATE_FAILED: .*HandlerErrorCode: AlreadyExists\)$/),
  );
});

test('a type that nobody knows is made, and has whatever is asked of it', () => {
  const stack = makeStack(
    openBench(),
    "Resources: {Thing: {Type: 'AWS::New::Thing'}}\nOutputs: {Arn: {Value: !GetAtt Thing.Arn}, Id: {Value: !Ref Thing}}",
  );
  expect(stack.outputs.map(({ value }) => value)).toEqual([
    expect.stringMatching(/^arn:aws:new:::thing\/shop-prod-Thing-[A-Z0-9]{12}$/),
    expect.stringMatching(/^shop-prod-Thing-[A-Z0-9]{12}$/),
  ]);
});

test('an export that another stack imports stays', () => {
  const bench = openBench();
  const exporting =
    "Resources: {T: {Type: 'AWS::SNS::Topic'}}\nOutputs: {O: {Value: !Ref T, Export: {Name: topic}}}";
  const stack = makeStack(bench, exporting);
  makeStack(
    bench,
    "Resources: {U: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !ImportValue topic}}}",
    { name: 'importer' },
  );
  startUpdate(bench, stack, "Resources: {T: {Type: 'AWS::SNS::Topic'}}\nOutputs: {O: {Value: !Ref T}}");
  bench.clock.runAll();
  expect(stack).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(eventsOf(stack)).toContain(
    'shop-prod UPDATE_ROLLBACK_IN_PROGRESS: Export topic cannot be deleted as it is in use by importer',
  );
});
