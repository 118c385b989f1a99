import { checkEnvironmentManifest } from '../../copilot/environment-manifest/check.ts';
import { exitCode, UserError } from '../../errors.ts';
import type { Facts } from '../facts.ts';
import type { TakeDown } from '../off/take-down.ts';
import { redirectSteps } from '../redirect-steps.ts';
import type { ManifestDesired } from './manifest-desired.ts';
import type { PendingEdits } from './needed-edits.ts';

/**
 * What is not deployed at all; asked once, before anything is begun.
 * @throws UserError `manifest-not-here`, `manifest-refused`, `no-services`, `needs-manifest-edits`
 */
export function refuseUndeployable(facts: Facts, desired: ManifestDesired, takeDown: TakeDown): void {
  refuseManifest(facts);
  const { name } = facts.environment;
  if (!desired.cdn) {
    const edits = takeDown.redirects ? redirectSteps(facts, 'load-balancer') : [];
    if (edits.some(({ kind, done }) => kind === 'manifest' && !done))
      throw needsEdits({
        message: `The manifest has no CDN any more. The services of ${name} stopped redirecting for the sake of TLS at the edge, and only their manifests can say that they redirect again`,
        command: `copilot-cdn off --env ${name}`,
      });
    return;
  }
  if (facts.services.length > 0) return;
  throw new UserError({
    code: 'no-services',
    message: `No service is behind the load balancer of ${name}, and CloudFront stands in front of a load balancer. Copilot makes both when the first Load Balanced Web Service is deployed.`,
    next: ['Deploy a Load Balanced Web Service first, then come back'],
  });
}

export function needsEdits({ message, command }: PendingEdits): UserError {
  return new UserError({
    code: 'needs-manifest-edits',
    message: `${message}. deploy edits no manifest.`,
    next: [`This does it, in the order in which the site stays up: ${command}`],
    exitCode: exitCode.refused,
  });
}

/** What Copilot would refuse is not deployed past it either. */
function refuseManifest({ workspace, environment }: Facts): void {
  const { manifest, manifestPath, onDisk } = workspace;
  if (!onDisk) {
    throw new UserError({
      code: 'manifest-not-here',
      message: `There is no ${manifestPath} in this workspace, so there is nothing to be deployed.`,
      next: [`Run it where the manifest is, or have it written: copilot-cdn setup --env ${environment.name}`],
    });
  }
  const errors = checkEnvironmentManifest(manifest).filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  throw new UserError({
    code: 'manifest-refused',
    message: `${manifestPath} breaks a rule of Copilot: ${first.message}`,
    next: errors.map(({ fix }) => fix),
    details: errors.map(({ line, column, message }) => `${manifestPath}:${line}:${column}  ${message}`),
  });
}
