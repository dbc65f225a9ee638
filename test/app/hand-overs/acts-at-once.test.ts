/** What is written about a case in the moment in which a colleague gives its copy back. */
import { expect, test } from 'vitest'

import { labelCase } from '#app/case-files/acts/label.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { advise } from '#app/feedback/advise.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { warn } from '#app/feedback/warn.server.ts'
import { returnCopies } from '#db/case-files/returns.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

const issued = { on: '2026-10-31', url: '', reference: '注意喚起 1', text: '' }
const acts: Record<string, (desk: Desk) => Promise<unknown>> = {
  acknowledgement: (desk) => acknowledge(desk, desk.id, { number: '徳サ-1', text: '' }),
  question: (desk) => ask(desk, desk.id, { items: [], text: 'いつ気付きましたか。', due: null }),
  advice: (desk) => advise(desk, desk.id, { text: '遮断を続けてください。', tlp: 'TLP:AMBER' }),
  warning: (desk) => warn(desk, desk.id, issued),
  note: (desk) => writeNote(desk, desk.id, '電子カルテの件'),
  label: (desk) => labelCase(desk, desk.id, '病院'),
}

test.each(Object.entries(acts))('%s: nothing of it is left, and whoever wrote it is told', async (_, act) => {
  const desk = await deskOf(database, await filedHospital(database), 'police', '徳島県')
  const { reportId, heading } = (await readCase(desk, desk.id)).file
  const { acting } = await desk.db.transaction(async (tx) => {
    const copy = { caseFileId: desk.id, reportId, handOverId: null, heading, now: desk.now } as const
    expect(await returnCopies(tx, { ...copy, reason: 'wrong-addressee' })).not.toBeNull()
    const begun = act(desk).catch((error: unknown) => error)
    await somebodyWaits(database)
    return { acting: begun }
  })
  expect(await acting).toMatchObject({ code: 'givenBack' })
  const { feedback, notes, file } = await readCase(desk, desk.id)
  expect({ feedback, notes, labels: file.labels }).toEqual({ feedback: [], notes: [], labels: [] })
})
