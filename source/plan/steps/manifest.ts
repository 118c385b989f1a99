import { join } from 'node:path';
import { fingerprint, writeFileSafely } from '../../copilot/safe-write.ts';
import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import type { ManifestStep } from '../step.ts';

/**
 * Writes the manifest, unless it changed since it was read. The journal learns what stood there, so that a deployment that
 * is rolled back takes the manifest back with it.
 * @throws UserError `file-changed`, `file-not-written`
 */
export async function performManifest(step: ManifestStep, facts: Facts, ports: Ports): Promise<Performed> {
  for (const change of step.changes) ports.emit({ type: 'change', step: step.id, ...change });
  await ports.journal.note({
    manifestEdit: { deployment: step.deployment, path: step.path, before: step.before, after: step.after },
  });
  await writeFileSafely(
    join(facts.workspace.root, step.path),
    step.after,
    step.onDisk ? fingerprintOf(step.before) : 'absent',
  );
  ports.touch();
  return { kind: 'done' };
}

/** Puts back what stood in the manifest before this deployment's edit; one that was edited meanwhile is left as it is. Tells whether it was put back. */
export async function takeBackManifest(deployment: string, facts: Facts, ports: Ports): Promise<boolean> {
  const edit = ports.journal.current().manifestEdit;
  if (edit?.deployment !== deployment) return false;
  try {
    await writeFileSafely(join(facts.workspace.root, edit.path), edit.before, fingerprintOf(edit.after));
  } catch {
    return false;
  }
  await ports.journal.note({ manifestEdit: undefined });
  return true;
}

function fingerprintOf(text: string) {
  return fingerprint(Buffer.from(text, 'utf8'));
}
