import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../source/package-root.ts';
import { type Finished, run } from '../support/run.ts';

const page = readFileSync(join(packageRoot, 'docs/command-line.md'), 'utf8');
const commands = [
  'setup',
  'resume',
  'tls',
  'deploy',
  'off',
  'cert list',
  'cert request',
  'site init',
  'site deploy',
  'site status',
  'site delete',
  'check',
  'patch',
  'status',
  'watch',
  'replay',
  'demo',
  'sandbox',
  'completion',
];

/** What each command prints when it is asked for help; the empty name is the program's own. */
const helps = new Map<string, Finished>();

beforeAll(async () => {
  const all = ['', ...commands].map(async (command) => {
    helps.set(command, await run([...command.split(' ').filter((word) => word !== ''), '--help']));
  });
  await Promise.all(all);
});

function help(command: string): string {
  return helps.get(command)?.stdout ?? '';
}

describe('help', () => {
  it.each(['', ...commands])('"%s --help" goes to standard output, with exit code 0', (command) => {
    expect(helps.get(command)).toMatchObject({ code: 0, stderr: '' });
    expect(help(command)).toMatch(`Usage: ${['copilot-cdn', command].join(' ').trim()} [options]`);
  });

  it.each([[['-h']], [['setup', '-h']]])('%j is the same', async (args) => {
    expect(await run(args)).toMatchObject({ code: 0, stdout: help(args.length === 1 ? '' : 'setup') });
  });

  it('wins over whatever else is asked for', async () => {
    expect(await run(['setup', '--yes', '--env', 'prod', '--help'])).toMatchObject({
      code: 0,
      stdout: help('setup'),
    });
  });
});

describe('--version', () => {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  );

  it.each([[['--version']], [['-V']], [['setup', '--version']]])(
    '%j prints the version of the package',
    async (args) => {
      expect(await run(args)).toEqual({ code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
    },
  );
});

describe('wrong usage ends with exit code 2, nothing on standard output, and', () => {
  const rows: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a wrong command: the nearest', ['setpu'], /setpu.*Did you mean setup\?/s],
    ['a wrong command after a flag', ['--env', 'prod', 'reusme'], /reusme.*Did you mean resume\?/s],
    ['a command unlike any', ['xyzzy'], /command 'xyzzy'(?!.*Did you mean).*--help shows what there is/s],
    ['a wrong flag: the nearest', ['--jsno'], /unknown option '--jsno'.*Did you mean --json\?/s],
    ['a wrong flag that takes a value', ['setup', '--certifcate', 'auto'], /Did you mean --certificate\?/],
    ['a shell that is not known', ['completion', 'tcsh'], /'tcsh' is invalid.*bash, zsh, fish/],
    ['a wrong flag of a command', ['setup', '--yess'], /'--yess'.*Did you mean --yes\?/s],
    ['a flag unlike any', ['setup', '--xyzzy'], /'--xyzzy'(?!.*Did you mean).*--help shows what there is/s],
    ['a flag of another command', ['setup', '--throttle', '1'], /unknown option '--throttle'/],
    ['a wrong command of cert: the nearest', ['cert', 'lst'], /unknown command 'lst'.*Did you mean list\?/s],
    ['a name that is none', ['cert', 'list', '--name', 'exa mple'], /'exa mple' is invalid.*host name/],
    ['a word too many', ['replay', 'one', 'two'], /too many arguments for 'replay'/],
    ['a word too many for setup', ['setup', 'prod'], /too many arguments for 'setup'/],
    ['a word too few', ['replay'], /missing required argument 'file'/],
    ['a flag without its value', ['setup', '--env'], /'--env <name>' argument missing/],
    [
      'a number that is none',
      ['replay', 'run.ndjson', '--speed', 'fast'],
      /'fast' is invalid.*number above 0/,
    ],
    ['a rate above 1', ['sandbox', '--throttle', '2'], /'2' is invalid.*from 0 to 1/],
    ['a failure without a reason', ['sandbox', '--fail', 'CloudFrontDistribution'], /LOGICAL_ID=REASON/],
    ['a port that is none', ['sandbox', '--port', '65536'], /'65536' is invalid.*from 1 to 65535/],
    ['a scenario that is not there', ['sandbox', 'frehs'], /no scenario "frehs".*fresh, domain/s],
  ];
  it.concurrent.each(rows)('%s', async (_what, args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('docs/command-line.md lists what the help lists:', () => {
  const own = ['--help', '--version'];
  const answers = flagsIn(section('Answers as flags (setup, demo)'));
  const places = flagsIn(section('Where things are (setup, tls, deploy, off, resume, watch)')).filter(
    (flag) => !answers.includes(flag),
  );
  const everywhere = flagsIn(section('Everywhere'));
  const ofSandbox = flagsIn(section('The sandbox'));

  it('commands', () => {
    const inHelp = [...(help('').split(/\n(?:Commands|Examples):\n/)[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)];
    const inPage = [...(page.split('\n## ')[0] ?? '').matchAll(/^ {4}copilot-cdn ([a-z]+)/gm)];
    const names = (found: readonly RegExpMatchArray[]) => sorted(found.map(([, name = '']) => name));
    const firstWords = sorted(commands.map((command) => command.split(' ')[0] ?? ''));
    expect(names(inHelp).filter((name) => name !== 'help')).toEqual(firstWords);
    expect(names(inPage)).toEqual(firstWords);
    const ofCert = [...page.matchAll(/^ {4}copilot-cdn (cert [a-z]+)/gm)].map(([, name = '']) => name);
    expect(ofCert).toEqual(commands.filter((command) => command.startsWith('cert ')));
  });

  it('flags of the program', () => {
    expect(flagsOfHelp('')).toEqual(sorted([...answers, ...places, ...everywhere]));
  });

  it('flags of setup', () => {
    expect(flagsOfHelp('setup')).toEqual(sorted([...answers, ...places, ...everywhere]));
  });

  it('flags of demo', () => {
    const all = [...answers, ...everywhere, ...ofSandbox];
    expect(flagsOfHelp('demo')).toEqual(without(['--port'], all));
  });

  it('flags of tls', () => {
    const all = [...flagsIn(section('Moving where TLS ends (tls)')), ...places, ...everywhere, '--app'];
    expect(flagsOfHelp('tls')).toEqual(sorted(all));
  });

  it.each([
    ['deploy', 'Deploying the manifest as it stands (deploy)'],
    ['off', 'Taking the CDN down (off)'],
  ])('flags of %s', (command, title) => {
    const all = [...flagsIn(section(title)), ...places, ...everywhere, '--app'];
    expect(flagsOfHelp(command)).toEqual(sorted(all));
  });

  it('flags of check', () => {
    const all = [...flagsIn(section('Checking manifests')), ...everywhere, '--workspace'];
    expect(flagsOfHelp('check')).toEqual(sorted(all));
  });

  it('flags of cert list', () => {
    const all = [...flagsIn(section('Listing certificates')), ...everywhere];
    expect(flagsOfHelp('cert list')).toEqual(
      sorted([...all, '--app', '--env', '--workspace', '--profile', '--environment-profile', '--region']),
    );
  });

  it('flags of cert request', () => {
    const own = flagsIn(section('Requesting a certificate')).filter((flag) => !/^--certificate/.test(flag));
    expect(flagsOfHelp('cert request')).toEqual(sorted([...own, ...places, ...everywhere, '--app', '--env']));
  });

  it('flags of patch', () => {
    const own = flagsIn(section('Patching a template'));
    expect(flagsOfHelp('patch')).toEqual(sorted([...own, ...everywhere]));
  });

  it('flags of sandbox', () => {
    expect(flagsOfHelp('sandbox')).toEqual(sorted([...ofSandbox, '--help', '--version']));
  });

  it('no flag that no command has', () => {
    const all = ['', ...commands].flatMap(flagsOfHelp);
    expect(flagsIn(page).filter((flag) => !all.includes(flag))).toEqual([]);
  });

  it('and which of them take a value', () => {
    const inHelp = ['', ...commands].flatMap((command) =>
      [...help(command).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+) </gm)].map(([, flag = '']) => flag),
    );
    const inPage = [...page.matchAll(/(--[a-z-]+) [A-Z]/g)].map(([, flag = '']) => flag);
    expect(sorted(inPage)).toEqual(sorted(inHelp));
  });

  const withOutput = commands.filter((command) => !['sandbox', 'completion'].includes(command));
  it.each(withOutput)('what holds everywhere: %s', (command) => {
    expect(flagsOfHelp(command)).toEqual(
      expect.arrayContaining(everywhere.filter((flag) => !own.includes(flag))),
    );
  });
});

function section(title: string): string {
  const found = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`docs/command-line.md has no section "${title}"`);
  return found;
}

/** Each once, in order of the alphabet. */
function flagsIn(text: string): readonly string[] {
  return sorted([...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag));
}

function flagsOfHelp(command: string): readonly string[] {
  return sorted([...help(command).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag));
}

function sorted(flags: readonly string[]): readonly string[] {
  return [...new Set(flags)].sort();
}

function without(left: readonly string[], flags: readonly string[]): readonly string[] {
  return sorted(flags).filter((flag) => !left.includes(flag));
}
