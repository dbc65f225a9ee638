/** A case is found by what its body wrote on it as well: labels and the body's own number; see migrations/270-own-words-found.sql. */
import { listNumbers } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'
import { monthOf, tokensOf } from './search-tokens.server.ts'
import { normalised, pairsOf } from './search-words.ts'

interface Found {
  id: string
  receivedAt: Date
}

/** As an officer or a program of the body: from now on these are found by these words, too. */
export async function findBy(tx: Tx, files: readonly Found[], words: string, now: Date): Promise<void> {
  const recipient = 'recipient' in tx.actor ? tx.actor.recipient : null
  const pairs = pairsOf(normalised(words))
  if (!recipient || pairs.size === 0) return
  const key = (await tx.recipientKey(recipient)).derive('search')
  const inOrder = files.toSorted((a, b) => (a.id < b.id ? -1 : 1)) // two who label the same ones wait, and do not cross
  await Promise.all(
    inOrder.map(({ id, receivedAt }) => {
      const tokens = `{${tokensOf(key, pairs, monthOf(receivedAt)).join(',')}}`
      return tx.sql`select find_by(${id}, ${tokens}::text::integer[], ${now})`
    }),
  )
}

interface Labelled {
  id: string
  labels: readonly string[]
  acknowledgedAt: Date | null
}

/** Of each case file: its labels and every number that its body ever gave it, normalised. */
export async function ownWords(tx: Tx, files: readonly Labelled[]): Promise<(file: Labelled) => string[]> {
  const acknowledged = files.filter(({ acknowledgedAt }) => acknowledgedAt !== null).map(({ id }) => id)
  const numbers = Map.groupBy(await listNumbers(tx, acknowledged), ({ caseFileId }) => caseFileId)
  return ({ id, labels }) => {
    const given = numbers.get(id)?.map(({ number }) => number) ?? []
    return [...labels, ...given].map(normalised)
  }
}
