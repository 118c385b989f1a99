import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { corpus } from '../yaml/corpus.ts';
import { type Found, fuzzOnce } from './fuzz-once.ts';
import { type News, Summary } from './summary.ts';

/**
 * Looks for a text on which reading, checking or editing a manifest fails: node --import tsx test/fuzz/fuzz.ts [--seconds N] [--seed N]
 *
 * The text of seed N is always the same. Other processes do the work, so that a text on which one hangs can be told of, too.
 */

/** One text may take this long, in milliseconds, before its worker is given up. */
const hanging = 60_000;
/** The most that reading it, checking it or one edit may take; longer texts have more of it. */
const longest = 1_000;

/** A worker has every so-manieth seed, and a folder of its own. */
interface Share {
  readonly first: number;
  readonly step: number;
  readonly folder: string;
}

const [isWorker, first, step, folder] = process.argv.slice(2);
if (isWorker === 'work') await work({ first: Number(first), step: Number(step), folder: String(folder) });
else await lead();

async function lead(): Promise<void> {
  const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } });
  const seconds = Number(values.seconds ?? 300);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const step = availableParallelism();
  console.log(`Fuzzing for ${seconds} s with ${step} workers; the first seed is ${seed}.`);
  const summary = new Summary(performance.now());
  const folders = Array.from({ length: step }, () => mkdtempSync(join(tmpdir(), 'copilot-cdn-fuzz-')));
  const workers = folders.map((folder, index) => start({ first: seed + index, step, folder }, summary));
  const every = setInterval(() => console.log(summary.line(performance.now())), 10_000);
  await Promise.race([
    new Promise((resolve) => setTimeout(resolve, seconds * 1_000)),
    Promise.all(workers.map(({ ended }) => ended)),
  ]);
  clearInterval(every);
  for (const { worker } of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(({ ended }) => ended));
  console.log(summary.lines(performance.now()).join('\n'));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  process.exitCode = summary.isClean ? 0 : 1;
}

function start({ first, step, folder }: Share, summary: Summary) {
  const worker = fork(fileURLToPath(import.meta.url), ['work', String(first), String(step), folder]);
  let latest = { seed: first, text: '' };
  const failed = (kind: string) =>
    tell({ ...latest, problem: { kind, what: 'while this was examined' } }, summary);
  const giveUp = () => {
    failed(`nothing is heard for ${hanging} ms`);
    worker.kill('SIGKILL');
  };
  const watchdog = setTimeout(giveUp, hanging);
  worker.on('message', (news: News) => {
    watchdog.refresh();
    if (news.kind === 'begins') latest = news;
    else summary.add(news);
    if (news.kind === 'done' && news.once.found !== undefined) tell(news.once.found, summary);
  });
  const ended = new Promise<void>((resolve) =>
    worker.on('exit', (code) => {
      clearTimeout(watchdog);
      if (code !== null) failed(`the process ends with ${code}`);
      resolve();
    }),
  );
  return { worker, ended };
}

/** The first of its kind is told, and kept. */
function tell(found: Found, summary: Summary): void {
  if (!summary.isNews(found)) return;
  const path = join(tmpdir(), `copilot-cdn-fuzz-${found.seed}.json`);
  writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
  console.log(`seed ${found.seed}: ${found.problem.kind}: ${found.problem.what.slice(0, 1_000)}`);
  console.log(`  ${JSON.stringify(found.text.slice(0, 1_000))}\n  saved as ${path}`);
}

async function work({ first, step, folder }: Share): Promise<void> {
  const given = corpus('environment', 'lbws', 'backend', 'static-site').map(({ text }) => text);
  const send = (news: News) => process.send?.(news);
  const bounds = { longest, now: () => performance.now() };
  for (let seed = first; ; seed += step) {
    const once = await fuzzOnce(seed, given, bounds, folder, (text) => send({ kind: 'begins', seed, text }));
    send({ kind: 'done', seed, once });
  }
}
