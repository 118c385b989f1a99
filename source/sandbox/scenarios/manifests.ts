import { certificateArn } from './names.ts';
import type { EnvironmentScenario, Scenario, ServiceScenario, StaticSiteScenario } from './scenario.ts';

/** The environment's manifest, with comments, as a person keeps it. */
export function environmentManifest(scenario: Scenario, environment: EnvironmentScenario): string {
  const certificates = environment.publicCertificates.map((id) => {
    const names = scenario.certificates.find((certificate) => certificate.id === id)?.names.join(', ');
    return `      - ${certificateArn(scenario, id)} # ${names}\n`;
  });
  const cdn =
    environment.cdn === undefined
      ? ''
      : `cdn:\n  certificate: ${certificateArn(scenario, environment.cdn.certificate)}\n${environment.cdn.terminateTls === true ? '  terminate_tls: true\n' : ''}\n`;
  const http =
    certificates.length === 0
      ? '# http:\n#   public:\n#   private:\n'
      : `http:\n  public:\n    certificates:\n${certificates.join('')}  # private:\n`;
  return `# The manifest for the "${environment.name}" environment.
# Read the full specification for the "Environment" type at:
#  https://aws.github.io/copilot-cli/docs/manifest/environment/

# The name is part of the names of the VPC, the cluster and the load balancer.
name: ${environment.name}
type: Environment

# Import your own VPC and subnets, or configure how they are made.
# network:
#   vpc:
#     id:

# The load balancers of the environment, once a service needs one.
${http}
${cdn}# What the environment tells about itself.
observability:
  container_insights: false
`;
}

/** A service's manifest, with comments, as a person keeps it. */
export function serviceManifest(environments: readonly string[], service: ServiceScenario): string {
  const alias = service.aliases.length === 1 ? service.aliases[0] : `[${service.aliases.join(', ')}]`;
  const version = service.version === undefined ? '' : `  version: ${service.version}\n`;
  const redirect = service.redirectToHttps === false ? '  redirect_to_https: false\n' : '';
  return `# The manifest for the "${service.name}" service.
# Read the full specification for the "Load Balanced Web Service" type at:
#  https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/

name: ${service.name}
type: Load Balanced Web Service

# How traffic reaches the service.
http:
  path: '${service.path}'
  alias: ${alias}
${version}${redirect}${additionalRules(service)}
image:
  build: ./${service.name}/Dockerfile
  # The port that the container listens on.
  port: ${service.port}

cpu: 256
memory: 512
count: 1
exec: true

environments:
${environments.map((name) => `  ${name}:\n    count: 2\n`).join('')}`;
}

/** A static site's manifest, with comments, as a person keeps it. */
export function staticSiteManifest(scenario: Scenario, site: StaticSiteScenario): string {
  return `# The manifest for the "${site.name}" service.
# Read the full specification for the "Static Site" type at:
# https://aws.github.io/copilot-cli/docs/manifest/static-site/

# The name is part of the names of the bucket and the distribution.
name: ${site.name}
type: Static Site

http:
  alias: ${site.alias}
  certificate: ${certificateArn(scenario, site.certificate)}

files:
  - source: ${site.source}
    recursive: true
`;
}

function additionalRules({ additionalRules: rules = [], redirectToHttps }: ServiceScenario): string {
  if (rules.length === 0) return '';
  const redirect = redirectToHttps === false ? '      redirect_to_https: false\n' : '';
  const items = rules.map(
    ({ path, aliases }) => `    - path: '${path}'\n      alias: ${aliases.join(', ')}\n${redirect}`,
  );
  return `  additional_rules:\n${items.join('')}`;
}
