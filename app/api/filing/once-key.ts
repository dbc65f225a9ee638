import { sha256 } from '#app/reports/sending/decide-submission.ts'
import { personOf } from '#db/connections/actor-settings.ts'
import type { Caller } from '#db/context.ts'

/** Two programs of one organisation may choose the same words. */
export const onceKey = (caller: Caller, key: string): string =>
  sha256(`program ${personOf(caller)} ${key}`)
    .toString('hex')
    .slice(0, 32)
