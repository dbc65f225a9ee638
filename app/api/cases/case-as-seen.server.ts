/** A case file as programs see it, with its tag: what they may hold against acts of others, people or programs. */
import { digestOf, isStill } from '#app/api/answer.server.ts'
import type { WriteCall } from '#app/api/operation.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { shownDelivery } from '#app/case-files/page/case-view.server.ts'
import { readCase, type ReadCase } from '#app/case-files/page/read-case.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { readFiled } from '#app/mandates/board-mandates.server.ts'
import { isTaken, lockCaseFile } from '#db/case-files/case-files.server.ts'
import type { BodyProgram, Context } from '#db/context.ts'

import { caseAnswer } from './case-answer.server.ts'

type Answer = ReturnType<typeof caseAnswer>

interface Seen {
  answer: Answer
  /** Of the case file as it stands, whatever the language and the revision that it was read in. */
  state: string
  etag: string
}

/** `revision` null shows the newest. */
export async function caseAsSeen(
  context: Context<BodyProgram>,
  read: ReadCase,
  { revision, language }: { revision: number | null; language: Language },
): Promise<Seen> {
  const shown = shownDelivery(read.deliveries, revision)
  const { reportId, revisionNumber } = shown.line
  const filed = await readFiled(context, { reportId, revisionNumber, projection: shown.projection })
  const taken = await context.db.transaction((tx) => isTaken(tx, read.file.id)) // programs do not see who
  const answer = caseAnswer(read, { shown, filed, taken }, documentWords(language))
  const { why: _words, delivery: _shown, reporter, ...said } = answer
  const state = digestOf(JSON.stringify([said, reporter.standing, reporter.fit]))
  return { answer, state, etag: `"${state}.${digestOf(JSON.stringify(answer))}"` }
}

/** Throws preconditionFailed with the tag of now. Nobody says or does anything about the case file until the call ends. */
export async function mustBeAsSeen<B>(call: WriteCall<B>, context: Context<BodyProgram>, id: string): Promise<void> {
  const { tx, ifMatch } = call
  if (ifMatch === null) return
  await lockCaseFile(tx, id)
  const { state, etag } = await caseNow(call, context, id)
  if (!isStill(ifMatch, state)) throw new ApiProblem('preconditionFailed', { headers: { ETag: etag } })
}

export async function caseNow<B>(
  { language }: Pick<WriteCall<B>, 'language'>,
  context: Context<BodyProgram>,
  id: string,
): Promise<Seen> {
  return caseAsSeen(context, await readCase(context, id), { revision: null, language })
}
