import type { Command } from 'commander';
import { notNegative } from '../argument-parsers.ts';
import { common, environmentFlags, given } from '../flags.ts';
import type { Ended } from './ended.ts';

/** Static sites, from a folder to an address. */
export function addSiteCommands(program: Command, ended: Ended): void {
  const site = program.command('site').description('static sites: files in a bucket, served by CloudFront');

  common(environmentFlags(site.command('deploy')))
    .description('bring a site, or what changed of it, to its bucket and to the edge')
    .argument('[name]', 'the site (default: the only one of the workspace)')
    .option('--certificate <arn|word>', 'for its name; auto: the best usable one; request: a new one')
    .option('--prune', 'delete files that the site has had no more since the deploy before')
    .option('--most-deletes <n>', 'refuse to delete more files than that (default: 256)', notNegative)
    .option('--yes', 'no questions')
    .option('--dry-run', 'every key with what would be done and why; nothing is done')
    .addHelpText('after', deployExamples)
    .action(async (name: string | undefined, _options, command: Command) =>
      ended(await (await import('../site/deploy.ts')).siteDeploy(name, given(command))),
    );

  common(environmentFlags(site.command('status')))
    .description('is the site all right? What is off, with the command that mends it; then what is true')
    .argument('[name]', 'the site (default: the only one of the workspace)')
    .addHelpText('after', statusExamples)
    .action(async (name: string | undefined, _options, command: Command) =>
      ended(await (await import('../site/status.ts')).siteStatus(name, given(command))),
    );

  common(environmentFlags(site.command('delete')))
    .description('take a site away, with every version of its files')
    .argument('<name>', 'the site')
    .option('--confirm <name>', 'its name once more, where there is no terminal to type it in')
    .option('--dry-run', 'what would go; nothing is done')
    .addHelpText('after', deleteExamples)
    .action(async (name: string, _options, command: Command) =>
      ended(await (await import('../site/delete.ts')).siteDelete(name, given(command))),
    );
}

const deployExamples = `
Examples
  copilot-cdn site deploy docs --env prod                shows what changed, asks, and does it
  copilot-cdn site deploy docs --env prod --yes          the same in a pipeline
  copilot-cdn site deploy docs --env prod --dry-run      every key, and why it would travel`;

const statusExamples = `
Examples
  copilot-cdn site status docs --env prod                exit code 0 when all is well, else 1
  copilot-cdn site status docs --env prod --json | jq 'select(.type == "status")'`;

const deleteExamples = `
Examples
  copilot-cdn site delete docs --env test                asks for its name, then takes it away
  copilot-cdn site delete docs --env test --dry-run      what would go
  copilot-cdn site delete docs --env test --confirm docs`;
