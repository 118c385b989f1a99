import { openServiceManifest } from '../../copilot/service-manifest/read.ts';
import { readManifest, workloadManifestPath } from '../../copilot/workspace.ts';
import { type Facts, hasPublicCertificates } from '../../plan/facts.ts';
import type { OpenApplication } from './open-application.ts';
import { manifestOrigin } from './read-manifests.ts';

/** A service behind the load balancer that the environment's stack knows no name of, where the domain is Copilot's to manage. */
export interface NamelessService {
  readonly name: string;
  /** What Copilot calls it as long as nobody says otherwise: `api.prod.shop.example.com`. */
  readonly defaultName: string;
  /** Undefined: the workspace has none. */
  readonly manifest?: {
    readonly path: string;
    readonly text: string;
    /** What it says already, waiting to be deployed. */
    readonly aliases: readonly string[];
  };
}

/** @throws UserError for a manifest that cannot be read */
export async function readNamelessServices(
  opened: OpenApplication,
  facts: Facts,
): Promise<readonly NamelessService[]> {
  const { application, environment, services } = facts;
  if (application.domain === '' || hasPublicCertificates(facts)) return [];
  const nameless = services.filter(({ aliases }) => aliases.length === 0);
  return Promise.all(
    nameless.map(async ({ name }): Promise<NamelessService> => {
      const defaultName = `${name}.${environment.name}.${application.name}.${application.domain}`;
      const file = await readManifest(opened.workspace, workloadManifestPath(opened.workspace, name));
      if (file === undefined) return { name, defaultName };
      const origin = { ...manifestOrigin(opened, environment.name, file.relativePath), folder: name };
      const { aliases } = openServiceManifest(file.text, origin);
      return { name, defaultName, manifest: { path: file.relativePath, text: file.text, aliases } };
    }),
  );
}
