import { manifest } from './manifest.ts';
import { patch } from './patch.ts';
import { picker } from './picker.ts';
import { site } from './site.ts';
import { startup } from './startup.ts';

export interface Bench {
  readonly name: string;
  readonly summary: string;
  /** Prints what it measured; false: a bound is broken. */
  readonly run: () => Promise<boolean>;
}

const benches: readonly Bench[] = [startup, manifest, patch, picker, site];

const wanted = process.argv[2];
const bench = benches.find(({ name }) => name === wanted);
if (bench) {
  process.exitCode = (await bench.run()) ? 0 : 1;
} else {
  if (wanted) console.error(`There is no bench "${wanted}".`);
  for (const { name, summary } of benches) console.log(`npm run bench -- ${name}    ${summary}`);
  process.exitCode = wanted ? 2 : 0;
}
