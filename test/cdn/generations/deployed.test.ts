import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import {
  type EnvironmentCdnSettings,
  patchEnvironmentTemplate,
} from '../../../source/cdn/environment-patch.ts';
import { buildScenario } from '../../../source/sandbox/scenarios/build/index.ts';
import { artifactBucketName, certificateArn } from '../../../source/sandbox/scenarios/names.ts';
import type { Scenario } from '../../../source/sandbox/scenarios/scenario.ts';
import type { World } from '../../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../../source/sandbox/world-factory.ts';
import { account, openSandbox, region, until } from '../../sandbox/support.ts';
import { type SampleCase, sample } from './sample.ts';

it.each(sample().map((each) => [each.title, each] as const))('CloudFormation takes %s', async (_, each) => {
  const { world, client } = await openSandbox({ speed: 100_000 });
  const scenario = scenarioOf(each);
  buildScenario(world, scenario);
  const cloudFormation = new CloudFormationClient(client);
  const settings = settingsIn(world, scenario, each);
  const { template } = patchEnvironmentTemplate(await templateIn(cloudFormation), settings);

  await deploy(cloudFormation, template);

  expect((await stackIn(cloudFormation)).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await templateIn(cloudFormation)).toBe(template);
  expect(accountOf(world, account).distributions.size).toBe(settings.cdn === null ? 0 : 1);
});

/** An environment in which a case can come true: with its certificates, and with zones for its names. */
function scenarioOf({ generation, settings: { hasDomain, publicCertificates } }: SampleCase): Scenario {
  const certificate = { status: 'ISSUED', madeDaysAgo: 1, validForDays: 300 } as const;
  return {
    name: 'a case',
    summary: 'one environment with one service',
    application: { name: 'shop', account, region, ...(hasDomain && { domain: 'example.com' }) },
    environments: [
      {
        name: 'prod',
        region,
        version: generation,
        publicCertificates: publicCertificates ? ['one', 'two'] : [],
        services: [{ name: 'api', path: '/', aliases: ['api.example.com'], port: 80, answers: 'ok' }],
      },
    ],
    hostedZones: [
      { name: 'example.com', id: 'Z0123456789EXAMPLE01' },
      { name: 'shop.example.com', id: 'Z0123456789EXAMPLE02' },
    ],
    certificates: [
      { ...certificate, id: 'one', region, names: ['*.example.com'] },
      { ...certificate, id: 'two', region, names: ['example.com'] },
      {
        ...certificate,
        id: 'edge',
        region: 'us-east-1',
        names: ['*.example.com', '*.prod.shop.example.com'],
      },
    ],
  };
}

/** The settings of a case, with what the sandbox has in place of what only has a name. */
function settingsIn(world: World, scenario: Scenario, { settings }: SampleCase): EnvironmentCdnSettings {
  const { cdn, restrictIngress } = settings;
  const [prefixListId = ''] = regionOf(world, account, region).prefixLists.keys();
  const bucket = artifactBucketName(scenario.application, region);
  const code = (name: string) => {
    const keys = [...(accountOf(world, account).buckets.get(bucket)?.objects.keys() ?? [])];
    return { bucket, key: keys.find((key) => key.includes(name)) ?? '' };
  };
  return {
    ...settings,
    ...(cdn !== null && {
      cdn: {
        ...cdn,
        ...(cdn.certificate !== undefined && { certificate: certificateArn(scenario, 'edge') }),
        ...(cdn.staticAssets && {
          staticAssets: { ...cdn.staticAssets, alias: 'assets.prod.shop.example.com' },
        }),
      },
    }),
    restrictIngress: restrictIngress && { prefixListId },
    functionCode: {
      uniqueJsonValues: code('uniquejsonvaluesfunction'),
      certificateReplicator: code('certificatereplicatorfunction'),
    },
    forceDeployId: 'forced',
  };
}

async function deploy(cloudFormation: CloudFormationClient, template: string): Promise<void> {
  const { Parameters = [], Tags, RoleARN } = await stackIn(cloudFormation);
  const { Id: ChangeSetName } = await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: 'shop-prod',
      ChangeSetName: 'with-the-cdn',
      TemplateBody: template,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      Parameters: Parameters.map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true })),
      Tags,
      RoleARN,
    }),
  );
  await until(async () => {
    const { Status } = await cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName }));
    if (Status === 'FAILED') throw new Error('The change set was not made.');
    return Status === 'CREATE_COMPLETE';
  });
  await cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName }));
  await until(async () => !(await stackIn(cloudFormation)).StackStatus?.endsWith('_IN_PROGRESS'));
}

async function stackIn(cloudFormation: CloudFormationClient): Promise<Stack> {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'shop-prod' }));
  if (Stacks?.[0] === undefined) throw new Error('The stack shop-prod is gone.');
  return Stacks[0];
}

async function templateIn(cloudFormation: CloudFormationClient): Promise<string> {
  const { TemplateBody } = await cloudFormation.send(
    new GetTemplateCommand({ StackName: 'shop-prod', TemplateStage: 'Original' }),
  );
  return TemplateBody ?? '';
}
