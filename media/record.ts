// Makes the pictures in this folder from a real run of the demo: `npm run media`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../source/package-root.ts';
import type { Key } from '../test/support/keys.ts';
import { launchProgram } from '../test/support/terminal.ts';
import { svgOf } from './svg.ts';

interface Scene {
  readonly waitFor: string | RegExp;
  /** The picture to take of it. */
  readonly picture?: { readonly file: string; readonly title: string };
  readonly press?: readonly Key[];
}

/** A run of a demo, and what is done in it. */
interface Take {
  readonly demo: readonly string[];
  readonly scenes: readonly Scene[];
}

const takes: readonly Take[] = [
  {
    demo: ['demo'],
    scenes: [
      { waitFor: 'Put CloudFront in front of', press: ['enter'] },
      {
        waitFor: /Which certificate[\s\S]*❯/,
        picture: {
          file: 'wizard.svg',
          title: 'copilot-cdn asks which certificate visitors should see, and says why some cannot be used',
        },
      },
    ],
  },
  {
    demo: ['demo', 'static-site'],
    scenes: [
      { waitFor: 'What is the site called?', press: ['enter'] },
      {
        waitFor: /9 files, 1\.5 kB chosen[\s\S]*looks like a secret/,
        picture: {
          file: 'files.svg',
          title: 'The workspace as a tree: a build folder is chosen, a secret is not',
        },
      },
    ],
  },
];

for (const take of takes) await record(take);

async function record({ demo, scenes }: Take): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-media-'));
  const terminal = launchProgram(demo, {
    columns: 100,
    rows: 30,
    cwd: folder,
    env: { COLORTERM: 'truecolor' },
  });
  try {
    for (const { waitFor, picture, press = [] } of scenes) {
      await terminal.waitFor(waitFor, { timeout: 20_000 });
      if (picture) {
        const path = join(packageRoot, 'media', picture.file);
        writeFileSync(path, svgOf(terminal.emulator, picture.title));
        console.log(`media/${picture.file} written`);
      }
      terminal.press(...press);
    }
  } finally {
    await terminal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
