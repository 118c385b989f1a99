import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // End-to-end tests wait for a program that waits for AWS's pace: more of them than cores run well side by side.
    maxWorkers: 6,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/end-to-end/**'] },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: ['test/end-to-end/**/*.test.ts'],
          globalSetup: ['test/end-to-end/build.ts'],
          testTimeout: 120_000,
          // A process that gets no turn for 200 ms loses what a pseudo-terminal had to say last (node-pty's own limit). What is wrong with
          // the program is so the second time as well; the report names what was tried twice.
          retry: 1,
        },
      },
    ],
  },
});
