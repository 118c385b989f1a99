/** What stands for itself in a line of a page: `--every SECONDS` is tried as `--every 10`. */
const samples: readonly (readonly [placeholder: RegExp, sample: string])[] = [
  [/^KEY=VALUE$/, 'AppDNSName=example.com'],
  [/^NAME=BUCKET\/KEY$/, 'UniqueJSONValuesFunction=bucket/key'],
  [/^LOGICAL_ID=REASON$/, 'CloudFrontDistribution=refused'],
  [/^PL-ID$/, 'pl-82a045eb'],
  [/^HOST$/, 'www.example.com'],
  [/^(SECONDS|MS|N)$/, '10'],
  [/^RATE$/, '0.1'],
  [/^SHELL$/, 'bash'],
];

/**
 * The words of a command as a shell would hand them over: up to a pipe, a redirection, a comment or what closes `$(…)`; placeholders
 * replaced, what is optional left out. Undefined where the line speaks of any command (`copilot-cdn COMMAND --help`).
 */
export function wordsOf(line: string): readonly string[] | undefined {
  const [command = ''] = line.split(/ \|(?= )| >+ | && |;|\)| {2,}| # | … |(?<=\]) (?=[a-z])/);
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
    .map(([, double, single, bare]) => double ?? single ?? bare ?? '')
    .slice(1)
    .filter((word) => !/^\[.*\]$/.test(word));
  if (words.includes('COMMAND')) return undefined;
  return words.map((word) => samples.find(([placeholder]) => placeholder.test(word))?.[1] ?? word);
}

/** The commands that a page of Markdown shows: in spans of code, and in blocks at the start of a line. */
export function commandsIn(page: string): readonly string[] {
  const spans = [...page.matchAll(/`(copilot-cdn(?: [^`]*)?)`/g)].map(([, text = '']) => text);
  const blocks = [...page.matchAll(/^(?: {4}|\$ )?((?:copilot-cdn|node dist\/cli\.js)(?: .*)?)$/gm)].map(
    ([, text = '']) => text.replace('node dist/cli.js', 'copilot-cdn'),
  );
  return [...spans, ...blocks];
}
