import { type Command, Option } from 'commander';
import { siteRoutings } from '../../copilot/static-site-manifest/extension.ts';
import { notNegative, several } from '../argument-parsers.ts';
import { common, environmentFlags, given } from '../flags.ts';
import type { Ended } from './ended.ts';
import { examples } from './examples.ts';

/** Static sites, from a folder to an address. */
export function addSiteCommands(program: Command, ended: Ended): void {
  const site = program.command('site').description('static sites: files in a bucket, served by CloudFront');
  examples(site, [
    ['copilot-cdn site init', 'a new one: its files, its name, its manifest'],
    ['copilot-cdn site deploy docs', 'what changed of it, to the bucket and to the edge'],
    ['copilot-cdn site status docs', 'whether it is all right'],
  ]);

  const init = common(environmentFlags(site.command('init')))
    .description('a new site: name, files (picked in a tree), alias, certificate; then its manifest')
    .option('--name <name>', 'of the service; its folder below copilot/')
    .addOption(
      new Option('--files <path>', 'a file or folder that is uploaded, repeatable').argParser(several),
    )
    .addOption(
      new Option('--exclude <pattern>', 'what of the folders stays here, repeatable').argParser(several),
    )
    .option('--alias <host>', 'the name under which visitors find it')
    .option('--no-alias', "only CloudFront's own name")
    .option(
      '--certificate <arn|word>',
      'for the alias; auto: the best usable one; request: a new one, with the first deploy',
    )
    .addOption(new Option('--routing <how>', 'what an address finds').choices(siteRoutings))
    .option('--yes', 'no questions; the recommended answer where a flag gives none')
    .option('--dry-run', 'what would be written; nothing is');
  examples(init, [
    ['copilot-cdn site init', 'asks, shows the manifest, writes it'],
    ['copilot-cdn site init --name docs --files dist --no-alias --yes', 'no questions'],
    ["copilot-cdn site init --name docs --files dist --exclude '*.map'", 'asks the rest'],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../site/init.ts')).siteInit(given(command))),
  );

  const deploy = common(environmentFlags(site.command('deploy')))
    .description('bring a site, or what changed of it, to its bucket and to the edge')
    .argument('[name]', 'the site (default: the only one of the workspace)')
    .option('--certificate <arn|word>', 'for its name; auto: the best usable one; request: a new one')
    .option('--prune', 'delete files that the site has had no more since the deploy before')
    .option('--most-deletes <n>', 'refuse to delete more files than that (default: 256)', notNegative)
    .option('--yes', 'no questions')
    .option('--dry-run', 'every key with what would be done and why; nothing is done');
  examples(deploy, [
    ['copilot-cdn site deploy docs --env prod', 'shows what changed, asks, does it'],
    ['copilot-cdn site deploy docs --env prod --yes', 'the same in a pipeline'],
    ['copilot-cdn site deploy docs --dry-run', 'every key, and why it would travel'],
  ]).action(async (name: string | undefined, _options, command: Command) =>
    ended(await (await import('../site/deploy.ts')).siteDeploy(name, given(command))),
  );

  const status = common(environmentFlags(site.command('status')))
    .description('is the site all right? What is off, with the command that mends it; then what is true')
    .argument('[name]', 'the site (default: the only one of the workspace)');
  examples(status, [
    ['copilot-cdn site status docs --env prod', 'exit code 0 when all is well, else 1'],
    ['copilot-cdn site status docs --json', 'for programs'],
  ]).action(async (name: string | undefined, _options, command: Command) =>
    ended(await (await import('../site/status.ts')).siteStatus(name, given(command))),
  );

  const remove = common(environmentFlags(site.command('delete')))
    .description('take a site away, with every version of its files')
    .argument('<name>', 'the site')
    .option('--confirm <name>', 'its name once more, where there is no terminal to type it in')
    .option('--dry-run', 'what would go; nothing is done');
  examples(remove, [
    ['copilot-cdn site delete docs --env test', 'asks for its name, then takes it away'],
    ['copilot-cdn site delete docs --dry-run', 'what would go'],
    ['copilot-cdn site delete docs --confirm docs', 'without a terminal'],
  ]).action(async (name: string, _options, command: Command) =>
    ended(await (await import('../site/delete.ts')).siteDelete(name, given(command))),
  );
}
