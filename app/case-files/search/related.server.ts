import { getCaseFile, type QueueLine } from '#db/case-files/case-files.server.ts'
import { lastHanded } from '#db/case-files/hand-overs.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { listAround } from '#db/queue/queue.server.ts'
import { normalised, pairsOf } from '#db/queue/search-words.ts'
import { searchQueue } from '#db/queue/search.server.ts'
import { listDeliveries, readProjection } from '#db/submissions/deliveries.server.ts'
import { periodDays, relationsBetween, traitsOf, type Relation, type Traits } from '#forms/related.ts'

import { searchTexts } from './search-text.server.ts'

export interface RelatedFile {
  file: QueueLine
  relations: readonly Relation[]
}

/** Each is one search; so many stay below a second in the largest queues. */
const most = { searches: 12, perSearch: 8, around: 10, shown: 30 }

/**
 * Case files of this body, and of no other, that have something in common with this one. The sealed index finds those in
 * which the name, the number or an indicator stands; what they were told is then opened and compared.
 */
export async function findRelated(
  { db }: Context<Officer>,
  id: string,
): Promise<{ file: QueueLine; related: RelatedFile[] }> {
  return db.transaction(async (tx) => {
    const file = await getCaseFile(tx, id)
    const own = await readTraits(tx, file)
    const candidates = new Map<string, QueueLine>()
    for (const phrase of own ? phrasesFor(own) : []) {
      const asked = { phrases: [phrase], filters: {}, limit: most.perSearch, textsOf: searchTexts }
      for (const line of (await searchQueue(tx, asked)).lines) candidates.set(line.id, line)
    }
    for (const line of await listAround(tx, file, { days: periodDays, limit: most.around }))
      candidates.set(line.id, line)
    candidates.delete(id)
    const related: RelatedFile[] = []
    for (const candidate of candidates.values()) {
      const traits = own && (await readTraits(tx, candidate))
      const relations = own && traits ? relationsBetween(own, traits) : []
      if (relations.length > 0) related.push({ file: candidate, relations })
    }
    return { file, related: related.toSorted(closerFirst).slice(0, most.shown) }
  })
}

/** What was sent last, or handed over where nothing was sent. */
async function readTraits(tx: Tx, { reportId, recipient, receivedAt }: QueueLine): Promise<Traits | null> {
  const last = (await listDeliveries(tx, reportId, recipient)).at(-1)
  const projection = last
    ? (await readProjection(tx, last)).projection
    : (await lastHanded(tx, [reportId], recipient)).get(reportId)
  return projection ? traitsOf(projection, receivedAt.toISOString()) : null
}

/** What is told of few first: a number, then indicators, then a name. */
function phrasesFor({ corporateNumber, organisation, indicators }: Traits): string[] {
  const told = [corporateNumber, organisation, ...indicators].filter((text) => text !== null)
  const phrases = told.map((text) => normalised(text).slice(0, 100)).filter((phrase) => pairsOf(phrase).size > 0)
  return [...new Set(phrases)].slice(0, most.searches)
}

const ranks = { organisation: 0, indicator: 1, period: 2 } as const

/** By the strongest reason, then by how many, then the newest. */
function closerFirst(one: RelatedFile, other: RelatedFile): number {
  const rank = ({ relations }: RelatedFile) => Math.min(...relations.map(({ kind }) => ranks[kind]))
  return (
    rank(one) - rank(other) ||
    other.relations.length - one.relations.length ||
    other.file.receivedAt.getTime() - one.file.receivedAt.getTime()
  )
}
