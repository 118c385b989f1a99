#!/usr/bin/env node
import { readFileSync } from 'node:fs';

const [first] = process.argv.slice(2);

if (first === '--version' || first === '-V') {
  // Answered here: nothing else has to be loaded for it.
  process.stdout.write(`${version()}\n`);
} else {
  const { main } = await import('./source/commands/main.ts');
  process.exitCode = await main(process.argv.slice(2), version());
  // What a slow reader of a pipe has not taken yet would be lost.
  process.stdout.on('error', () => undefined);
  await new Promise((written) => process.stdout.write('', written));
  // Sockets that are kept alive would hold the process for seconds after the last line.
  process.exit();
}

function version(): string {
  for (const path of ['./package.json', '../package.json']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
        return String(manifest.version);
    } catch {
      // Beside the sources it is in the same folder, beside the bundle one above.
    }
  }
  return 'unknown';
}
