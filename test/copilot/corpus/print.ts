import { corpus } from '../../yaml/corpus.ts';
import { manifestEdits } from '../manifest-edits.ts';
import { countFindings, type EditOutcomes, outcomesOf, unreadable } from './outcomes.ts';

/** Prints what becomes of every edit in every manifest of the corpus. Exit code 1: a promise of the editor is broken. */

const files = corpus('environment', 'lbws', 'backend', 'static-site');
const all = manifestEdits.map((edit) => outcomesOf(edit, files));

function countOf({ files: outcomes }: EditOutcomes, kind: 'done' | 'refused' | 'failed'): number {
  return outcomes.filter(({ verdict }) => verdict.kind === kind).length;
}

function broughtBack({ files: outcomes }: EditOutcomes): number {
  return outcomes.filter(({ verdict }) => verdict.kind === 'done' && verdict.noWayBack === undefined).length;
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column]).length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          typeof cell === 'number'
            ? String(cell).padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function print(title: string, lines: readonly string[]): void {
  console.log(`\n${title}`);
  for (const line of lines.length === 0 ? ['none'] : lines) console.log(`  ${line}`);
}

console.log(
  `${files.length} manifests, ${manifestEdits.length} edits. "back": of those that are done, how many came back byte for byte.\n`,
);
console.log(
  table([
    ['edit', 'files', 'done', 'back', 'refused', 'failed'],
    ...all.map((each) => [
      `${each.edit.kind}: ${each.edit.name}`,
      each.files.length,
      countOf(each, 'done'),
      broughtBack(each),
      countOf(each, 'refused'),
      countOf(each, 'failed'),
    ]),
  ]),
);

const lines = (kind: 'refused' | 'failed') =>
  all.flatMap(({ edit, files: outcomes }) =>
    outcomes.flatMap(({ name, verdict }) => {
      if (verdict.kind !== kind) return [];
      const why = verdict.kind === 'refused' ? verdict.error.message : JSON.stringify(verdict.broken);
      return [`${name}: ${edit.name}: ${why}`];
    }),
  );
const failures = lines('failed');
print('Refused', lines('refused'));
print('Failed', failures);
print(
  'Cannot be read',
  files.flatMap((file) => unreadable(file) ?? []).map(({ place, code }) => `${place} ${code}`),
);
print('Findings (severity, code, how many, in how many files)', [
  table(
    countFindings(files).map(({ severity, code, count, files: held }) => [severity, code, count, held]),
  ).replaceAll('\n', '\n  '),
]);
if (failures.length > 0) process.exitCode = 1;
