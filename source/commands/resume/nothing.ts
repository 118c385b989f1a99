import { type ExitCode, exitCode } from '../../errors.ts';
import type { Emit } from '../../event.ts';

export function tellNothing(emit: Emit): ExitCode {
  emit({
    type: 'result',
    command: 'resume',
    ok: true,
    exitCode: exitCode.done,
    summary: 'Nothing is unfinished in this workspace.',
    changed: false,
    next: ['copilot-cdn setup shows how things stand'],
  });
  return exitCode.done;
}
