import type { Command } from 'commander';
import { nearest } from '../../copilot/nearest.ts';
import { exitCode } from '../../errors.ts';
import { common, environmentFlags, given, setupFlags } from '../flags.ts';
import type { SetupOptions } from '../options.ts';
import type { Ended } from './ended.ts';
import { examples } from './examples.ts';

/** The big moments of an environment: setup, tls, deploy, off, and going on with what was interrupted. */
export function addSetupCommands(program: Command, ended: Ended): void {
  const setup = async (options: SetupOptions) => ended(await (await import('../setup.ts')).setup(options));
  examples(common(setupFlags(program)), [
    ['copilot-cdn', 'asks, shows every change, then does it'],
    ['copilot-cdn demo', 'the same against a small AWS on this machine'],
    ['copilot-cdn setup --help', 'the help of a command'],
  ]).action((options: SetupOptions, command: Command) => {
    const [unknown] = command.args;
    if (unknown !== undefined)
      return command.error(unknownCommand(unknown, program), { exitCode: exitCode.invalid });
    return setup(options);
  });
  const guided = common(setupFlags(program.command('setup', { isDefault: false }))).description(
    'guided: CDN, certificate, who may reach the load balancer; then manifest and deployment',
  );
  examples(guided, [
    ['copilot-cdn setup', 'asks, shows every change, then does it'],
    ['copilot-cdn setup --env prod --yes', 'the recommended answers, no questions'],
    ['copilot-cdn setup --env prod --yes --dry-run', 'what that would do; writes nothing anywhere'],
    [
      'copilot-cdn setup --env prod --certificate request',
      'with a new certificate for the names of the services',
    ],
    [
      'copilot-cdn setup --static-bucket shop-assets --static-path "static/*"',
      'files from S3 below a path as well',
    ],
  ]).action((_options, command: Command) => setup(given(command)));

  const again = common(environmentFlags(program.command('resume')))
    .description('finish whatever was interrupted in this workspace')
    .option('--yes', 'no questions');
  examples(again, [
    ['copilot-cdn resume', 'looks at what is true by now, and goes on'],
    ['copilot-cdn resume --env prod --yes', 'of that environment, no questions'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../resume.ts')).resume(given(command))),
  );

  const migration = common(environmentFlags(program.command('tls')))
    .description('let TLS end at CloudFront: every service stops redirecting first, then the CDN changes')
    .option('--no-terminate-tls', 'let it end at the load balancer again')
    .option('--no-probe', 'ask the site for nothing while it goes on')
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing');
  examples(migration, [
    ['copilot-cdn tls --env prod --dry-run', 'every step, why it stands there, what it changes'],
    ['copilot-cdn tls --env prod', 'shows it, asks, does it; copilot-cdn resume goes on'],
    ['copilot-cdn tls --env prod --yes --no-terminate-tls', 'the way back'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../tls.ts')).tls(given(command))),
  );

  const manifest = common(environmentFlags(program.command('deploy')))
    .description('make AWS match the environment manifest as it stands, in the safe order')
    .option('--no-probe', 'ask the site for nothing while it goes on')
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing');
  examples(manifest, [
    ['copilot-cdn deploy --env prod --dry-run', 'every step, why it stands there, what it changes'],
    ['copilot-cdn deploy --env prod --yes', 'in a pipeline, after the manifest was merged'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../deploy.ts')).deploy(given(command))),
  );

  const down = common(environmentFlags(program.command('off')))
    .description('take the CDN down, in the order in which the site stays up')
    .option('--http-only', 'go on although the load balancer has no HTTPS')
    .option('--no-probe', 'ask the site for nothing while it goes on')
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing');
  examples(down, [
    ['copilot-cdn off --env prod --dry-run', 'every step, why it stands there, what it changes'],
    ['copilot-cdn off --env prod', 'shows it, asks, does it; copilot-cdn resume goes on'],
    ['copilot-cdn off --env prod --yes', 'the same, no questions'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../off.ts')).off(given(command))),
  );
}

function unknownCommand(name: string, program: Command): string {
  const [meant] = nearest(
    name,
    program.commands.map((command) => command.name()),
  );
  return `error: unknown command '${name}'${meant === undefined ? '' : `\n(Did you mean ${meant}?)`}`;
}
