import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { packageRoot } from '../../source/package-root.ts';
import { environment } from '../support/environment.ts';
import type { Bench } from './bench.ts';
import { report } from './median-table.ts';
import { untilExit } from './until-exit.ts';

const execute = promisify(execFile);
const rounds = 15;

/** 100 ms where Node.js itself takes 26 ms to start. */
const bound = 3.85;

/** How long a manifest of 5,000 lines takes in a process that has just started, as a multiple of Node's own start. */
export const manifest: Bench = {
  name: 'manifest',
  summary: 'to read, check and edit a manifest of 5,000 lines, against node -e "console.log(1)"',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-bench-'));
    try {
      const file = join(folder, 'manifest.yml');
      writeFileSync(file, manifestOf(5_000));
      const program = join(folder, 'work.cjs');
      // As build.mjs bundles the program.
      await build({
        entryPoints: [join(packageRoot, 'test/bench/manifest-entry.ts')],
        outfile: program,
        bundle: true,
        minify: true,
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        mainFields: ['module', 'main'],
      });
      const start: number[] = [];
      const work: number[] = [];
      for (let round = 0; round < rounds; round++) {
        start.push(await untilExit(['-e', 'console.log(1)'], { folder }));
        work.push(Number(await node([program, file])));
      }
      return report(
        [
          { name: 'node -e "console.log(1)"', milliseconds: start },
          { name: 'read, check, edit 5,000 lines', milliseconds: work, bound },
        ],
        rounds,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function node(args: readonly string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, args, { env: environment() });
  return stdout;
}

/** Rules of a security group, with a comment above each: the only thing that makes an environment's manifest so long. */
function manifestOf(lines: number): string {
  const head = `name: prod
type: Environment
http:
  public:
    certificates: [arn:aws:acm:us-west-2:111122223333:certificate/aa]
network:
  vpc:
    security_group:
      ingress:
`;
  const rules = Array.from(
    { length: Math.ceil((lines - 9) / 4) },
    (_, index) => `        # Office ${index}
        - cidr: 10.${index % 256}.0.0/24
          ip_protocol: tcp
          ports: ${1024 + index}
`,
  );
  return head + rules.join('');
}
