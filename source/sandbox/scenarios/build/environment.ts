import { environmentTemplate, loadBalancedWebServiceTemplate } from '../../copilot/templates.ts';
import { createSettledStack } from '../../services/cloudformation/index.ts';
import type { LoadBalancer, World } from '../../world.ts';
import { regionOf } from '../../world-factory.ts';
import { environmentManifest, serviceManifest } from '../manifests.ts';
import { artifactBucketName, certificateArn, environmentAccount, environmentStackName } from '../names.ts';
import type { EnvironmentScenario, Scenario, ServiceScenario } from '../scenario.ts';
import { artifactKeyArn } from './application.ts';
import { addCodeNamedBy } from './artifacts.ts';
import { place } from './place.ts';
import { addStaticSite } from './static-site.ts';

/** Makes an environment's stack and those of its services; returns the load balancer in front of them, if there are any. */
export function addEnvironment(
  world: World,
  scenario: Scenario,
  environment: EnvironmentScenario,
): LoadBalancer | undefined {
  const { application } = scenario;
  const region = regionOf(world, environmentAccount(scenario), environment.region);
  const balancersBefore = new Set(region.loadBalancers.keys());
  const template = environmentTemplate({
    ...(environment.withoutManifest !== true && { manifest: environmentManifest(scenario, environment) }),
    publicCertificates: environment.publicCertificates.map((id) => certificateArn(scenario, id)),
    artifactBucket: artifactBucketName(application, environment.region),
    ...(environment.cdn !== undefined && {
      cdn: {
        certificate: certificateArn(scenario, environment.cdn.certificate),
        terminateTls: environment.cdn.terminateTls ?? false,
      },
    }),
    ...(environment.version !== undefined && { version: environment.version }),
  });
  addCodeNamedBy(world, scenario, environment, template);
  createSettledStack(world, {
    ...place(scenario, environment),
    name: environmentStackName(application, environment),
    template,
    parameters: environmentParameters(scenario, environment),
  });
  for (const service of environment.services) addService(world, scenario, environment, service);
  for (const site of environment.staticSites ?? []) addStaticSite(world, scenario, environment, site);

  const balancer = [...region.loadBalancers.values()].find(({ arn }) => !balancersBefore.has(arn));
  if (balancer === undefined && environment.services.length > 0) {
    throw new Error(`Environment ${environment.name} got no load balancer.`);
  }
  return balancer;
}

function addService(
  world: World,
  scenario: Scenario,
  environment: EnvironmentScenario,
  service: ServiceScenario,
): void {
  const { application } = scenario;
  const { targetGroups } = regionOf(world, environmentAccount(scenario), environment.region);
  const groupsBefore = new Set(targetGroups.keys());
  const template = loadBalancedWebServiceTemplate({
    manifest: serviceManifest([environment.name], service),
    name: service.name,
    aliases: service.aliases,
    path: service.path,
    redirectToHttps: service.redirectToHttps ?? true,
    https: hasHttps(scenario, environment),
    additionalRules: service.additionalRules ?? [],
    grpc: service.version === 'grpc',
    artifactBucket: artifactBucketName(application, environment.region),
  });
  addCodeNamedBy(world, scenario, environment, template);
  const { tags, ...rest } = place(scenario, environment);
  createSettledStack(world, {
    ...rest,
    name: `${environmentStackName(application, environment)}-${service.name}`,
    template,
    parameters: serviceParameters(scenario, environment, service),
    tags: { ...tags, 'copilot-service': service.name },
  });
  for (const [key, group] of targetGroups) {
    if (!groupsBefore.has(key)) targetGroups.set(key, { ...group, answers: service.answers });
  }
}

/** Certificates of its own, or a domain of the application's. */
function hasHttps({ application }: Scenario, environment: EnvironmentScenario): boolean {
  return environment.publicCertificates.length > 0 || application.domain !== undefined;
}

/** As a deployment of the environment and of all its services leaves them (docs/copilot.md, 6.2 and 8). */
function environmentParameters(scenario: Scenario, environment: EnvironmentScenario) {
  const { application } = scenario;
  const withNames = environment.services.filter(({ aliases }) => aliases.length > 0);
  const aliases = Object.fromEntries(withNames.map((service) => [service.name, namesOf(service)]));
  const delegation = `arn:aws:iam::${application.account}:role/${application.name}-DNSDelegationRole`;
  return {
    AppName: application.name,
    EnvironmentName: environment.name,
    ToolsAccountPrincipalARN: `arn:aws:iam::${application.account}:root`,
    AppDNSName: application.domain ?? '',
    AppDNSDelegationRole: application.domain === undefined ? '' : delegation,
    ServiceDiscoveryEndpoint: `${environment.name}.${application.name}.local`,
    CreateHTTPSListener: String(hasHttps(scenario, environment)),
    CreateInternalHTTPSListener: 'false',
    Aliases: withNames.length === 0 || !hasHttps(scenario, environment) ? '' : JSON.stringify(aliases),
    ALBWorkloads: environment.services.map(({ name }) => name).join(','),
    InternalALBWorkloads: '',
    EFSWorkloads: '',
    NATWorkloads: '',
    AppRunnerPrivateWorkloads: '',
  };
}

function namesOf({ aliases, additionalRules = [] }: ServiceScenario): readonly string[] {
  return [...new Set([...aliases, ...additionalRules.flatMap((rule) => rule.aliases)])];
}

function serviceParameters(scenario: Scenario, environment: EnvironmentScenario, service: ServiceScenario) {
  const { application } = scenario;
  const image = `${application.account}.dkr.ecr.${environment.region}.amazonaws.com/${application.name}/${service.name}`;
  return {
    AppName: application.name,
    EnvName: environment.name,
    WorkloadName: service.name,
    ContainerImage: `${image}:a1b2c3d`,
    ContainerPort: String(service.port),
    TaskCPU: '256',
    TaskMemory: '512',
    TaskCount: '2',
    DNSDelegated: String(application.domain !== undefined && environment.publicCertificates.length === 0),
    LogRetention: '30',
    AddonsTemplateURL: '',
    EnvFileARN: '',
    ArtifactKeyARN: artifactKeyArn(scenario, environment.region),
    TargetContainer: service.name,
    TargetPort: String(service.port),
    HTTPSEnabled: String(hasHttps(scenario, environment)),
    RulePath: service.path,
  };
}
