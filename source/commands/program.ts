import { Command, Option } from 'commander';
import { nearest } from '../copilot/nearest.ts';
import { type ExitCode, exitCode } from '../errors.ts';
import {
  codePlaces,
  hostNames,
  keyAndValue,
  port,
  positive,
  prefixList,
  siteNames,
} from './argument-parsers.ts';
import {
  applicationFlags,
  common,
  environmentFlags,
  given,
  output,
  sandboxFlags,
  setupFlags,
} from './flags.ts';
import type { SetupOptions } from './options.ts';

/** The commands and their flags. Each command's own code is loaded when it is called. */
export function buildProgram(version: string, ended: (code: ExitCode) => void): Command {
  const program = new Command('copilot-cdn')
    .description('Puts Amazon CloudFront in front of an AWS Copilot environment, step by step.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .showHelpAfterError('copilot-cdn --help shows what there is')
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    // What stands before a command is the program's, what stands behind it the command's own.
    .enablePositionalOptions();

  const setup = async (options: SetupOptions) => ended(await (await import('./setup.ts')).setup(options));
  common(setupFlags(program)).action((options: SetupOptions, command: Command) => {
    const [unknown] = command.args;
    if (unknown !== undefined)
      return command.error(unknownCommand(unknown, program), { exitCode: exitCode.invalid });
    return setup(options);
  });
  common(setupFlags(program.command('setup', { isDefault: false })))
    .description('guided: CDN, certificate, who may reach the load balancer; then manifest and deployment')
    .addHelpText('after', setupExamples)
    .action((_options, command: Command) => setup(given(command)));

  common(environmentFlags(program.command('resume')))
    .description('finish whatever was interrupted in this workspace')
    .option('--yes', 'no questions')
    .action(async (_options, command: Command) =>
      ended(await (await import('./resume.ts')).resume(given(command))),
    );

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
      ended(await (await import('./cert/list.ts')).certList(given(command))),
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
      ended(await (await import('./cert/request.ts')).certRequest(given(command))),
    );

  common(environmentFlags(program.command('tls')))
    .description('let TLS end at CloudFront: every service stops redirecting first, then the CDN changes')
    .option('--no-terminate-tls', 'let it end at the load balancer again')
    .option('--no-probe', 'ask the site for nothing while it goes on')
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing')
    .addHelpText('after', tlsExamples)
    .action(async (_options, command: Command) =>
      ended(await (await import('./tls.ts')).tls(given(command))),
    );

  common(environmentFlags(program.command('status')))
    .description('is the CDN all right? What is off, with the command that mends it; then what is true')
    .option('--watch', 'look again and again, until Ctrl-C')
    .option('--every <seconds>', 'how long between two looks', positive, 30)
    .addHelpText('after', statusExamples)
    .action(async (_options, command: Command) =>
      ended(await (await import('./status.ts')).status(given(command))),
    );

  common(environmentFlags(program.command('watch')))
    .description("follow a stack's running operation, whoever started it (default: the environment's stack)")
    .argument('[stack]', 'name of the stack')
    .action(async (stack: string | undefined, _options, command: Command) =>
      ended(await (await import('./watch.ts')).watch(stack, given(command))),
    );

  output(program.command('check'))
    .description('what is wrong in the manifests, offline: each finding with its line and what to do')
    .argument('[file...]', 'manifests, or folders that hold one (default: the whole workspace)')
    .option('--workspace <dir>', 'where the copilot folder is looked for (default: here and above)')
    .option('--strict', 'warnings count as errors')
    .addHelpText('after', checkExamples)
    .action(async (files: readonly string[], _options, command: Command) =>
      ended(await (await import('./check.ts')).check(files, given(command))),
    );

  output(program.command('patch'))
    .description("offline: print an environment's template with the manifest's CDN in it")
    .requiredOption('--template <file>', "the environment's template; - is standard input")
    .requiredOption('--manifest <file>', "the environment's manifest")
    .addOption(
      new Option(
        '--param <key=value>',
        'a parameter of the stack: AppDNSName says that there is a domain',
      ).argParser((value: string, before: readonly (readonly [string, string])[] = []) => [
        ...before,
        keyAndValue(value),
      ]),
    )
    .option(
      '--prefix-list <pl-…>',
      "the id of CloudFront's prefix list in the environment's region",
      prefixList,
    )
    .addOption(
      new Option('--alias <host>', 'a name that the stack does not get from its services').argParser(
        hostNames,
      ),
    )
    .addOption(
      new Option('--function <name=bucket/key>', 'where the code of a function lies').argParser(codePlaces),
    )
    .option('--overrides <file>', "the team's cfn.patches.yml: new resources go through it")
    .option('--diff', 'what changes, instead of the whole template')
    .action(async (_options, command: Command) =>
      ended(await (await import('./patch.ts')).patch(given(command))),
    );

  output(program.command('replay'))
    .description('play a recorded run')
    .argument('<file>', 'what --record wrote')
    .option('--speed <n>', 'times faster than it was', positive, 1)
    .action(async (file: string, _options, command: Command) =>
      ended(await (await import('./replay.ts')).replay(file, given(command))),
    );

  output(sandboxFlags(setupFlags(program.command('demo'))))
    .description(
      'the wizard against a small AWS on this machine, in a throw-away workspace; nothing leaves the machine',
    )
    .argument('[scenario]', 'what is there at the start', 'fresh')
    .action(async (scenario: string, _options, command: Command) =>
      ended(await (await import('./demo.ts')).demo(scenario, given(command))),
    );

  sandboxFlags(program.command('sandbox'))
    .description(
      'only the small AWS: prints the exports that point any AWS SDK or CLI at it, runs until Ctrl-C',
    )
    .argument('[scenario]', 'what is there at the start', 'fresh')
    .option('--port <n>', 'the port of its endpoint (default: a free one)', port)
    .action(async (scenario: string, _options, command: Command) =>
      ended(await (await import('./sandbox.ts')).sandbox(scenario, given(command))),
    );
  for (const command of [...program.commands, ...cert.commands])
    command.version(version, '-V, --version', 'print the version');
  // Last, so that the commands do not inherit it: the program itself says what it does not know.
  return program.allowExcessArguments();
}

function unknownCommand(name: string, program: Command): string {
  const [meant] = nearest(
    name,
    program.commands.map((command) => command.name()),
  );
  return `error: unknown command '${name}'${meant === undefined ? '' : `\n(Did you mean ${meant}?)`}`;
}

const setupExamples = `
Examples
  copilot-cdn setup                                      asks, shows every change, then does it
  copilot-cdn setup --env prod --yes                     the recommended answers, no questions
  copilot-cdn setup --env prod --yes --dry-run           what that would do
  copilot-cdn setup --env prod --certificate arn:aws:acm:us-east-1:111122223333:certificate/1a2b --no-restrict-ingress`;

const tlsExamples = `
Examples
  copilot-cdn tls --env prod --dry-run                   every step, why it stands there, and what it changes
  copilot-cdn tls --env prod                             shows it, asks, and does it; copilot-cdn resume goes on
  copilot-cdn tls --env prod --yes --no-terminate-tls    the way back`;

const statusExamples = `
Examples
  copilot-cdn status --env prod                          one look; exit code 0 when all is well, else 1
  copilot-cdn status --env prod --watch --every 10       refreshes on a terminal
  copilot-cdn status --env prod --json | jq 'select(.type == "status")'`;

const checkExamples = `
Examples
  copilot-cdn check                                      every manifest of the workspace
  copilot-cdn check copilot/environments/prod            one of them
  copilot-cdn check --json | jq 'select(.type == "finding")'

Exit code: 0 when nothing is wrong, 2 when Copilot or AWS would refuse something.`;
