import type { Command } from 'commander';

/** What a help text may be wide. */
const columns = 80;

type Example = readonly [line: string, meaning: string];

/** Below a command's help: lines to copy, each with what it does beside it, or below where there is no room. */
export function examples(command: Command, lines: readonly Example[], note?: string): Command {
  const widest = Math.max(...lines.map(([line]) => line.length));
  const fits = lines.every(([, meaning]) => widest + 5 + meaning.length <= columns);
  const shown = lines.map(([line, meaning]) =>
    fits ? `  ${line.padEnd(widest)}   ${meaning}` : `  ${line}\n      ${meaning}`,
  );
  const after = note === undefined ? '' : `\n\n${note}`;
  return command.addHelpText('after', `\nExamples:\n${shown.join('\n')}${after}`);
}
