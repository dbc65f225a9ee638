import type { ActResult } from '#app/case-files/acts/act.ts'
import { assessCase } from '#app/case-files/acts/assess.server.ts'
import { assignCase, claimCase } from '#app/case-files/acts/claim.server.ts'
import { closeCase, reopenCase } from '#app/case-files/acts/close.server.ts'
import { labelCase, unlabelCase } from '#app/case-files/acts/label.server.ts'
import { unmergeCase } from '#app/case-files/acts/merge.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { arrangeCase } from '#app/case-files/acts/responsibility.server.ts'
import { settleCase } from '#app/case-files/acts/settle.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { acknowledge } from './acknowledge.server.ts'
import { advise } from './advise.server.ts'
import { ask } from './ask.server.ts'
import { coordinateHold, endCoordinatedHold } from './hold.server.ts'
import { retract } from './retract.server.ts'
import { warn } from './warn.server.ts'

export type Fields = Readonly<Record<string, string>>
type Act = (context: Context<Officer>, id: string, fields: Fields) => Promise<ActResult>

/** The nouns below a case, each with the verb that a POST to it means. */
const acts: Readonly<Record<string, Act>> = {
  claim: (context, id) => claimCase(context, id),
  assignment: (context, id, { officer, was }) => assignCase(context, id, officer || null, was),
  arrangement: (context, id, { deputy = '', team = '', was }) => arrangeCase(context, id, { deputy, team, was }),
  assessment: (context, id, { severity = '', reason = '', was }) => assessCase(context, id, { severity, reason, was }),
  settlement: (context, id) => settleCase(context, id),
  unmerge: (context, id, { reason = '' }) => unmergeCase(context, id, reason),
  labels: (context, id, { label = '', remove }) =>
    remove ? unlabelCase(context, id, remove) : labelCase(context, id, label),
  notes: (context, id, { text = '' }) => writeNote(context, id, text),
  acknowledgement: (context, id, { number = '', text = '', first = '' }) =>
    acknowledge(context, id, { number, text, first: first === '1' }),
  questions: (context, id, { item = '', items = '', text = '', due, shown }) =>
    ask(context, id, { items: `${item} ${items}`.split(' ').filter(Boolean), text, due: due || null, shown }),
  retraction: (context, id, { question = '', text = '' }) => retract(context, id, { question, text }),
  advice: (context, id, { text = '', tlp = '' }) => advise(context, id, { text, tlp }),
  warnings: (context, id, { on = '', url = '', reference = '', text = '' }) =>
    warn(context, id, { on, url, reference, text }),
  hold: (context, id, { reason = '', hours = '' }) => coordinateHold(context, id, { reason, hours }),
  'hold-end': (context, id) => endCoordinatedHold(context, id),
  closure: (context, id, { reason = '', text = '' }) => closeCase(context, id, { reason, text }),
  reopening: (context, id) => reopenCase(context, id),
}

export function findAct(name: string | undefined): Act | undefined {
  return name && Object.hasOwn(acts, name) ? acts[name] : undefined
}
