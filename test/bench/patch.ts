import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { ofLength, withResourcesOfTheTeam } from '../cdn/templates.ts';
import { setup as buildProgram } from '../end-to-end/build.ts';
import { builtProgram } from '../support/run.ts';
import type { Bench } from './bench.ts';
import { report } from './median-table.ts';
import { untilExit } from './until-exit.ts';

const rounds = 21;

/** 150 ms beyond Node's own start, where that takes 26 ms. */
const bound = 6.8;

const manifest = `name: prod
type: Environment
cdn:
  certificate: arn:aws:acm:us-east-1:111122223333:certificate/1a2b
  terminate_tls: true
http:
  public:
    ingress:
      cdn: true
`;

/** How long it takes to patch a template of 50 KB, as a multiple of Node's own start. */
export const patch: Bench = {
  name: 'patch',
  summary: 'to patch a template of 50 KB, against node -e "console.log(1)"',
  run: async () => {
    await buildProgram();
    const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-bench-'));
    try {
      const deployed = environmentTemplate({ manifest: 'name: prod\ntype: Environment\n' });
      writeFileSync(join(folder, 'template.yml'), ofLength(withResourcesOfTheTeam(deployed), 50 * 1024));
      writeFileSync(join(folder, 'manifest.yml'), manifest);
      const files = ['--template', 'template.yml', '--manifest', 'manifest.yml'];
      const stack = ['--param', 'AppDNSName=example.com', '--prefix-list', 'pl-3b927c52'];
      const start: number[] = [];
      const work: number[] = [];
      for (let round = 0; round < rounds; round++) {
        start.push(await untilExit(['-e', 'console.log(1)'], { folder }));
        work.push(await untilExit([builtProgram, 'patch', ...files, ...stack], { folder }));
      }
      return report(
        [
          { name: 'node -e "console.log(1)"', milliseconds: start },
          { name: 'copilot-cdn patch, 50 KB', milliseconds: work, bound },
        ],
        rounds,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
