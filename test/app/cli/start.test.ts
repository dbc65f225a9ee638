import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removePortal, startPortal, type Portal } from '#test/bench/portal.ts'
import { scratchFolder } from '#test/support/scratch.ts'

/** A process of its own, with what `npm start` sets: other tests' portals live in processes that have loaded all before. */
const environment = { NODE_ENV: '', MADOGUCHI_DEMO: '1', NODE_COMPILE_CACHE: '.tmp/compiled' }
let portal: Portal

beforeAll(async () => {
  portal = await startPortal({ folder: scratchFolder(), environment })
})

afterAll(async () => {
  await portal.stop()
  await removePortal(portal.folder)
})

test('the demo draws its first pages in both languages', async () => {
  for (const path of ['/', '/resume', '/demo']) {
    for (const language of ['ja', 'en']) {
      const page = await fetch(new URL(path, portal.origin), { headers: { 'Accept-Language': language } })
      expect(page.status, path).toBe(200)
      expect(await page.text()).toContain(`<html lang="${language}"`)
    }
  }
})

test('and says where it is and how its board is opened', () => {
  const said = readFileSync(join(portal.folder, 'server.log'), 'utf8')
  expect(said).toContain(portal.origin)
  expect(said).toMatch(/reference [A-Z0-9-]+ and secret [A-Z0-9-]+/)
})
