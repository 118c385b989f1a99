import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Manifests from public repositories, where they are at hand; they are not part of the project. */
const corpusFolder = path.resolve(fileURLToPath(new URL('../..', import.meta.url)), '../shared/corpus');

export interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

/** Empty, with a notice, when the files are not there. */
export function corpus(...kinds: readonly string[]): CorpusFile[] {
  if (!existsSync(corpusFolder)) {
    console.info(`Skipped: there are no manifests in ${corpusFolder}.`);
    return [];
  }
  return kinds.flatMap((kind) =>
    readdirSync(path.join(corpusFolder, kind)).map((file) => ({
      name: `${kind}/${file}`,
      text: readFileSync(path.join(corpusFolder, kind, file), 'utf8'),
    })),
  );
}
