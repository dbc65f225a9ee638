import { messageLimit } from '#app/reports/board/message-limit.ts'
import type { Context, Filer } from '#db/context.ts'

import { namesSomebody } from './naming.server.ts'

/** Why words to a body cannot go; keys of `notices`. */
export async function wrongWith(
  context: Context<Filer>,
  text: string,
): Promise<'missingText' | 'longText' | 'identifying' | null> {
  if (text === '') return 'missingText'
  if (text.length > messageLimit) return 'longText'
  return (await namesSomebody(context, text)) ? 'identifying' : null
}
