import type { World } from '../../world.ts';
import { regionOf } from '../../world-factory.ts';
import { certificateArn, environmentAccount, environmentStackName } from '../names.ts';
import type { Scenario } from '../scenario.ts';

/** The application's records, as Copilot keeps them in the Parameter Store (docs/copilot.md, 2.1). */
export function addRecords(world: World, scenario: Scenario): void {
  const { application, environments, hostedZones } = scenario;
  const { parameters } = regionOf(world, application.account, application.region);
  const base = `/copilot/applications/${application.name}`;
  const put = (path: string, value: object) => {
    const name = `${base}${path}`;
    parameters.set(name, { name, value: JSON.stringify(value), version: 1, modified: world.clock.now() });
  };

  put('', {
    name: application.name,
    account: application.account,
    domain: application.domain ?? '',
    domainHostedZoneID: hostedZones.find(({ name }) => name === application.domain)?.id ?? '',
    version: '1.0',
  });
  for (const environment of environments) {
    const role = `arn:aws:iam::${environmentAccount(scenario)}:role/${environmentStackName(application, environment)}`;
    put(`/environments/${environment.name}`, {
      app: application.name,
      name: environment.name,
      region: environment.region,
      accountID: environmentAccount(scenario),
      registryURL: '',
      executionRoleARN: `${role}-CFNExecutionRole`,
      managerRoleARN: `${role}-EnvManagerRole`,
      ...(environment.withoutManifest === true && {
        customConfig: {
          importCertARNs: environment.publicCertificates.map((id) => certificateArn(scenario, id)),
        },
        telemetry: { containerInsights: false },
      }),
    });
    for (const { name } of environment.services) {
      put(`/components/${name}`, { app: application.name, name, type: 'Load Balanced Web Service' });
    }
    for (const { name } of environment.staticSites ?? []) {
      put(`/components/${name}`, { app: application.name, name, type: 'Static Site' });
    }
  }
}
