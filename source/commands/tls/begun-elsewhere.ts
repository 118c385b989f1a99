import { UserError } from '../../errors.ts';
import { migrationBegun } from '../../plan/tls-begun.ts';
import type { Termination } from '../../plan/tls-facts.ts';
import { openApplication } from '../facts/open-application.ts';
import { openEnvironment } from '../facts/read-facts.ts';
import { readTls } from '../facts/read-services.ts';
import type { CommonOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';

export interface BegunElsewhere {
  readonly environment: string;
  readonly termination: Termination;
}

/**
 * A migration of TLS that was begun in another workspace: where there is no journal, AWS is asked. Undefined when there is none, when
 * several environments could be meant, or when AWS cannot be asked: nothing is lost by it, for `copilot-cdn tls` goes on all the same.
 */
export async function begunElsewhere(
  options: CommonOptions,
  signal: AbortSignal,
): Promise<BegunElsewhere | undefined> {
  try {
    const opened = await openApplication(options, signal, undefined);
    const [only, ...others] = opened.environments;
    const name = options.env ?? (others.length === 0 ? only?.name : undefined);
    if (name === undefined) return undefined;
    const { facts, manager } = await openEnvironment(opened, name, readOptions(options, signal));
    if (!facts.deployed.cdn.enabled) return undefined;
    const tls = await readTls({ opened, manager, signal }, facts);
    const termination = migrationBegun({ ...facts, tls });
    return termination === undefined ? undefined : { environment: name, termination };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
