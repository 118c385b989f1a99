import type { Command } from 'commander';
import { type ExitCode, exitCode } from '../errors.ts';
import { bashScript } from './completion/bash.ts';
import { commandModel } from './completion/command-model.ts';
import { fishScript } from './completion/fish.ts';
import { zshScript } from './completion/zsh.ts';

type Shell = 'bash' | 'zsh' | 'fish';

const scripts: Readonly<Record<Shell, typeof bashScript>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Prints what completes this program's commands and flags in that shell, made from its own definition. */
export async function completion(shell: Shell, program: Command): Promise<ExitCode> {
  const { scenarioNames } = await import('./sandbox-scenarios.ts');
  process.stdout.write(scripts[shell](commandModel(program, scenarioNames)));
  return exitCode.done;
}
