import { type CheckedManifest, checkManifests } from '../copilot/check-manifests.ts';
import { type ExitCode, exitCode } from '../errors.ts';
import type { Emit } from '../event.ts';
import { manifestsAsked } from './check/manifests-asked.ts';
import { chooseMode } from './mode.ts';
import type { CheckOptions } from './options.ts';

/** What is wrong in the manifests, without AWS. Lines on a terminal, too: there is nothing to ask. */
export async function check(files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const mode = chooseMode(options) === 'json' ? 'json' : 'plain';
  const { inLines } = await import('./lines.ts');
  return inLines('check', mode, options, async ({ emit }) => {
    const asked = await manifestsAsked(files, options);
    const checked = checkManifests(asked.manifests, {
      application: asked.application,
      variables: process.env,
      context: asked.context,
    });
    const all = [...checked, ...asked.unreadable].sort((one, other) => (one.file < other.file ? -1 : 1));
    return tell(all, options.strict === true, emit);
  });
}

interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
}

function tell(checked: readonly CheckedManifest[], strict: boolean, emit: Emit): ExitCode {
  const widest = Math.max(0, ...checked.map(({ file }) => file.length));
  // Of one manifest the summary says it all.
  for (const manifest of checked.length > 1 ? checked : []) {
    const { file, type } = manifest;
    emit({
      type: 'fact',
      name: 'manifest',
      value: file,
      text: `${file.padEnd(widest)}   ${type ?? 'not readable'}: ${inWords(count(manifest)) || 'all well'}`,
    });
  }
  for (const { file, findings } of checked)
    for (const finding of findings) emit({ type: 'finding', file, ...finding });
  const total = checked.map(count).reduce(
    (sum, each) => ({
      errors: sum.errors + each.errors,
      warnings: sum.warnings + each.warnings,
      notices: sum.notices + each.notices,
    }),
    { errors: 0, warnings: 0, notices: 0 },
  );
  const ok = total.errors === 0 && (!strict || total.warnings === 0);
  const manifests = `${checked.length} ${checked.length === 1 ? 'manifest' : 'manifests'}`;
  emit({
    type: 'result',
    command: 'check',
    ok,
    exitCode: ok ? exitCode.done : exitCode.invalid,
    summary:
      checked.length === 0 ? 'There is no manifest here.' : `${manifests}: ${inWords(total) || 'all well'}.`,
    manifests: checked.length,
    ...total,
  });
  return ok ? exitCode.done : exitCode.invalid;
}

function count({ findings }: CheckedManifest): Counts {
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), notices: of('notice') };
}

/** "2 errors, 1 notice"; empty when there is nothing. */
function inWords({ errors, warnings, notices }: Counts): string {
  return [some(errors, 'error'), some(warnings, 'warning'), some(notices, 'notice')]
    .filter((text) => text !== '')
    .join(', ');
}

function some(number: number, word: string): string {
  return number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
}
