import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environmentManifest, serviceManifest, staticSiteManifest } from './scenarios/manifests.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** Writes the scenario's example workspace into a folder: `copilot/` with the manifests of everything it has, and the files beside it. */
export async function writeWorkspace(scenario: Scenario, folder: string): Promise<void> {
  for (const [path, text] of Object.entries(workspaceFiles(scenario))) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Path → text. */
export function workspaceFiles(scenario: Scenario): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    ...scenario.files,
    'copilot/.workspace': `application: ${scenario.application.name}\n`,
  };
  for (const environment of scenario.environments) {
    if (environment.withoutManifest === true) continue;
    const text = environmentManifest(scenario, environment);
    files[`copilot/environments/${environment.name}/manifest.yml`] = text;
  }
  const services = new Map(
    scenario.environments.flatMap((environment) =>
      environment.services.map((service) => [service.name, service] as const),
    ),
  );
  for (const service of services.values()) {
    const where = scenario.environments
      .filter((environment) => environment.services.some(({ name }) => name === service.name))
      .map(({ name }) => name);
    const edited = service.edited === true ? { ...service, redirectToHttps: false } : service;
    files[`copilot/${service.name}/manifest.yml`] = serviceManifest(where, edited);
  }
  for (const site of scenario.environments.flatMap(({ staticSites = [] }) => staticSites)) {
    files[`copilot/${site.name}/manifest.yml`] = staticSiteManifest(scenario, site);
  }
  return files;
}
