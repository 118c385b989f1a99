import { type Command, Option } from 'commander';
import { hostNames, siteNames } from '../argument-parsers.ts';
import { applicationFlags, common, environmentFlags, given, output } from '../flags.ts';
import type { Ended } from './ended.ts';
import { examples } from './examples.ts';

export function addCertificateCommands(program: Command, ended: Ended): void {
  const cert = program
    .command('cert')
    .description('certificates in us-east-1, which CloudFront shows to visitors');
  examples(cert, [
    ['copilot-cdn cert list --env prod', 'those that fit the names of its services, first'],
    ['copilot-cdn cert request --env prod', 'a new one for these names'],
  ]);
  const list = output(applicationFlags(environmentFlags(cert.command('list'))))
    .description('which there are: usable or not for these names, and why')
    .addOption(
      new Option(
        '--name <host>',
        "a name to cover (default: the names of the environment's services)",
      ).argParser(siteNames),
    );
  examples(list, [
    ['copilot-cdn cert list --env prod', 'for the names of its services'],
    ['copilot-cdn cert list --name www.example.com', 'for this name, without a workspace'],
    ["copilot-cdn cert list --json | jq 'select(.usable)'", 'for programs'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../cert/list.ts')).certList(given(command))),
  );
  const request = common(environmentFlags(cert.command('request')))
    .description("ask for one that covers the environment's names, with DNS validation")
    .addOption(
      new Option(
        '--name <host>',
        "what it shall cover (default: the names of the environment's services)",
      ).argParser(hostNames),
    )
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing');
  examples(request, [
    ['copilot-cdn cert request --env prod', 'asks, writes the records, waits for it'],
    ['copilot-cdn cert request --env prod --dry-run', 'what it would ask for'],
    ['copilot-cdn cert request --name www.example.com --name example.com', 'for these names'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../cert/request.ts')).certRequest(given(command))),
  );
}
