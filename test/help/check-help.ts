import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { buildProgram } from '../../source/commands/program/build-program.ts';
import { packageRoot } from '../../source/package-root.ts';
import { commandsIn, wordsOf } from './read-line.ts';
import { tryLine, withSubcommands } from './try-line.ts';

/** Where two of help, README and docs disagree, a line each; empty when they agree. */
export async function disagreements(): Promise<readonly string[]> {
  const program = buildProgram('0.0.0', () => undefined);
  const commands = withSubcommands(program).map((command) => ({ command, name: nameOf(command) }));
  return [
    ...commands.flatMap(({ command, name }) => ofHelp(command, name)),
    ...ofPages(commands.map(({ name }) => name)),
    ...ofFlags(commands.map(({ command }) => command)),
    ...(await ofLines(commands)),
  ];
}

/** `cert list`; the program itself is the empty text. */
function nameOf(command: Command): string {
  return command.parent === null ? '' : `${nameOf(command.parent)} ${command.name()}`.trim();
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

function ofHelp(command: Command, name: string): readonly string[] {
  const text = helpOf(command);
  const told = `copilot-cdn ${name}`.trim();
  return [
    ...text
      .split('\n')
      .filter((line) => line.length > 80)
      .map((line) => `${told} --help has a line of more than 80 columns: ${line}`),
    ...(text.includes('\nExamples:\n') ? [] : [`${told} --help shows no example`]),
    ...command.options
      .filter(({ description }) => description === '')
      .map(({ flags }) => `${told} --help says nothing of ${flags}`),
  ];
}

const page = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');

/** A command that has commands of its own is shown by them. */
function ofPages(names: readonly string[]): readonly string[] {
  const shown = names.filter((name) => !names.some((other) => other.startsWith(`${name} `)) || name === '');
  const places = {
    'docs/command-line.md': [
      ...(page('docs/command-line.md').split('\n## ')[0] ?? '').matchAll(
        /^ {4}copilot-cdn(?: (.*?))?(?: {2,}|$)/gm,
      ),
    ],
    'README.md': [...page('README.md').matchAll(/^\| `copilot-cdn(?: (.*?))?` \|/gm)],
  };
  return Object.entries(places).flatMap(([path, rows]) => {
    const told = rows.map(([, words = '']) => words.replace(/ ?(?:\[|--|[A-Z]).*$/, '').trim());
    return [
      ...shown
        .filter((name) => !told.includes(name))
        .map((name) => `${path} does not list: copilot-cdn ${name}`),
      ...told
        .filter((name) => !names.includes(name))
        .map((name) => `${path} lists, and there is none: copilot-cdn ${name}`),
    ];
  });
}

function ofFlags(commands: readonly Command[]): readonly string[] {
  const text = page('docs/command-line.md');
  const told = new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag));
  const there = new Set(commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? [])));
  there.add('--help');
  return [
    ...[...there]
      .filter((flag) => !told.has(flag))
      .map((flag) => `docs/command-line.md says nothing of ${flag}`),
    ...[...told]
      .filter((flag) => !there.has(flag))
      .map((flag) => `docs/command-line.md speaks of ${flag}, which no command has`),
  ];
}

/** Every command line that is shown anywhere is one that the program understands. */
async function ofLines(commands: readonly { command: Command; name: string }[]): Promise<readonly string[]> {
  const pages = ['README.md', 'CHANGELOG.md', ...documents()];
  const lines = [
    ...pages.flatMap((path) => commandsIn(page(path)).map((line) => ({ line, where: path }))),
    ...commands.flatMap(({ command, name }) =>
      [
        ...(helpOf(command).split('\nExamples:\n')[1] ?? '').matchAll(
          /^ {2}(?:eval "\$\()?(copilot-cdn.*)/gm,
        ),
      ].map(([, line = '']) => ({
        line,
        where: `copilot-cdn ${name} --help`,
      })),
    ),
  ];
  const tried = await Promise.all(
    lines.map(async ({ line, where }) => {
      const words = wordsOf(line);
      // A command that is only named: "see `copilot-cdn patch`".
      const isName = words !== undefined && commands.some(({ name }) => name === words.join(' '));
      const wrong = words === undefined || isName ? undefined : await tryLine(words);
      return wrong === undefined ? [] : [`${where} shows \`${line.trim()}\`, and the program says: ${wrong}`];
    }),
  );
  return tried.flat();
}

function documents(): readonly string[] {
  return readdirSync(join(packageRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path));
}
