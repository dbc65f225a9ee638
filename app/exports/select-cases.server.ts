import { filtersOf } from '#app/case-files/queue/chosen-filters.ts'
import type { QueueChoice } from '#app/case-files/queue/queue-filters.ts'
import { searchTexts } from '#app/case-files/search/search-text.server.ts'
import { mostExported } from '#db/case-files/exports.server.ts'
import type { Tx } from '#db/context.ts'
import { listQueue, type QueuePage } from '#db/queue/queue.server.ts'
import { otherPhrasesOf, phrasesOf } from '#db/queue/search-words.ts'
import { searchQueue } from '#db/queue/search.server.ts'

const atOnce = 1_000

/** The case files of the queue's filter, in its order; one more than may be exported when there are too many. */
export async function selectCases(tx: Tx, choice: QueueChoice, me: string, now: Date): Promise<string[]> {
  const read = readerOf(tx, choice, me, now)
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor, Math.min(atOnce, mostExported + 1 - ids.length))
    ids.push(...page.lines.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined && ids.length <= mostExported)
  return ids
}

type Reader = (cursor: string | undefined, limit: number) => Promise<QueuePage>

/** As the queue reads: what is too short to look for finds nothing. */
function readerOf(tx: Tx, choice: QueueChoice, me: string, now: Date): Reader {
  const { order, q } = choice
  const filters = filtersOf(choice, me, now)
  if (!q) return (cursor, limit) => listQueue(tx, { filters, order, cursor, limit })
  const phrases = phrasesOf(q)
  if (!phrases) return async () => ({ lines: [], next: null })
  const otherwise = otherPhrasesOf(q)
  return (cursor, limit) => searchQueue(tx, { phrases, otherwise, filters, cursor, limit, textsOf: searchTexts })
}
