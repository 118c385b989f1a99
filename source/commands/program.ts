import { Command, Option } from 'commander';
import { nearest } from '../copilot/nearest.ts';
import { type ExitCode, exitCode } from '../errors.ts';
import {
  codePlaces,
  failure,
  hostNames,
  keyAndValue,
  notNegative,
  port,
  positive,
  prefixList,
  rate,
} from './argument-parsers.ts';
import type { SandboxOptions, SetupOptions } from './options.ts';

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
  for (const command of program.commands) command.version(version, '-V, --version', 'print the version');
  // Last, so that the commands do not inherit it: the program itself says what it does not know.
  return program.allowExcessArguments();
}

/**
 * A command's own flags, and those that stand before it. What was typed wins over what is only a default, which Commander's own
 * way of merging them does not do.
 */
function given<Options extends object>(command: Command): Options {
  const options = command.opts<Options>();
  const before = command.parent;
  if (before === null) return options;
  const typed = Object.entries(before.opts()).filter(
    ([name]) => before.getOptionValueSource(name) === 'cli' && command.getOptionValueSource(name) !== 'cli',
  );
  return { ...options, ...Object.fromEntries(typed) };
}

function unknownCommand(name: string, program: Command): string {
  const [meant] = nearest(
    name,
    program.commands.map((command) => command.name()),
  );
  return `error: unknown command '${name}'${meant === undefined ? '' : `\n(Did you mean ${meant}?)`}`;
}

function environmentFlags(command: Command): Command {
  return command
    .option('--app <name>', "application (default: the workspace's)")
    .option('--env <name>', 'environment (default: the only one)');
}

function setupFlags(command: Command): Command {
  return environmentFlags(command)
    .option('--cdn', 'put CloudFront in front')
    .option('--no-cdn', 'leave it off')
    .option('--certificate <arn|auto|none>', 'the certificate that visitors see; auto: the best usable one')
    .option('--restrict-ingress', 'only CloudFront may reach the load balancer')
    .option('--no-restrict-ingress', 'leave the load balancer open to everyone')
    .option('--no-deploy', 'write the manifest, print what would follow')
    .option('--yes', 'no questions; the recommended answer where a flag gives none')
    .option('--dry-run', 'everything but the doing');
}

function sandboxFlags(command: Command): Command {
  return command
    .option('--speed <n>', 'how many times faster than AWS', positive)
    .option('--latency <milliseconds>', 'added to every answer', notNegative)
    .option('--throttle <rate>', 'share of calls that are throttled, 0 to 1', rate)
    .addOption(
      new Option('--fail <logical-id=reason>', 'make this resource fail').argParser(
        (value: string, before: readonly string[] = []) => [...before, failure(value)],
      ),
    )
    .option('--expire-credentials <seconds>', 'refuse credentials after so many seconds', positive);
}

/** Where the application and its site are looked for, and then how it is told. */
function common(command: Command): Command {
  return output(
    command
      .option('--workspace <dir>', 'where the copilot folder is looked for (default: here and above)')
      .option('--profile <name>', 'AWS profile')
      .option('--region <region>', "region of the application's records")
      .option('--resolver <host[:port]>', 'DNS server that is asked where names lead')
      .option(
        '--connect-to <host[:port]>',
        'where requests that check the site are sent, keeping their Host',
      ),
  );
}

function output(command: Command): Command {
  return command
    .option('--json', 'one JSON object a line on standard output')
    .option('--plain', 'lines, no redrawing')
    .option('--record <file>', 'write the event stream there as well')
    .option('--verbose', 'what was called, with whose credentials, how long it took')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .option('--ascii', 'for fonts without box drawing');
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

const checkExamples = `
Examples
  copilot-cdn check                                      every manifest of the workspace
  copilot-cdn check copilot/environments/prod            one of them
  copilot-cdn check --json | jq 'select(.type == "finding")'

Exit code: 0 when nothing is wrong, 2 when Copilot or AWS would refuse something.`;

export type { SandboxOptions };
