import { afterAll, beforeAll, expect, test } from 'vitest'
import { crashRound, type CrashRound } from '#test/bench/crash-round.ts'
import { removePortal, startPortal, type Portal } from '#test/bench/portal.ts'
import { layDataFolder } from '#test/support/data-folder.ts'
import { scratchFolder } from '#test/support/scratch.ts'

/** Killed once, in the middle of the stream; `node test/bench/crash.ts` kills early, late and a hundred times. */
const middle = { filings: 36, killAfterMs: 0, afterAcknowledged: 10 }

let portal: Portal
let killed: CrashRound
let stopped: CrashRound

beforeAll(async () => {
  const folder = scratchFolder()
  layDataFolder(folder)
  portal = await startPortal({ folder })
  const first = await crashRound({ portal, ...middle })
  const early = { ...middle, afterAcknowledged: 3 } // whoever stops in order answers a dozen more
  const second = await crashRound({ portal: first.portal, ...early, end: 'stop', again: { byNpm: true } })
  portal = second.portal
  killed = first.round
  stopped = second.round
}, 180_000)

afterAll(async () => {
  await portal.stop()
  await removePortal(portal.folder)
})

test('the server was killed while submissions were under way', () => {
  expect(killed.acknowledged).toBeGreaterThan(0)
  expect(killed.unanswered).toBeGreaterThan(0)
})

test('nothing that was acknowledged is lost when the server is killed', () => {
  expect(killed).toMatchObject({ lost: 0, partial: 0 })
})

test('a submission that is repeated after the restart is accepted and reaches nobody twice', () => {
  expect(killed).toMatchObject({ refused: 0, twice: 0 })
})

test('what nobody had sent was not sent', () => {
  expect(killed.unasked).toBe(0)
})

test('a server that is asked to stop in a stream of submissions answers what it took, and nothing is half done', () => {
  const { acknowledged, unanswered, untold, lost, partial, refused, twice, unasked } = stopped
  expect(acknowledged).toBeGreaterThan(0)
  expect(unanswered).toBeGreaterThan(0)
  expect({ untold, lost, partial, refused, twice, unasked }).toEqual({
    untold: 0,
    lost: 0,
    partial: 0,
    refused: 0,
    twice: 0,
    unasked: 0,
  })
})

test('npm that is told to stop a portal it started leaves none behind', async () => {
  expect((await fetch(portal.origin)).status).toBe(200)
  await portal.stop()
  await expect(fetch(portal.origin)).rejects.toThrow('fetch failed')
})
