import { deployCommand } from '../deploy/opened.ts';
import { offCommand } from '../off/opened.ts';
import type { SetupOptions } from '../options.ts';
import type { PlannedCommand } from '../planned/command.ts';
import type { BegunElsewhere } from '../tls/begun-elsewhere.ts';
import { tlsCommand } from '../tls/opened.ts';
import type { UnfinishedRun } from './unfinished-runs.ts';

/** What is gone on with; undefined: the setup, which asks questions of its own. */
export function plannedCommandOf(run: UnfinishedRun, options: SetupOptions): PlannedCommand | undefined {
  switch (run.command) {
    case 'tls':
      return tlsCommand(options);
    case 'off':
      return offCommand(options);
    case 'deploy':
      return deployCommand();
    case 'setup':
    case 'site deploy':
      return undefined;
  }
}

/** What somebody began in another workspace is gone on with as if it had been begun here. */
export function elsewhereCommand({ termination }: BegunElsewhere, options: SetupOptions): PlannedCommand {
  return tlsCommand({ ...options, terminateTls: termination === 'edge' });
}
