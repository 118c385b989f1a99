import type { Argument, Command, Option } from 'commander';

/** What may stand in a place of the command line. */
export type Takes =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'folders' | 'environments' | 'profiles' | 'sites' | 'anything' };

export interface FlagModel {
  /** `--env` */
  readonly name: string;
  readonly short?: string;
  readonly description: string;
  /** Undefined for a switch. */
  readonly takes?: Takes;
}

export interface CommandModel {
  /** `cert list`; the program itself is the empty text. */
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandModel[];
  readonly flags: readonly FlagModel[];
  /** Undefined where nothing else may stand. */
  readonly argument?: Takes;
}

/** What a shell has to know, from the program's own definition. `scenarios`: the names of the sandbox's. */
export function commandModel(program: Command, scenarios: readonly string[]): CommandModel {
  const model = (command: Command, name: string, parent: Command): CommandModel => {
    const help = command.createHelp();
    const commands = help
      .visibleCommands(command)
      .map((each) => model(each, `${name} ${each.name()}`.trimStart(), command));
    const [argument] = command.registeredArguments;
    const takes = argumentTakes(argument, scenarios, parent);
    return {
      name,
      description: command.description(),
      commands,
      flags: help.visibleOptions(command).map(flagModel),
      ...(takes !== undefined && { argument: takes }),
    };
  };
  return model(program, '', program);
}

/** Each command, those of commands included. */
export function allCommands(model: CommandModel): readonly CommandModel[] {
  return [model, ...model.commands.flatMap(allCommands)];
}

/** Every flag once, by its name: a name means the same wherever it stands. */
export function allFlags(model: CommandModel): readonly FlagModel[] {
  return [
    ...new Map(
      allCommands(model)
        .flatMap(({ flags }) => flags)
        .map((flag) => [flag.name, flag]),
    ).values(),
  ];
}

function flagModel(option: Option): FlagModel {
  const { long, short, flags, description, required, argChoices } = option;
  const value = /<(.+)>/.exec(flags)?.[1];
  return {
    name: long ?? flags,
    ...(short !== undefined && { short }),
    description,
    ...(required && { takes: flagTakes(long ?? '', value ?? '', description, argChoices) }),
  };
}

function flagTakes(
  name: string,
  value: string,
  description: string,
  choices: readonly string[] | undefined,
): Takes {
  if (choices !== undefined) return { kind: 'words', words: choices };
  if (name === '--env') return { kind: 'environments' };
  if (name.endsWith('profile')) return { kind: 'profiles' };
  if (value === 'file') return { kind: 'files' };
  if (value === 'dir') return { kind: 'folders' };
  // `--certificate <arn|word>`: "…; auto: the best usable one; request: a new one; none"
  if (value.endsWith('|word'))
    return {
      kind: 'words',
      words: [...description.matchAll(/; ([a-z]+)(?=:|$)/g)].map(([, word = '']) => word),
    };
  return { kind: 'anything' };
}

function argumentTakes(
  argument: Argument | undefined,
  scenarios: readonly string[],
  parent: Command,
): Takes | undefined {
  switch (argument?.name()) {
    case undefined:
      return undefined;
    case 'file':
      return { kind: 'files' };
    case 'scenario':
      return { kind: 'words', words: scenarios };
    // Only commands of static sites take one.
    case 'name':
      return { kind: 'sites' };
    case 'command':
      return { kind: 'words', words: parent.commands.map((command) => command.name()) };
    default:
      return argument?.argChoices === undefined
        ? { kind: 'anything' }
        : { kind: 'words', words: argument.argChoices };
  }
}
