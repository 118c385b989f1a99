import { createHash } from 'node:crypto';
import { staticSiteTemplate } from '../../copilot/static-site-template.ts';
import { cloudFrontZoneId, putRecord } from '../../hosted-zones.ts';
import { createSettledStack } from '../../services/cloudformation/index.ts';
import { putFile } from '../../stored-objects.ts';
import type { World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { staticSiteManifest } from '../manifests.ts';
import { artifactBucketName, certificateArn, environmentAccount, environmentStackName } from '../names.ts';
import type { EnvironmentScenario, Scenario, StaticSiteScenario } from '../scenario.ts';
import { artifactKeyArn } from './application.ts';
import { addCodeNamedBy } from './artifacts.ts';
import { place } from './place.ts';

/** A site as Copilot leaves it: its stack, the files in its bucket, and the record of its name, which somebody made by hand. */
export function addStaticSite(
  world: World,
  scenario: Scenario,
  environment: EnvironmentScenario,
  site: StaticSiteScenario,
): void {
  const { application } = scenario;
  const template = staticSiteTemplate({
    application: application.name,
    environment: environment.name,
    name: site.name,
    manifest: staticSiteManifest(scenario, site),
    alias: site.alias,
    certificate: certificateArn(scenario, site.certificate),
    mapping: `local-assets/environments/${environment.name}/workloads/${site.name}/mapping/${mappingHash(site)}`,
    artifactBucket: artifactBucketName(application, environment.region),
  });
  addCodeNamedBy(world, scenario, environment, template);
  const { tags, ...rest } = place(scenario, environment);
  const stack = createSettledStack(world, {
    ...rest,
    name: `${environmentStackName(application, environment)}-${site.name}`,
    template,
    parameters: {
      AppName: application.name,
      EnvName: environment.name,
      WorkloadName: site.name,
      AddonsTemplateURL: '',
      ArtifactKeyARN: artifactKeyArn(scenario, environment.region),
    },
    tags: { ...tags, 'copilot-service': site.name },
  });
  const { buckets, distributions } = accountOf(world, environmentAccount(scenario));
  const bucket = buckets.get(stack.resources.get('Bucket')?.physicalId ?? '');
  const distribution = distributions.get(stack.resources.get('CloudFrontDistribution')?.physicalId ?? '');
  if (bucket === undefined || distribution === undefined)
    throw new Error(`Site ${site.name} got no bucket, or no distribution.`);
  for (const [key, text] of Object.entries(site.deployed)) putFile(world, bucket, key, text);
  leadNameTo(world, scenario, site.alias, distribution.domainName);
}

function leadNameTo(world: World, scenario: Scenario, name: string, dnsName: string): void {
  for (const { name: domain, id, account = scenario.application.account } of scenario.hostedZones) {
    const zone = accountOf(world, account).hostedZones.get(id);
    if (zone === undefined || !name.endsWith(`.${domain}`)) continue;
    const alias = { dnsName, hostedZoneId: cloudFrontZoneId, evaluateTargetHealth: false };
    putRecord(zone, { name, type: 'A', alias });
  }
}

/** Copilot names the list of files by its content; the list itself, and the copies of the files beside it, are gone after 30 days. */
function mappingHash({ deployed }: StaticSiteScenario): string {
  const mapping = Object.entries(deployed).map(([key, text]) => ({
    path: `local-assets/${createHash('sha256').update(text).digest('hex')}`,
    destPath: key,
    contentType: '',
  }));
  return createHash('sha256').update(JSON.stringify(mapping)).digest('hex');
}
