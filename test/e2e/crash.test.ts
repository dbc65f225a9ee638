import { afterAll, beforeAll, expect, test } from 'vitest'
import { crashRound, type CrashRound } from '#test/bench/crash-round.ts'
import { removePortal, startPortal, type Portal } from '#test/bench/portal.ts'

/** Killed early, in the middle and late in the stream; `node test/bench/crash.ts` kills many times more. */
const moments = [40, 120, 250]

let portal: Portal
let stopped: CrashRound
const rounds: CrashRound[] = []

beforeAll(async () => {
  portal = await startPortal()
  for (const killAfterMs of moments) {
    const after = await crashRound({ portal, filings: 60, killAfterMs })
    portal = after.portal
    rounds.push(after.round)
  }
  const after = await crashRound({ portal, filings: 80, killAfterMs: 0, afterAcknowledged: 20, end: 'stop' })
  portal = after.portal
  stopped = after.round
}, 180_000)

afterAll(async () => {
  await portal.stop()
  await removePortal(portal.folder)
})

const sum = (name: keyof CrashRound) => rounds.reduce((total, round) => total + round[name], 0)

test('the server was killed while submissions were under way', () => {
  expect(sum('acknowledged')).toBeGreaterThan(0)
  expect(sum('unanswered')).toBeGreaterThan(0)
})

test('nothing that was acknowledged is lost when the server is killed', () => {
  expect(sum('lost')).toBe(0)
  expect(sum('partial')).toBe(0)
})

test('a submission that is repeated after the restart is accepted and reaches nobody twice', () => {
  expect(sum('refused')).toBe(0)
  expect(sum('twice')).toBe(0)
})

test('what nobody had sent was not sent', () => {
  expect(sum('unasked')).toBe(0)
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
