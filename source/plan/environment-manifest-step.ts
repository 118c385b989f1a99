import { checkEnvironmentManifest } from '../copilot/environment-manifest/check.ts';
import {
  type EnvironmentManifestChange,
  editEnvironmentManifest,
} from '../copilot/environment-manifest/edit.ts';
import { readEnvironmentManifest } from '../copilot/environment-manifest/read.ts';
import { UserError } from '../errors.ts';
import type { Facts } from './facts.ts';
import { fileChange } from './file-change.ts';
import type { ManifestStep } from './step.ts';

/**
 * An edit of the environment's manifest.
 * @throws UserError `manifest-refused`, `cannot-edit-safely`
 */
export function environmentManifestStep(
  facts: Facts,
  before: string,
  change: EnvironmentManifestChange,
  about: Pick<ManifestStep, 'id' | 'deployment' | 'whenDone' | 'why'>,
): ManifestStep {
  const { manifestPath: path, onDisk } = facts.workspace;
  const after = editEnvironmentManifest(before, change, { file: path });
  const shown = fileChange(path, onDisk ? before : '', after);
  const done = before === after && onDisk;
  if (!done) refuseBroken(facts, after);
  return {
    ...about,
    kind: 'manifest',
    title: 'Manifest',
    target: path,
    path,
    onDisk,
    before,
    after,
    done,
    summary: done
      ? 'already says so'
      : onDisk
        ? `+${shown.added} −${shown.removed}`
        : 'written anew from what is deployed',
    changes: done ? [] : [shown],
  };
}

/** Copilot would refuse this manifest at its next deployment, so it is not written. */
function refuseBroken(facts: Facts, text: string): void {
  const { manifest, manifestPath } = facts.workspace;
  const edited = readEnvironmentManifest(text, manifest.origin);
  const errors = checkEnvironmentManifest(edited).filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  throw new UserError({
    code: 'manifest-refused',
    message: `${manifestPath}, as it would be, breaks a rule of Copilot: ${first.message}`,
    next: errors.map((finding) => finding.fix),
    details: errors.map((finding) => `${manifestPath}:${finding.line}:${finding.column}  ${finding.message}`),
  });
}
