import { type Command, Option } from 'commander';
import { failure, hostNames, notNegative, positive, rate } from './argument-parsers.ts';

/**
 * A command's own flags, and those that stand before it. What was typed wins over what is only a default, which Commander's own
 * way of merging them does not do.
 */
export function given<Options extends object>(command: Command): Options {
  const options = command.opts<Options>();
  const before = command.parent;
  if (before === null) return options;
  const typed = Object.entries(given<object>(before)).filter(
    ([name]) => isTyped(before, name) && command.getOptionValueSource(name) !== 'cli',
  );
  return { ...options, ...Object.fromEntries(typed) };
}

/** On that command, or before it. */
function isTyped(command: Command, name: string): boolean {
  return (
    command.getOptionValueSource(name) === 'cli' || (command.parent !== null && isTyped(command.parent, name))
  );
}

export function environmentFlags(command: Command): Command {
  return command
    .option('--app <name>', "application (default: the workspace's)")
    .option('--env <name>', 'environment (default: the only one)');
}

export function setupFlags(command: Command): Command {
  return environmentFlags(command)
    .option('--cdn', 'put CloudFront in front')
    .option('--no-cdn', 'leave it off')
    .option(
      '--certificate <arn|word>',
      'the certificate that visitors see; auto: the best usable one; request: a new one; none',
    )
    .addOption(
      new Option(
        '--certificate-name <host>',
        'a name for a certificate that is requested (default: those of the services)',
      ).argParser(hostNames),
    )
    .option('--write-aliases', 'give services without http.alias their default names, in their manifests')
    .option('--restrict-ingress', 'only CloudFront may reach the load balancer')
    .option('--no-restrict-ingress', 'leave the load balancer open to everyone')
    .option('--static-bucket <name>', 'serve files from this bucket as well')
    .option('--static-path <pattern>', 'which paths come from it: static/*')
    .option('--static-alias <host>', 'under which name')
    .option('--no-static', 'serve no files from a bucket')
    .option('--make-bucket', 'make the bucket: private, encrypted, versioned')
    .option('--close-bucket', 'close a public bucket')
    .option('--no-close-bucket', 'leave a public bucket open')
    .option('--no-deploy', 'write the manifest, print what would follow')
    .option('--yes', 'no questions; the recommended answer where a flag gives none')
    .option('--dry-run', 'everything but the doing');
}

export function sandboxFlags(command: Command): Command {
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

/** Where the application is looked for, and as whom. */
export function applicationFlags(command: Command): Command {
  return grouped(command, places, () =>
    command
      .option('--workspace <dir>', 'where the copilot folder is looked for (default: here and above)')
      .option('--profile <name>', 'AWS profile')
      .option(
        '--environment-profile <name>',
        "AWS profile of the environment's account, where that is another",
      )
      .option('--region <region>', "region of the application's records"),
  );
}

/** Where the application and its site are looked for, and then how it is told. */
export function common(command: Command): Command {
  const placed = grouped(applicationFlags(command), places, () =>
    command
      .option('--resolver <host[:port]>', 'DNS server that is asked where names lead')
      .option(
        '--connect-to <host[:port]>',
        'where requests that check the site are sent, keeping their Host',
      ),
  );
  return output(placed);
}

export function output(command: Command): Command {
  return grouped(command, 'How it is told:', () =>
    command
      .option('--json', 'one JSON object a line on standard output')
      .option('--plain', 'lines, no redrawing')
      .option('--record <file>', 'write the event stream there as well')
      .option('--verbose', 'what was called, with whose credentials, how long it took')
      .option('--no-color', 'no colours (also NO_COLOR)')
      .option('--ascii', 'for fonts without box drawing'),
  );
}

const places = 'Where things are:';

/** The flags that `add` adds stand below this heading in the help; those that follow below that of the command's own. */
function grouped(command: Command, heading: string, add: () => Command): Command {
  command.optionsGroup(heading);
  return add().optionsGroup('');
}
