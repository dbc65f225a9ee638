import { prepareAnswers, saveItems, type ItemAnswers } from '#app/feedback/answer-question.server.ts'
import type { Context, FilingVendor } from '#db/context.ts'

import { askToSend } from './decide-sending.server.ts'

/**
 * Where the client looks at each sending, an answer about items is one: it goes into the draft, and the client is asked to
 * send that. Once it has gone the questions are closed. False when nobody would get anything new.
 */
export async function askToAnswer(
  context: Context<FilingVendor>,
  given: Pick<ItemAnswers, 'answers'>,
): Promise<boolean> {
  const { offered, whole } = await prepareAnswers(context, { ...given, consents: [] })
  await saveItems(context, given.answers, offered)
  return askToSend(
    context,
    whole.map(({ id }) => id),
  )
}
