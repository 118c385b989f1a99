import { join } from 'node:path';
import { fingerprint, writeFileSafely } from '../../copilot/safe-write.ts';
import { type ExitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { fileChange } from '../../plan/file-change.ts';
import type { Plan } from '../../plan/step.ts';
import type { OpenEnvironment } from '../facts/read-facts.ts';
import { tellStopped } from './outcome.ts';

/**
 * `--no-deploy`: the manifest is written as it would be at the end, nothing else happens.
 * @throws UserError `certificate-not-requested`, `file-changed`, `file-not-written`
 */
export async function writeManifestsOnly(
  command: string,
  plan: Plan,
  environment: OpenEnvironment,
  emit: Emit,
): Promise<ExitCode> {
  refuseWithoutCertificate(plan);
  const { root, manifestPath, manifestText, onDisk } = environment.facts.workspace;
  const steps = plan.steps.filter((step) => step.kind === 'manifest');
  const after = steps.at(-1)?.after ?? manifestText;
  const next = [`copilot-cdn setup --env ${environment.facts.environment.name}`];
  if (after === manifestText && onDisk) {
    return tellStopped(
      command,
      { summary: `The manifest says so already, nothing was deployed: ${manifestPath}`, next },
      emit,
    );
  }
  emit({ type: 'change', step: 'manifest', ...fileChange(manifestPath, onDisk ? manifestText : '', after) });
  await writeFileSafely(
    join(root, manifestPath),
    after,
    onDisk ? fingerprint(Buffer.from(manifestText, 'utf8')) : 'absent',
  );
  const closing = steps.length > 1;
  return tellStopped(
    command,
    {
      changed: true,
      summary: `The manifest is written, nothing was deployed: ${manifestPath}`,
      ...(closing && {
        left: [
          'Deployed by Copilot as it stands, it closes the load balancer before the names have moved; the command below does it in the safe order',
        ],
      }),
      next,
    },
    emit,
  );
}

/** A manifest names its certificate by the ARN, which a new one gets when it is requested. */
function refuseWithoutCertificate(plan: Plan): void {
  const step = plan.steps.find(({ kind, done }) => kind === 'certificate' && !done);
  if (step === undefined) return;
  throw new UserError({
    code: 'certificate-not-requested',
    message: `The manifest cannot be written yet: it names the certificate by its ARN, and the new one is not issued.`,
    next: ['Have it first: copilot-cdn cert request', 'Or let the setup do both: leave --no-deploy out'],
  });
}
