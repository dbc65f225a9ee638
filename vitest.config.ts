import { availableParallelism } from 'node:os'
import { defineConfig, type TestUserConfig } from 'vitest/config'
import { patient } from './test/support/heap.ts'
import { LongestFirst } from './test/support/longest-first.ts'

const database = 'test/support/global-database.ts'
const browser = 'test/support/global-browser.ts'

const projects: TestUserConfig[] = [
  {
    name: 'unit',
    include: ['test/forms/**/*.test.ts', 'test/app/unit/**/*.test.ts', 'test/*.test.ts'],
    testTimeout: 30_000, // a busy machine is no defect
  },
  {
    name: 'markup',
    include: ['test/app/unit/**/*.test.tsx'],
    experimental: { viteModuleRunner: true },
    testTimeout: 30_000,
  },
  {
    name: 'database',
    include: ['test/db/**/*.test.ts', 'test/app/**/*.test.ts'],
    exclude: ['test/app/unit/**'],
    globalSetup: [database],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
  {
    name: 'browser',
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: [database, browser],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
]

/** All but markup as one: workers go on from file to file, and the large files come first, whatever they need. */
const everything: TestUserConfig = {
  name: 'all',
  include: ['test/**/*.test.ts'],
  globalSetup: [database, browser],
  testTimeout: 120_000,
  hookTimeout: 120_000,
}

const isWhole = process.env['TESTS'] === 'whole' // as .ci/test says
const chosen = isWhole ? [everything, ...projects.filter(({ name }) => name === 'markup')] : projects

/**
 * unit: no database, no server. markup: the same for components, which Node cannot read by itself. database: one embedded
 * PostgreSQL per run. browser: the built portal, as people see it.
 * Workers are shared by files (nothing here keeps state in a module that another file could miss), so that each loads the
 * application once and opens one browser; Node reads it as it does when it serves.
 */
export default defineConfig({
  test: {
    isolate: false,
    sequence: isWhole ? { sequencer: LongestFirst } : {},
    expect: { poll: { timeout: 20_000 } }, // as long as a busy machine may take; whoever waits goes on at once
    experimental: { viteModuleRunner: false, nodeLoader: false },
    maxWorkers: Math.min(4, availableParallelism() + 1), // a test that waits leaves its processor to another
    execArgv: patient,
    projects: chosen.map((test) => ({ extends: true, test })),
  },
})
