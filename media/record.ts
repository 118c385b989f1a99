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

const scenes: readonly Scene[] = [
  { waitFor: 'Put CloudFront in front of', press: ['enter'] },
  {
    waitFor: /Which certificate[\s\S]*❯/,
    picture: {
      file: 'wizard.svg',
      title: 'copilot-cdn asks which certificate visitors should see, and says why some cannot be used',
    },
  },
];

const folder = mkdtempSync(join(tmpdir(), 'copilot-cdn-media-'));
const terminal = launchProgram(['demo'], {
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
