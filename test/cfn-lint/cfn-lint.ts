import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../support/environment.ts';

export interface Finding {
  /** `E3002`; errors begin with E, warnings with W. */
  readonly rule: string;
  /** Section and logical id: `Resources.HTTPSListener`. */
  readonly at: string;
  readonly message: string;
  readonly file: string;
}

/**
 * What cfn-lint, AWS's own linter of templates, has to say about some. CFN_LINT names the program (default: `cfn-lint`).
 * @param templates file name → text
 */
export async function lint(templates: ReadonlyMap<string, string>): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'copilot-cdn-cfn-lint-'));
  try {
    await Promise.all([...templates].map(([name, text]) => writeFile(join(folder, name), text)));
    return findingsIn(await run(folder, [...templates.keys()]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(folder: string, files: readonly string[]): Promise<string> {
  const program = process.env.CFN_LINT ?? 'cfn-lint';
  return new Promise((resolve, reject) => {
    // In a folder of its own: no configuration that lies around counts.
    const child = spawn(program, ['--format', 'json', '--regions', 'us-west-2', '--', ...files], {
      cwd: folder,
      env: environment({}),
    });
    let [output, complaint] = ['', ''];
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      complaint += String(chunk);
    });
    child.on('error', (cause) => reject(new Error(`${program} cannot be started.`, { cause })));
    // Its code says which kinds of findings there are; with 1, or a signal, it has not finished.
    child.on('close', (code) =>
      code === null || code === 1
        ? reject(new Error(`${program} ended with ${code}. ${complaint}`))
        : resolve(output),
    );
  });
}

interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path?: readonly (string | number)[] | null };
}

function findingsIn(output: string): Finding[] {
  const matches: readonly Match[] = JSON.parse(output);
  return matches.map(({ Filename, Message, Rule, Location }) => ({
    rule: Rule.Id,
    at: (Location.Path ?? []).slice(0, 2).join('.'),
    message: Message,
    file: Filename,
  }));
}
