import { defineConfig } from 'vitest/config';

// Apart from the other tests, for it needs a Python program: see server.ts.
// biome-ignore lint/style/noDefaultExport: vitest takes its configuration from the default export
export default defineConfig({
  test: {
    name: 'moto',
    include: ['test/moto/*.moto.ts'],
    globalSetup: ['test/moto/server.ts'],
    setupFiles: ['test/moto/connect.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
