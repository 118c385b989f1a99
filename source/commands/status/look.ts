import { type ExitCode, UserError } from '../../errors.ts';
import type { Emit, FactEvent } from '../../event.ts';
import type { Severity, StatusFinding } from '../../plan/status/finding.ts';
import { isWell, statusFindings } from '../../plan/status/findings.ts';
import { statusRows } from '../../plan/status/rows.ts';
import { type OpenApplication, openApplication } from '../facts/open-application.ts';
import type { StatusOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';
import { callListener } from '../verbose.ts';
import { readStatus } from './read-status.ts';

/** What one look at an environment found. */
export interface Look {
  readonly environment: string;
  readonly headline: FactEvent;
  readonly findings: readonly StatusFinding[];
  readonly rows: readonly FactEvent[];
  readonly well: boolean;
}

/**
 * Finds the environment once, to be looked at as often as wanted.
 * @throws UserError `answer-missing` where there are several environments and none is named, and what reading throws
 */
export async function createLook(
  options: StatusOptions,
  emit: Emit,
  signal: AbortSignal,
): Promise<() => Promise<Look>> {
  const opened = await openApplication(options, signal, callListener(options, emit));
  const name = environmentOf(opened, options.env);
  return async () => {
    const facts = await readStatus(opened, name, readOptions(options, signal));
    const findings = statusFindings(facts);
    const { region, account } = facts.environment;
    return {
      environment: name,
      headline: {
        type: 'fact',
        name: 'environment',
        value: [name, opened.application.name, region, account],
        text: `${name} of ${opened.application.name}, ${region}, account ${account}`,
      },
      findings,
      rows: statusRows(facts, findings),
      well: isWell(findings),
    };
  };
}

function environmentOf({ environments }: OpenApplication, named: string | undefined): string {
  const [only, ...others] = environments.map(({ name }) => name);
  const chosen = named ?? (others.length === 0 ? only : undefined);
  if (chosen !== undefined) return chosen;
  throw new UserError({
    code: 'answer-missing',
    message: 'The status of which environment?',
    next: environments.map(({ name }) => `copilot-cdn status --env ${name}`),
  });
}

/** What is off, the worst first, then what is true. */
export function tellLook({ headline, findings, rows }: Look, emit: Emit): void {
  emit(headline);
  for (const finding of findings) emit({ type: 'status', ...finding });
  for (const row of rows) emit(row);
}

export function tellResult({ environment, findings, well }: Look, code: ExitCode, emit: Emit): void {
  emit({
    type: 'result',
    command: 'status',
    ok: well,
    exitCode: code,
    summary: inWords(environment, findings, well),
    environment,
    problems: count(findings, 'problem'),
    warnings: count(findings, 'warning'),
    notes: count(findings, 'note'),
  });
}

function inWords(environment: string, findings: readonly StatusFinding[], well: boolean): string {
  const counted = (['problem', 'warning', 'note'] as const).flatMap((severity) => {
    const number = count(findings, severity);
    return number === 0 ? [] : [`${number} ${severity}${number === 1 ? '' : 's'}`];
  });
  const told = counted.length === 0 ? '' : `: ${counted.join(', ')}`;
  return well ? `${environment} is all well${told}.` : `${environment} is not all well${told}.`;
}

function count(findings: readonly StatusFinding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
