/**
 * A report as one document: its draft and what was sent, each with the edition and a digest. The portal's own seal shows
 * that it comes from here as it is; a document without one can be taken in, and is not said to be a copy.
 */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

import { Refusal } from '#app/http/refusal.ts'
import type { Context, Filer } from '#db/context.ts'
import { readFiling } from '#db/reports/drafts.server.ts'
import { findRevision, listRevisions } from '#db/reports/revisions.server.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { currentEdition, editionIds } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { canonicalJson, type Choices } from '#forms/projection.ts'

import { sha256 } from './decide-submission.ts'

export const documentFormat = 'madoguchi-report-1'

const choices = z.strictObject({
  declined: z.array(z.string().max(40)).max(100),
  added: z.record(z.string().max(40), z.array(z.string().max(100)).max(300)),
  withheld: z.record(z.string().max(40), z.array(z.string().max(100)).max(300)),
})
/** What lies deeper than any answer does, or has no canonical form, cannot have been written by a portal. */
const isAnswerLike = (value: unknown, depth = 8): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth > 0 && Object.entries(value).every(([name, of]) => name !== '__proto__' && isAnswerLike(of, depth - 1)))

const part = z.strictObject({
  edition: z.string().max(40),
  answers: z.record(z.string(), z.unknown()).refine((told) => isAnswerLike(told)),
  choices,
  digest: z
    .string()
    .meta({ description: 'SHA-256, in hexadecimal, of the canonical JSON of `{answers, choices, edition}`.' }),
})

/** What an import reads. Revisions come along for whoever keeps the document. */
export const reportDocument = z
  .strictObject({
    format: z.literal(documentFormat),
    reference: z.string().max(20),
    exportedAt: z.iso.datetime({ offset: true }),
    draft: part.extend({ edition: z.enum(editionIds) }), // only answers to a form that is known here can be judged
    revisions: z
      .array(
        part.extend({
          revision: z.int(),
          phase: z.enum(['initial', 'interim', 'final']),
          submittedAt: z.iso.datetime({ offset: true }),
        }),
      )
      .max(1000),
    seal: z.string().max(100).optional().meta({ description: 'Of this portal, over all the rest.' }),
  })
  .meta({
    id: 'ReportDocument',
    description:
      'Canonical JSON has its names sorted and no spaces. What the portal fills in is not taken over by an import. A body is at most 1 MB: of a report with very many revisions, take the document with `?revisions=none`, which comes in again as a copy.',
  })

export type ReportDocument = z.infer<typeof reportDocument>

interface Content {
  edition: string
  answers: Answers
  choices: Choices
}

const digestOf = ({
  edition,
  answers,
  choices: chosen,
}: Pick<Content, 'edition'> & { answers: unknown; choices: unknown }) =>
  sha256(canonicalJson({ edition, answers, choices: chosen })).toString('hex')

const partOf = ({ edition, answers, choices: chosen }: Content) => ({
  edition,
  answers,
  choices: chosen,
  digest: digestOf({ edition, answers, choices: chosen }),
})

/** `none`: the draft alone, which is small enough to come in again whatever was sent of it. */
export type WithRevisions = 'all' | 'none'

export async function exportReport({ db, actor, now }: Context<Filer>, keyring: Keyring, kept: WithRevisions = 'all') {
  const { reportId } = actor
  const { filing, revisions } = await db.transaction(async (tx) => {
    const found = await readFiling(tx, reportId)
    if (!found) throw new Refusal('notFound')
    const lines = kept === 'all' ? await listRevisions(tx, reportId) : []
    const whole = await Promise.all(lines.map(({ number }) => findRevision(tx, reportId, number)))
    return { filing: found, revisions: whole.flatMap((one) => one ?? []) }
  })
  const { report, draft } = filing
  const content = {
    format: documentFormat,
    reference: report.reference,
    exportedAt: now.toISOString(),
    draft: partOf({ edition: report.edition, ...draft }),
    revisions: revisions.map(({ number, phase, submittedAt, ...revision }) => ({
      revision: number,
      phase,
      submittedAt: submittedAt.toISOString(),
      ...partOf(revision),
    })),
  }
  return { ...content, seal: sealOf(keyring, content) }
}

const sealOf = (keyring: Keyring, content: unknown): string =>
  keyring.lookup(`report document ${canonicalJson(content)}`).toString('base64url')

export type Imported = { answers: Answers; choices: Choices; isCopy: boolean } | 'changed'

/** The draft of a document. `changed`: a digest or the seal is not of what is there. The answers still have to be judged. */
export function readDocument({ seal, ...content }: ReportDocument, keyring: Keyring): Imported {
  if ([content.draft, ...content.revisions].some((one) => one.digest !== digestOf(one))) return 'changed'
  if (seal !== undefined && !isSame(seal, sealOf(keyring, content))) return 'changed'
  const { answers, choices: chosen } = content.draft
  const told = Object.entries(answers).filter(([item]) => !currentEdition.items.get(item)?.given)
  // Safe: whoever takes it in has every answer checked before it is stored.
  return { answers: Object.fromEntries(told) as Answers, choices: chosen, isCopy: seal !== undefined }
}

function isSame(shown: string, due: string): boolean {
  const [one, other] = [Buffer.from(shown), Buffer.from(due)]
  return one.length === other.length && timingSafeEqual(one, other)
}
