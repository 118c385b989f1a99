import { type Command, Option } from 'commander';
import { hostNames, siteNames } from '../argument-parsers.ts';
import { applicationFlags, common, environmentFlags, given, output } from '../flags.ts';
import type { Ended } from './ended.ts';

export function addCertificateCommands(program: Command, ended: Ended): void {
  const cert = program
    .command('cert')
    .description('certificates in us-east-1, which CloudFront shows to visitors');
  output(applicationFlags(environmentFlags(cert.command('list'))))
    .description('which there are: usable or not for these names, and why')
    .addOption(
      new Option(
        '--name <host>',
        "a name to cover (default: the names of the environment's services)",
      ).argParser(siteNames),
    )
    .action(async (_options, command: Command) =>
      ended(await (await import('../cert/list.ts')).certList(given(command))),
    );
  common(environmentFlags(cert.command('request')))
    .description("ask for one that covers the environment's names, with DNS validation")
    .addOption(
      new Option(
        '--name <host>',
        "what it shall cover (default: the names of the environment's services)",
      ).argParser(hostNames),
    )
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing')
    .action(async (_options, command: Command) =>
      ended(await (await import('../cert/request.ts')).certRequest(given(command))),
    );
}
