import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EventBody, ResourceEvent } from '../event.ts';
import { type DurationHistory, type Expectation, expectations, learn } from '../stack/expectations.ts';

export interface Durations {
  readonly expected: Expectation;
  readonly listen: (event: EventBody) => void;
  /** Keeps what was learned; a disk that is full costs only better guesses. */
  readonly keep: () => Promise<void>;
}

/** How long resources took on this machine, by type and operation; no names. Kept in `durations.json` of the state folder. */
export async function rememberDurations(): Promise<Durations> {
  const path = join(stateFolder(), 'durations.json');
  const history = await read(path);
  const seen: ResourceEvent[] = [];
  return {
    expected: expectations(history),
    listen: (event) => {
      if (event.type === 'resource') seen.push(event);
    },
    keep: async () => {
      if (seen.length === 0) return;
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, `${JSON.stringify(learn(history, seen))}\n`);
      } catch {
        // Only better guesses are lost.
      }
    },
  };
}

async function read(path: string): Promise<DurationHistory> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isHistory(value) ? value : {};
  } catch {
    return {};
  }
}

function isHistory(value: unknown): value is DurationHistory {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(
      (list) => Array.isArray(list) && list.every((item) => typeof item === 'number'),
    )
  );
}

/** COPILOT_CDN_STATE (the sandbox sets it, so that its hurried times are not taken for AWS's), else `$XDG_STATE_HOME/copilot-cdn`. */
export function stateFolder(): string {
  const own = process.env.COPILOT_CDN_STATE;
  return own || join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'copilot-cdn');
}
