import { Command, Help } from 'commander';
import { addCertificateCommands } from './certificate-commands.ts';
import type { Ended } from './ended.ts';
import { addOfflineCommands } from './offline-commands.ts';
import { addSandboxCommands } from './sandbox-commands.ts';
import { addSetupCommands } from './setup-commands.ts';
import { addShellCommands } from './shell-commands.ts';
import { addSiteCommands } from './site-commands.ts';
import { addWatchingCommands } from './watching-commands.ts';

/** The commands and their flags. Each command's own code is loaded when it is called. */
export function buildProgram(version: string, ended: Ended): Command {
  const program = new Command('copilot-cdn')
    .description('Puts Amazon CloudFront in front of an AWS Copilot environment, step by step.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .showHelpAfterError('copilot-cdn --help shows what there is')
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .configureHelp({ groupItems: ownFirst })
    // What stands before a command is the program's, what stands behind it the command's own.
    .enablePositionalOptions();

  addSetupCommands(program, ended);
  addCertificateCommands(program, ended);
  addSiteCommands(program, ended);
  addWatchingCommands(program, ended);
  addOfflineCommands(program, ended);
  addSandboxCommands(program, ended);
  addShellCommands(program, ended);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.version(version, '-V, --version', 'print the version');
  // Last, so that the commands do not inherit it: the program itself says what it does not know.
  return program.allowExcessArguments();
}

/** A command's own flags stand above those that many commands have. */
const ownFirst: Help['groupItems'] = (all, visible, groupOf) => {
  const groups = new Help().groupItems(all, visible, groupOf);
  const own = groups.get('Options:');
  return own === undefined ? groups : new Map([['Options:', own], ...groups]);
};
