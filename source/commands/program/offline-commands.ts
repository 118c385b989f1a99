import { type Command, Option } from 'commander';
import { codePlaces, hostNames, keyAndValue, prefixList } from '../argument-parsers.ts';
import { given, output } from '../flags.ts';
import type { Ended } from './ended.ts';
import { examples } from './examples.ts';

/** Those that need no AWS. */
export function addOfflineCommands(program: Command, ended: Ended): void {
  const check = output(program.command('check'))
    .description('what is wrong in the manifests, offline: each finding with its line and what to do')
    .argument('[file...]', 'manifests, or folders that hold one (default: the whole workspace)')
    .option('--workspace <dir>', 'where the copilot folder is looked for (default: here and above)')
    .option('--strict', 'warnings count as errors');
  examples(
    check,
    [
      ['copilot-cdn check', 'all of the workspace'],
      ['copilot-cdn check copilot/environments/prod', 'one of them'],
      ["copilot-cdn check --json | jq 'select(.line)'", 'for programs'],
    ],
    'Exit code 0: nothing is wrong; 2: Copilot or AWS would refuse something.',
  ).action(async (files: readonly string[], _options, command: Command) =>
    ended(await (await import('../check.ts')).check(files, given(command))),
  );

  const patch = output(program.command('patch'))
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
    .option('--diff', 'what changes, instead of the whole template');
  examples(patch, [
    ['copilot-cdn patch --template prod.yml --manifest manifest.yml', 'prints the patched template'],
    [
      'copilot-cdn patch --template - --manifest manifest.yml --diff',
      'the template from standard input; its diff',
    ],
  ]).action(async (_options, command: Command) =>
    ended(await (await import('../patch.ts')).patch(given(command))),
  );
}
