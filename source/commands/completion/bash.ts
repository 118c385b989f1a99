import { allCommands, allFlags, type CommandModel, type Takes } from './command-model.ts';
import { environmentsFunction, profilesFunction, sitesFunction } from './shell-functions.ts';

/**
 * For bash from 3.2 on, which is macOS's: without `bash-completion`, `mapfile` and associative arrays. `--flag=value` is completed
 * where bash splits words at `=`, which it does by default.
 */
export function bashScript(program: CommandModel): string {
  const commands = allCommands(program);
  const valued = allFlags(program).filter(({ takes }) => takes !== undefined);
  const subcommands = commands.flatMap(({ name, commands: those }) =>
    those.map((each) => `      '${name}/${each.name.split(' ').at(-1) ?? ''}') at='${each.name}' ;;`),
  );
  return `# bash completion of copilot-cdn
${environmentsFunction}
${profilesFunction}
${sitesFunction}
_copilot_cdn_offer() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done
}

_copilot_cdn() {
  local current previous at='' word i skip='' words='' takes=''
  COMPREPLY=()
  current=\${COMP_WORDS[COMP_CWORD]}
  previous=\${COMP_WORDS[COMP_CWORD - 1]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [ "$word" = '=' ]; then skip=1; continue; fi
    if [ -n "$skip" ]; then skip=''; continue; fi
    case "$word" in
      ${valued.map(({ name }) => name).join('|')}) skip=1 ;;
    esac
    case "$at/$word" in
${subcommands.join('\n')}
    esac
  done
  if [ "$current" = '=' ]; then current=''; fi
  if [ "$previous" = '=' ]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  case "$previous" in
${valued.map(({ name, takes }) => `    ${name}) ${offer(takes)} ;;`).join('\n')}
    *)
      case "$current" in
        -*)
          case "$at" in
${commands.map(({ name, flags }) => `            '${name}') words='${flags.map((flag) => flag.name).join(' ')}' ;;`).join('\n')}
          esac ;;
        *)
          case "$at" in
${commands.map((command) => `            '${command.name}') ${offerArguments(command)} ;;`).join('\n')}
          esac ;;
      esac ;;
  esac
  case "$takes" in
    environments) words=$(_copilot_cdn_environments) ;;
    profiles) words=$(_copilot_cdn_profiles) ;;
    sites) words=$(_copilot_cdn_sites) ;;
    files) compopt -o filenames 2>/dev/null; _copilot_cdn_offer < <(compgen -f -- "$current") ;;
    folders) compopt -o filenames 2>/dev/null; _copilot_cdn_offer < <(compgen -d -- "$current") ;;
  esac
  if [ -n "$words" ]; then _copilot_cdn_offer < <(compgen -W "$words" -- "$current"); fi
}

complete -F _copilot_cdn copilot-cdn
`;
}

function offerArguments({ commands, argument }: CommandModel): string {
  if (commands.length === 0) return offer(argument);
  return `words='${commands.map(({ name }) => name.split(' ').at(-1)).join(' ')}'`;
}

function offer(takes: Takes | undefined): string {
  if (takes === undefined) return ':';
  return takes.kind === 'words' ? `words='${takes.words.join(' ')}'` : `takes=${takes.kind}`;
}
