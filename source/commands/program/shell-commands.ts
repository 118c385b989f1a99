import { Argument, type Command } from 'commander';
import type { Ended } from './ended.ts';
import { examples } from './examples.ts';

/** What a person puts into the settings of a shell. */
export function addShellCommands(program: Command, ended: Ended): void {
  const completion = program
    .command('completion')
    .description('print what completes commands, flags and environments in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']));
  examples(completion, [
    ['eval "$(copilot-cdn completion bash)"', 'in ~/.bashrc'],
    ['eval "$(copilot-cdn completion zsh)"', 'in ~/.zshrc, after compinit'],
    ['copilot-cdn completion fish | source', 'in ~/.config/fish/config.fish'],
  ]).action(async (shell: 'bash' | 'zsh' | 'fish') =>
    ended(await (await import('../completion.ts')).completion(shell, program)),
  );
}
