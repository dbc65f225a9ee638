import { defineConfig } from 'vitest/config'

/** unit: no database, no server. database: one embedded PostgreSQL per run. browser: the built portal, as people see it. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/forms/**/*.test.ts', 'test/app/unit/**/*.test.{ts,tsx}', 'test/*.test.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: ['test/db/**/*.test.ts', 'test/app/**/*.test.{ts,tsx}'],
          exclude: ['test/app/unit/**'],
          globalSetup: ['test/support/global-database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/global-database.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
