import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, type Variables } from '../support/environment.ts';
import type { Bench } from './bench.ts';
import { median } from './median-table.ts';
import { type MotoServer, startMoto } from './moto-bucket.ts';
import { awsCli, motoServer, pythonProgram } from './python-program.ts';
import { siteProgram } from './site-program.ts';

const smallFiles = 5000;
const changedFiles = 50;
const largeFiles = { count: 20, bytes: 50 * 1024 * 1024 };

/** The most that ours may use at any time, whatever it uploads. */
const mostMegabytes = 200;

interface Job {
  readonly name: string;
  readonly rounds: number;
  /** The most that ours may take, as a multiple of the stock program's time. */
  readonly bound: number;
  readonly mostRequests?: number;
  /** Makes the folder as it is to be uploaded, before each run. */
  readonly before: (dist: string, round: number) => void;
}

const jobs: readonly Job[] = [
  { name: `${smallFiles} files, first time`, rounds: 1, bound: 1, before: () => undefined },
  { name: 'no change', rounds: 5, bound: 0.5, mostRequests: 3, before: () => undefined },
  { name: `${changedFiles} changed`, rounds: 3, bound: 0.5, before: changeFiles },
  { name: '1 GB in 20 files, first time', rounds: 1, bound: 1, before: onlyLargeFiles },
];

interface Run {
  readonly seconds: number;
  /** At the peak, resident; NaN where the system does not tell. */
  readonly megabytes: number;
  readonly requests: number;
}

/** How long it takes to bring a folder into a bucket, against `aws s3 sync`, both to the same S3 on the loopback interface. */
export const site: Bench = {
  name: 'site',
  summary: 'to deploy a static site, against aws s3 sync',
  run: async () => {
    const programs = { moto: await pythonProgram(motoServer), aws: await pythonProgram(awsCli) };
    if (!programs.moto || !programs.aws) return true;
    const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-bench-'));
    const moto = await startMoto(programs.moto);
    try {
      const program = await siteProgram(join(folder, 'program'));
      const tools = [
        toolOf(folder, moto, 'stock', (dist) => [
          programs.aws ?? '',
          ['s3', 'sync', dist, 's3://stock', '--only-show-errors'],
        ]),
        toolOf(folder, moto, 'ours', (dist) => [
          process.execPath,
          [program, join(dist, '..'), 'ours', join(folder, 'state')],
        ]),
      ];
      for (const { dist, bucket } of tools) {
        writeSmallFiles(dist);
        await moto.createBucket(bucket);
      }
      // What was written a moment ago is not remembered, and nobody builds and deploys in the same second.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      const rows: Row[] = [];
      for (const job of jobs) {
        const runs: Run[][] = [[], []];
        for (let round = 0; round < job.rounds; round++) {
          for (const [index, tool] of tools.entries()) {
            job.before(tool.dist, round);
            runs[index]?.push(await tool.run());
          }
        }
        const [stock = [], ours = []] = runs;
        rows.push({ job, stock: middle(stock), ours: middle(ours) });
        console.log(lineOf(rows.at(-1)));
      }
      return rows.every((row) => brokenIn(row).length === 0);
    } finally {
      moto.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Row {
  readonly job: Job;
  readonly stock: Run;
  readonly ours: Run;
}

function brokenIn({ job, stock, ours }: Row): readonly string[] {
  return [
    ...(ours.seconds > job.bound * stock.seconds ? ['TOO SLOW'] : []),
    ...(ours.megabytes > mostMegabytes ? ['TOO MUCH MEMORY'] : []),
    ...(ours.requests > (job.mostRequests ?? Number.POSITIVE_INFINITY) ? ['TOO MANY REQUESTS'] : []),
  ];
}

function lineOf(row: Row | undefined): string {
  if (row === undefined) return '';
  const { job, stock, ours } = row;
  const told = ({ seconds, requests, megabytes }: Run) =>
    `${seconds.toFixed(2).padStart(7)} s ${String(requests).padStart(6)} requests ${megabytes.toFixed(0).padStart(5)} MB`;
  const ratio = (ours.seconds / stock.seconds).toFixed(2);
  const verdict = brokenIn(row).join(', ') || 'holds';
  return [
    job.name,
    `  aws s3 sync ${told(stock)}`,
    `  ours        ${told(ours)}   ${ratio}x, at most ${job.bound}x: ${verdict}`,
  ].join('\n');
}

function middle(runs: readonly Run[]): Run {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    requests: Math.max(...runs.map(({ requests }) => requests)),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
  };
}

function toolOf(
  folder: string,
  moto: MotoServer,
  bucket: string,
  command: (dist: string) => readonly [string, readonly string[]],
) {
  const dist = join(folder, bucket, 'dist');
  const [program, args] = command(dist);
  return {
    bucket,
    dist,
    async run(): Promise<Run> {
      moto.requests();
      const measured = await measure(program, args, { ...moto.env, HOME: folder });
      // The last lines of its log are still on their way.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { ...measured, requests: moto.requests() };
    },
  };
}

/** Seconds from the fork to the end, and the peak of resident memory, which Linux keeps for each process. */
function measure(program: string, args: readonly string[], env: Variables): Promise<Omit<Run, 'requests'>> {
  const from = performance.now();
  const child = spawn(program, args, { env: environment(env), stdio: ['ignore', 'ignore', 'inherit'] });
  let kilobytes = Number.NaN;
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? kilobytes);
    } catch {
      // It has just ended, or this is not Linux.
    }
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - from) / 1000;
      if (code === 0) resolve({ seconds, megabytes: kilobytes / 1024 });
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** Pages and their assets, 1 to 8 KB each, in folders of a hundred. */
function writeSmallFiles(dist: string): void {
  for (let index = 0; index < smallFiles; index++) {
    const folder = join(dist, `section-${Math.floor(index / 100)}`);
    if (index % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, nameOf(index)), contentOf(index, 0));
  }
}

function nameOf(index: number): string {
  return index % 4 === 0 ? `page-${index}.html` : `asset-${index}.css`;
}

function contentOf(index: number, round: number): string {
  return `file ${index} of round ${round}\n`.repeat(50 + ((index * 7919) % 350));
}

function changeFiles(dist: string, round: number): void {
  for (let changed = 0; changed < changedFiles; changed++) {
    const index = changed * Math.floor(smallFiles / changedFiles);
    const file = join(dist, `section-${Math.floor(index / 100)}`, nameOf(index));
    writeFileSync(file, `${contentOf(index, round + 1)}changed`);
  }
}

function onlyLargeFiles(dist: string): void {
  rmSync(dist, { recursive: true });
  mkdirSync(dist);
  const content = Buffer.alloc(largeFiles.bytes, 'a film of some length ');
  for (let index = 0; index < largeFiles.count; index++) {
    content.writeUInt32BE(index);
    writeFileSync(join(dist, `film-${index}.mp4`), content);
  }
}
