import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * unit: no database, no server. markup: the same for components, which Node cannot read by itself. database: one embedded
 * PostgreSQL per run. browser: the built portal, as people see it.
 * Workers are shared by files (nothing here keeps state in a module that another file could miss), so that each loads the
 * application once and opens one browser; Node reads it as it does when it serves. The longest come first: vitest goes by
 * the names of projects.
 */
export default defineConfig({
  test: {
    isolate: false,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    maxWorkers: Math.min(4, availableParallelism() + 1), // a test that waits leaves its processor to another
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/forms/**/*.test.ts', 'test/app/unit/**/*.test.ts', 'test/*.test.ts'],
          testTimeout: 30_000, // a busy machine is no defect
        },
      },
      {
        extends: true,
        test: {
          name: 'markup',
          include: ['test/app/unit/**/*.test.tsx'],
          experimental: { viteModuleRunner: true },
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['test/db/**/*.test.ts', 'test/app/**/*.test.ts'],
          exclude: ['test/app/unit/**'],
          globalSetup: ['test/support/global-database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/global-database.ts', 'test/support/global-browser.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
