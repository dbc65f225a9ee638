import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { readStaticFiles, sendStatic } from '#app/http/static-files.server.ts'

test('files of the build carry what protects pages, and say in which letters they are written', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'static-'))
  const names = ['icon.svg', 'page.css', 'robots.txt', 'run.js']
  for (const name of names) writeFileSync(path.join(folder, name), 'x')
  const files = readStaticFiles(folder, '/run.js')
  rmSync(folder, { recursive: true })
  const server = createServer((request, response) => void sendStatic(files, request, response, true))
  onTestFinished(() => void server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // it listens at a port
  for (const name of names) {
    const { headers } = await fetch(`http://127.0.0.1:${port}/${name}`)
    expect(headers.get('Content-Type')).toMatch(/; charset=utf-8$/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Strict-Transport-Security')).toContain('includeSubDomains')
    expect(headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; base-uri 'none'.*frame-ancestors 'none'$/,
    )
  }
})
