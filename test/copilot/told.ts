import type { Finding } from '../../source/copilot/finding.ts';

/** `wrong-type 4:12`, or `warning value-dropped 4:12` for what is no error; in the order of the findings. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(
    ({ code, severity, line, column }) =>
      `${severity === 'error' ? '' : `${severity} `}${code} ${line}:${column}`,
  );
}
