import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A program of Python's registry in a virtual environment of its own, where .ci/run puts them. */
export interface PythonProgram {
  /** `moto-5.2.1`: the folder's name. */
  readonly folder: string;
  /** For pip: `moto[server]==5.2.1`. */
  readonly requirement: string;
  readonly program: string;
  /** The environment variable that names one that is there already. */
  readonly variable: string;
}

export const motoServer: PythonProgram = {
  folder: 'moto-5.2.1',
  requirement: 'moto[server]==5.2.1',
  program: 'moto_server',
  variable: 'MOTO_SERVER',
};

export const awsCli: PythonProgram = {
  folder: 'awscli-1.45.11',
  requirement: 'awscli==1.45.11',
  program: 'aws',
  variable: 'AWS_CLI',
};

/** The path of the program, installed when it is not there yet; undefined, with a notice, when that cannot be done. */
export async function pythonProgram(wanted: PythonProgram): Promise<string | undefined> {
  const named = process.env[wanted.variable];
  if (named) return named;
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'copilot-cdn', wanted.folder);
  const program = join(folder, 'bin', wanted.program);
  const installed = join(folder, 'installed');
  if (existsSync(installed)) return program;
  try {
    await execute('python3', ['-m', 'venv', folder]);
    const pip = join(folder, 'bin', 'pip');
    const options = ['install', '--quiet', '--disable-pip-version-check', wanted.requirement];
    await execute(pip, options, { timeout: 300_000 });
    writeFileSync(installed, '');
    return program;
  } catch {
    console.log(
      `-- skipped: ${wanted.requirement} cannot be installed here (it takes python3 with venv, and pip)`,
    );
    return undefined;
  }
}
