import type { Command } from 'commander';
import { port } from '../argument-parsers.ts';
import { given, output, sandboxFlags, setupFlags } from '../flags.ts';
import type { Ended } from './ended.ts';
import { examples } from './examples.ts';

export function addSandboxCommands(program: Command, ended: Ended): void {
  const demo = output(sandboxFlags(setupFlags(program.command('demo'))))
    .description(
      'the wizard against a small AWS on this machine, in a throw-away workspace; nothing leaves the machine',
    )
    .argument('[scenario]', 'what is there at the start', 'fresh');
  examples(demo, [
    ['copilot-cdn demo', 'one environment, two services, no CDN'],
    ['copilot-cdn demo tls-migration', 'three services that redirect'],
    ['copilot-cdn demo --fail CloudFrontDistribution=CNAMEAlreadyExists', 'how a failure looks'],
  ]).action(async (scenario: string, _options, command: Command) =>
    ended(await (await import('../demo.ts')).demo(scenario, given(command))),
  );

  const sandbox = sandboxFlags(program.command('sandbox'))
    .description(
      'only the small AWS: prints the exports that point any AWS SDK or CLI at it, runs until Ctrl-C',
    )
    .argument('[scenario]', 'what is there at the start', 'fresh')
    .option('--port <n>', 'the port of its endpoint (default: a free one)', port);
  examples(sandbox, [
    ['copilot-cdn sandbox', 'prints exports for another shell'],
    ['copilot-cdn sandbox large --throttle 0.1', '2,000 certificates; AWS is busy'],
  ]).action(async (scenario: string, _options, command: Command) =>
    ended(await (await import('../sandbox.ts')).sandbox(scenario, given(command))),
  );
}
