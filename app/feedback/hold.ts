/** What a pause can be asked for, and for how long. */
import type { HoldReason } from '#db/case-files/holds.server.ts'

export const holdReasons = ['containment', 'evidence', 'recovery', 'people'] as const satisfies readonly HoldReason[]

/** In hours. It ends by itself, so that a forgotten one stops nobody. */
export const holdLengths = [6, 12, 24, 72, 168] as const

/** The body that coordinates for the victim; the policies of `holds` name it too. */
export const coordinationCentre = 'jpcert'

export const wordsLimit = 500
