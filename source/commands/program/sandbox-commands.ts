import type { Command } from 'commander';
import { port } from '../argument-parsers.ts';
import { given, output, sandboxFlags, setupFlags } from '../flags.ts';
import type { Ended } from './ended.ts';

export function addSandboxCommands(program: Command, ended: Ended): void {
  output(sandboxFlags(setupFlags(program.command('demo'))))
    .description(
      'the wizard against a small AWS on this machine, in a throw-away workspace; nothing leaves the machine',
    )
    .argument('[scenario]', 'what is there at the start', 'fresh')
    .action(async (scenario: string, _options, command: Command) =>
      ended(await (await import('../demo.ts')).demo(scenario, given(command))),
    );

  sandboxFlags(program.command('sandbox'))
    .description(
      'only the small AWS: prints the exports that point any AWS SDK or CLI at it, runs until Ctrl-C',
    )
    .argument('[scenario]', 'what is there at the start', 'fresh')
    .option('--port <n>', 'the port of its endpoint (default: a free one)', port)
    .action(async (scenario: string, _options, command: Command) =>
      ended(await (await import('../sandbox.ts')).sandbox(scenario, given(command))),
    );
}
