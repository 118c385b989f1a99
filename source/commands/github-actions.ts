import { appendFileSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { createAnnotationPrinter } from '../ui/printers/annotations.ts';
import { createJobSummary } from '../ui/printers/job-summary.ts';
import type { Listener } from './reporting.ts';

/**
 * In a job of GitHub Actions: what is wrong as annotations, on standard error, so that standard output stays what it is; and a
 * summary of the run on the job's page. Elsewhere nobody listens.
 */
export function gitHubListeners(variables: NodeJS.ProcessEnv = process.env): readonly Listener[] {
  if (variables.GITHUB_ACTIONS !== 'true') return [];
  const root = variables.GITHUB_WORKSPACE || process.cwd();
  return [
    createAnnotationPrinter(
      (line) => process.stderr.write(`${line}\n`),
      (file) => fromRoot(root, file),
    ),
    ...summaryListener(variables.GITHUB_STEP_SUMMARY),
  ];
}

function summaryListener(file: string | undefined): readonly Listener[] {
  if (!file) return [];
  return [
    createJobSummary((markdown) => {
      try {
        appendFileSync(file, markdown);
      } catch {
        // A page that cannot be written is no reason for a run to fail.
      }
    }),
  ];
}

/** GitHub knows files from the root of the repository, with slashes. */
function fromRoot(root: string, file: string): string {
  const path = relative(root, resolve(file));
  return path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}
