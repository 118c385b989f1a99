import { compose } from '../../copilot/compose.ts';
import { createSettledStack } from '../../services/cloudformation/index.ts';
import type { World } from '../../world.ts';
import { regionOf } from '../../world-factory.ts';
import { artifactBucketName, environmentAccount, uuidFrom } from '../names.ts';
import type { Scenario } from '../scenario.ts';

/** What the application itself has: its roles, its stack set, and an artifact bucket in each region (docs/copilot.md, 3). */
export function addApplication(world: World, scenario: Scenario): void {
  const { application, environments } = scenario;
  const home = { account: application.account, region: application.region };
  const tags = { 'copilot-application': application.name };
  createSettledStack(world, {
    ...home,
    name: `${application.name}-infrastructure-roles`,
    template: compose('application/roles.yml', {}),
    parameters: { AppName: application.name, AppDomainName: application.domain ?? '' },
    tags,
  });

  const stackSet = `${application.name}-infrastructure`;
  const instances = [];
  for (const region of new Set(environments.map((environment) => environment.region))) {
    const name = `StackSet-${stackSet}-${uuidFrom(`instance ${region}`)}`;
    const stack = createSettledStack(world, {
      account: application.account,
      region,
      name,
      template: regionalTemplate(scenario, region),
      parameters: {},
      tags,
    });
    instances.push({ account: application.account, region, stackId: stack.id });
  }
  regionOf(world, application.account, application.region).stackSets.set(stackSet, {
    id: `${stackSet}:${uuidFrom(`stack set ${stackSet}`)}`,
    name: stackSet,
    instances,
  });
}

function regionalTemplate(scenario: Scenario, region: string): string {
  const { application, environments } = scenario;
  const accounts = new Set([application.account, environmentAccount(scenario)]);
  const withImage = new Set(environments.flatMap(({ services }) => services.map(({ name }) => name)));
  const sites = new Set(environments.flatMap(({ staticSites = [] }) => staticSites.map(({ name }) => name)));
  const workloads = [
    ...[...withImage].map((name) => ({ Name: name, WithECR: true })),
    ...[...sites].map((name) => ({ Name: name, WithECR: false })),
  ];
  return compose('application/regional.yml', {
    application: application.name,
    'account-roots': JSON.stringify([...accounts].map((account) => `arn:aws:iam::${account}:root`)),
    'artifact-bucket': artifactBucketName(application, region),
    'key-id': artifactKeyId(region),
    workloads: JSON.stringify(workloads),
  });
}

function artifactKeyId(region: string): string {
  return uuidFrom(`key ${region}`);
}

export function artifactKeyArn({ application }: Scenario, region: string): string {
  return `arn:aws:kms:${region}:${application.account}:key/${artifactKeyId(region)}`;
}
