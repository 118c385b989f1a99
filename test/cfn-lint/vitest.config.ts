import { defineConfig } from 'vitest/config';

// Apart from the other tests, for it needs a Python program: see cfn-lint.ts.
// biome-ignore lint/style/noDefaultExport: vitest takes its configuration from the default export
export default defineConfig({
  test: { name: 'cfn-lint', include: ['test/cfn-lint/*.lint.ts'], hookTimeout: 300_000 },
});
