import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  type SiteStack,
  siteParameters,
  siteTags,
  siteTemplate,
} from '../../../source/cdn/site-stack/index.ts';
import { buildScenario } from '../../../source/sandbox/scenarios/build/index.ts';
import { scenarioNamed } from '../../../source/sandbox/scenarios/index.ts';
import { certificateArn } from '../../../source/sandbox/scenarios/names.ts';
import { account, type Opened, openSandbox, until, visit } from '../../sandbox/support.ts';

const scenario = scenarioNamed('static-site');

/** In the scenario's certificates. */
export const wildcard = certificateArn(scenario, 'wildcard');

/**
 * A site of ours, made by the manager role through a change set, as a deploy makes it. Its files are put, and its distribution is at
 * the edge.
 */
export async function openSite(site: Partial<SiteStack>, files: Readonly<Record<string, string>>) {
  const opened = await openSandbox({ speed: 2000 });
  buildScenario(opened.world, scenario);
  const manager = { ...opened.client, credentials: await managerOf(opened) };
  const cloudFormation = new CloudFormationClient(manager);
  const s3 = new S3Client(manager);
  const StackName = 'shop-prod-www';

  async function status(): Promise<string | undefined> {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackId }));
    return Stacks?.[0]?.StackStatus;
  }

  const settled = () => until(async () => !(await status())?.endsWith('_IN_PROGRESS'));
  const wanted: SiteStack = {
    application: 'shop',
    environment: 'prod',
    service: 'www',
    routing: 'pages',
    manifest: 'name: www\ntype: Static Site\n',
    ...site,
  };
  const stackId = await create(cloudFormation, StackName, wanted);
  await settled();
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  const physicalId = (logicalId: string) =>
    StackResources.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)?.PhysicalResourceId ?? '';
  const Bucket = physicalId('Bucket');
  const put = (Key: string, Body: string, headers: { readonly CacheControl?: string } = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...headers }));
  for (const [key, body] of Object.entries(files)) await put(key, body);
  const distribution = opened.world.accounts
    .get(account)
    ?.distributions.get(physicalId('CloudFrontDistribution'));
  if (distribution === undefined) throw new Error(`There is no distribution: ${await status()}`);
  await until(() => distribution.atEdge !== undefined);
  const host = site.alias ?? distribution.domainName;

  return {
    world: opened.world,
    /** For clients of the person, who may do everything. */
    client: opened.client,
    manager,
    bucket: Bucket,
    distribution,
    host,
    put,
    status,
    settled,
    /** By its own domain name, and the name of the site. */
    get: (path: string, scheme = 'https', name = host) =>
      visit(opened.sandbox.frontDoor, `${scheme}://${distribution.domainName}${path}`, name),
    async outputs() {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      return Object.fromEntries(
        (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
      );
    },
    /** Makes the stack one for another site, and waits until the edge has it. */
    async update(changes: Partial<SiteStack>) {
      await updateStack(cloudFormation, StackName, siteTemplate({ ...wanted, ...changes }));
      await settled();
      await until(() => distribution.atEdge === distribution.config);
    },
    async delete() {
      await cloudFormation.send(new DeleteStackCommand({ StackName: stackId }));
      await settled();
    },
    async failures() {
      const { StackEvents = [] } = await cloudFormation.send(
        new DescribeStackEventsCommand({ StackName: stackId }),
      );
      const isFailure = ({ ResourceStatus, ResourceType }: (typeof StackEvents)[number]) =>
        ResourceStatus === 'DELETE_FAILED' && ResourceType !== 'AWS::CloudFormation::Stack';
      return StackEvents.filter(isFailure).map(
        (event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`,
      );
    },
  };
}

/** With the parameters, the tags and the role that the stack has. */
export async function updateStack(client: CloudFormationClient, StackName: string, TemplateBody: string) {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  await client.send(
    new UpdateStackCommand({
      StackName,
      TemplateBody,
      Parameters: (stack?.Parameters ?? []).map(({ ParameterKey }) => ({
        ParameterKey,
        UsePreviousValue: true,
      })),
      Tags: stack?.Tags,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      RoleARN: stack?.RoleARN,
    }),
  );
}

async function create(client: CloudFormationClient, StackName: string, site: SiteStack): Promise<string> {
  const parameters = siteParameters(site, `arn:aws:kms:us-west-2:${account}:key/any`);
  const { Id: ChangeSetName, StackId = '' } = await client.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: 'copilot-cdn-1',
      ChangeSetType: 'CREATE',
      TemplateBody: siteTemplate(site),
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Tags: siteTags(site).map(({ key, value }) => ({ Key: key, Value: value })),
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      RoleARN: `arn:aws:iam::${account}:role/shop-prod-CFNExecutionRole`,
    }),
  );
  await until(async () => {
    const { Status, StatusReason } = await client.send(new DescribeChangeSetCommand({ ChangeSetName }));
    if (Status === 'FAILED') throw new Error(StatusReason);
    return Status === 'CREATE_COMPLETE';
  });
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName }));
  return StackId;
}

async function managerOf({ client }: Opened) {
  const { Credentials } = await new STSClient(client).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/shop-prod-EnvManagerRole`,
      RoleSessionName: 'deploy',
    }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
  };
}
