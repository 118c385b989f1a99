import { allCommands, allFlags, type CommandModel, type FlagModel, type Takes } from './command-model.ts';

/** With descriptions; a line of `complete` for each thing that may stand somewhere. */
export function fishScript(program: CommandModel): string {
  const commands = allCommands(program);
  const valued = allFlags(program).filter(({ takes }) => takes !== undefined);
  const subcommands = commands.flatMap(({ name, commands: those }) =>
    those.map(
      (each) =>
        `            case '${name}/${each.name.split(' ').at(-1) ?? ''}'\n                set at '${each.name}'`,
    ),
  );
  return `# fish completion of copilot-cdn
function __copilot_cdn_at --description 'whether this command is being typed'
    set -l at ''
    set -l skip
    for word in (commandline -opc)[2..]
        if set -q skip[1]
            set skip
            continue
        end
        switch $word
            case ${valued.map(({ name }) => name).join(' ')}
                set skip yes
        end
        switch "$at/$word"
${subcommands.join('\n')}
        end
    end
    test "$at" = "$argv[1]"
end

function __copilot_cdn_environments
    set -l folder $PWD
    set -q COPILOT_CDN_WORKSPACE; and set folder $COPILOT_CDN_WORKSPACE
    for depth in 1 2 3 4 5
        if test -d $folder/copilot/environments
            for manifest in $folder/copilot/environments/*/manifest.yml
                basename (dirname $manifest)
            end
            return
        end
        set folder (dirname $folder)
    end
end

function __copilot_cdn_sites
    set -l folder $PWD
    set -q COPILOT_CDN_WORKSPACE; and set folder $COPILOT_CDN_WORKSPACE
    for depth in 1 2 3 4 5
        if test -d $folder/copilot
            for manifest in $folder/copilot/*/manifest.yml
                grep -q '^type: *["\\']*Static Site' $manifest; and basename (dirname $manifest)
            end
            return
        end
        set folder (dirname $folder)
    end
end

function __copilot_cdn_profiles
    set -l files ~/.aws/config ~/.aws/credentials
    set -q AWS_CONFIG_FILE; and set files[1] $AWS_CONFIG_FILE
    set -q AWS_SHARED_CREDENTIALS_FILE; and set files[2] $AWS_SHARED_CREDENTIALS_FILE
    cat $files 2>/dev/null | string match -rg '^ *\\[(?:profile +)?([^\\]]+)\\]' | sort -u
end

complete -c copilot-cdn -f
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf(command: CommandModel): readonly string[] {
  const here = `complete -c copilot-cdn -n '__copilot_cdn_at "${command.name}"'`;
  const commands = command.commands.map(
    ({ name, description }) => `${here} -a ${name.split(' ').at(-1) ?? name} -d ${quoted(description)}`,
  );
  const argument =
    command.commands.length > 0 || command.argument === undefined ? '' : offer(command.argument);
  return [
    ...commands,
    ...(argument === '' ? [] : [`${here} ${argument}`]),
    ...command.flags.map((flag) => `${here} ${flagOf(flag)} -d ${quoted(flag.description)}`),
  ];
}

function flagOf({ name, short, takes }: FlagModel): string {
  const value = takes === undefined ? [] : ['-r', offer(takes) || '-f'];
  return [...(short === undefined ? [] : [`-s ${short.slice(1)}`]), `-l ${name.slice(2)}`, ...value].join(
    ' ',
  );
}

function offer(takes: Takes): string {
  switch (takes.kind) {
    case 'words':
      return `-f -a '${takes.words.join(' ')}'`;
    case 'environments':
    case 'profiles':
    case 'sites':
      return `-f -a '(__copilot_cdn_${takes.kind})'`;
    case 'files':
      return '-F';
    case 'folders':
      return "-f -a '(__fish_complete_directories)'";
    case 'anything':
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
