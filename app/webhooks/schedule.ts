/** When a message is tried again, and what an answer means for it. */
import type { AskProblem } from '#app/outbound/ask.server.ts'

const minute = 60
const hour = 60 * minute

/** Seconds after each failed try; about two days and eighteen hours in all, and never more than three days. */
const pauses = [5, minute, 5 * minute, 30 * minute, 2 * hour, 4 * hour, 8 * hour, 12 * hour, 16 * hour, 24 * hour]
const jitter = 0.08

export const mostTries = pauses.length + 1

/** How long an endpoint that fails over and over is left in peace, whatever waits for it. */
const rests = [0, 0, 10, 30, minute, 2 * minute, 5 * minute, 10 * minute]

export const restAfter = (failures: number): number => rests[Math.min(failures, rests.length - 1)] ?? 0

/** What came of one try. `gone`: nobody wants messages there any more. */
export type Outcome =
  | { kind: 'arrived'; status: number }
  | { kind: 'failed'; status: number | null; problem: WebhookProblem; wait: number | null }
  | { kind: 'gone'; status: number }

export type WebhookProblem = AskProblem | 'redirect' | 'refused' | 'busy' | 'fault' | 'gone' | 'content'

/** `wait`: the seconds that the receiver asks for, at most a day. */
export function outcomeOf(status: number, retryAfter: string | undefined, now: Date): Outcome {
  if (status >= 200 && status < 300) return { kind: 'arrived', status }
  if (status === 410) return { kind: 'gone', status }
  const wait = status === 429 || status === 503 ? secondsOf(retryAfter, now) : null
  return { kind: 'failed', status, problem: problemOf(status), wait }
}

/** Null: it was the last try. `random` from 0 to 1, so that what failed together does not come again together. */
export function nextTryAt(
  tries: number,
  { wait, random }: { wait: number | null; random: number },
  now: Date,
): Date | null {
  const pause = pauses[tries - 1]
  if (pause === undefined) return null
  const seconds = Math.max(pause * (1 + jitter * random), wait ?? 0)
  return new Date(now.getTime() + seconds * 1_000)
}

function problemOf(status: number): WebhookProblem {
  if (status >= 300 && status < 400) return 'redirect'
  if (status === 429 || status === 503) return 'busy'
  return status >= 500 ? 'fault' : 'refused'
}

/** Retry-After is a number of seconds or a date. */
function secondsOf(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - now.getTime()) / 1_000
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 24 * hour) : null
}
