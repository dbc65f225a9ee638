import { RouterContextProvider } from 'react-router'
import { expect, test } from 'vitest'
import { visitContext, worldContext, type Visit } from '#app/context.ts'
import { handleError } from '#app/entry.server.tsx'
import type { World } from '#app/world.server.ts'

test('a fault is in the log by its name, its place and the request; what it says may quote a report, and is not', () => {
  const lines: unknown[] = []
  const context = new RouterContextProvider()
  const log = { error: (...said: unknown[]) => lines.push(said) }
  context.set(worldContext, { log } as unknown as World) // all that is looked at
  context.set(visitContext, { id: 'request-1' } as Visit)
  const asked = { request: new Request('https://portal.example.jp/reports/H3WF-3HXM-9P'), context, params: {}, url: '' }
  handleError(new TypeError('cannot read 架空病院 of undefined'), asked as unknown as Parameters<typeof handleError>[1])
  const told = JSON.stringify(lines)
  expect(lines).toHaveLength(1)
  expect(told).toMatch(/"request":"request-1","fault":"TypeError".*faults\.test/)
  expect(told).not.toMatch(/架空病院|H3WF/)
})
