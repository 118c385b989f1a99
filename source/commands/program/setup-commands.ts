import type { Command } from 'commander';
import { nearest } from '../../copilot/nearest.ts';
import { exitCode } from '../../errors.ts';
import { common, environmentFlags, given, setupFlags } from '../flags.ts';
import type { SetupOptions } from '../options.ts';
import type { Ended } from './ended.ts';

/** The big moments of an environment: setup, tls, deploy, off, and going on with what was interrupted. */
export function addSetupCommands(program: Command, ended: Ended): void {
  const setup = async (options: SetupOptions) => ended(await (await import('../setup.ts')).setup(options));
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
      ended(await (await import('../resume.ts')).resume(given(command))),
    );

  common(environmentFlags(program.command('tls')))
    .description('let TLS end at CloudFront: every service stops redirecting first, then the CDN changes')
    .option('--no-terminate-tls', 'let it end at the load balancer again')
    .option('--no-probe', 'ask the site for nothing while it goes on')
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing')
    .addHelpText('after', tlsExamples)
    .action(async (_options, command: Command) =>
      ended(await (await import('../tls.ts')).tls(given(command))),
    );

  common(environmentFlags(program.command('deploy')))
    .description('make AWS match the environment manifest as it stands, in the safe order')
    .option('--no-probe', 'ask the site for nothing while it goes on')
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing')
    .addHelpText('after', deployExamples)
    .action(async (_options, command: Command) =>
      ended(await (await import('../deploy.ts')).deploy(given(command))),
    );

  common(environmentFlags(program.command('off')))
    .description('take the CDN down, in the order in which the site stays up')
    .option('--http-only', 'go on although the load balancer has no HTTPS')
    .option('--no-probe', 'ask the site for nothing while it goes on')
    .option('--yes', 'no questions')
    .option('--dry-run', 'everything but the doing')
    .addHelpText('after', offExamples)
    .action(async (_options, command: Command) =>
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

const offExamples = `
Examples
  copilot-cdn off --env prod --dry-run                   every step, why it stands there, and what it changes
  copilot-cdn off --env prod                             shows it, asks, and does it; copilot-cdn resume goes on`;

const deployExamples = `
Examples
  copilot-cdn deploy --env prod --dry-run                every step, why it stands there, and what it changes
  copilot-cdn deploy --env prod --yes                    in a pipeline, after the manifest was merged`;
