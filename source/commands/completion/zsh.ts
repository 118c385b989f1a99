import { allCommands, allFlags, type CommandModel, type Takes } from './command-model.ts';
import { environmentsFunction, profilesFunction, sitesFunction } from './shell-functions.ts';

/** With descriptions. Fit to be evaluated, or to lie in a folder of `fpath` as `_copilot-cdn`. */
export function zshScript(program: CommandModel): string {
  const commands = allCommands(program);
  const valued = allFlags(program).filter(({ takes }) => takes !== undefined);
  const subcommands = commands.flatMap(({ name, commands: those }) =>
    those.map((each) => `      '${name}/${each.name.split(' ').at(-1) ?? ''}') at='${each.name}' ;;`),
  );
  return `#compdef copilot-cdn
${environmentsFunction}
${profilesFunction}
${sitesFunction}
_copilot_cdn() {
  local at='' word i skip='' takes='' previous
  local -a offered names
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if [[ -n $skip ]]; then skip=''; continue; fi
    case $word in
      ${valued.map(({ name }) => name).join('|')}) skip=1 ;;
    esac
    case "$at/$word" in
${subcommands.join('\n')}
    esac
  done
  previous=\${words[CURRENT - 1]}
  if [[ $PREFIX == --*=* ]]; then
    previous=\${PREFIX%%=*}
    compset -P '*='
  fi
  case $previous in
${valued.map(({ name, takes }) => `    ${name}) ${offer(takes)} ;;`).join('\n')}
    *)
      if [[ $PREFIX == -* ]]; then
        case $at in
${commands.map(({ name, flags }) => `          '${name}') offered=(${flags.map((flag) => described(flag.name, flag.description)).join(' ')}) ;;`).join('\n')}
        esac
        _describe -o flag offered
        return
      fi
      case $at in
${commands.map((command) => `        '${command.name}') ${offerArguments(command)} ;;`).join('\n')}
      esac ;;
  esac
  case $takes in
    environments) names=(\${(f)"$(_copilot_cdn_environments)"}); compadd -a names ;;
    profiles) names=(\${(f)"$(_copilot_cdn_profiles)"}); compadd -a names ;;
    sites) names=(\${(f)"$(_copilot_cdn_sites)"}); compadd -a names ;;
    files) _files ;;
    folders) _files -/ ;;
    commands) _describe command offered ;;
    words) compadd -a names ;;
  esac
}

# Evaluated it is registered; out of a folder of fpath it is called at once.
if [[ \${funcstack[1]} == _copilot-cdn ]]; then
  _copilot_cdn "$@"
else
  compdef _copilot_cdn copilot-cdn
fi
`;
}

function offerArguments({ commands, argument }: CommandModel): string {
  if (commands.length === 0) return offer(argument);
  const offered = commands.map(({ name, description }) =>
    described(name.split(' ').at(-1) ?? name, description),
  );
  return `takes=commands offered=(${offered.join(' ')})`;
}

function offer(takes: Takes | undefined): string {
  if (takes === undefined) return ':';
  return takes.kind === 'words' ? `takes=words names=(${takes.words.join(' ')})` : `takes=${takes.kind}`;
}

/** A colon ends the name. */
function described(name: string, description: string): string {
  return `'${name}:${description.replaceAll("'", "'\\''")}'`;
}
