/** When a mail is tried again: graphile-worker's own schedule, said here so that pages and documents can say it too. */

/** After this the operator decides; about sixteen hours after the first try. */
export const mostTries = 12

/** Seconds until the next try after so many: 3, 7, 20, 55 s, 2, 7, 18, 50 min, then 2¼ and twice 6 h. */
export const pauseAfter = (tries: number): number => Math.exp(Math.min(10, tries))

/** Null: there is none. */
export function nextTryAt(tries: number, now: Date): Date | null {
  return tries >= mostTries ? null : new Date(now.getTime() + pauseAfter(tries) * 1000)
}
