/** New drafts: of the program's own organisation, or of a client of its vendor. */
import type { Done, WriteCall } from '#app/api/operation.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { startReports } from '#app/console/start-vendor-report.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { saveAnswers } from '#app/reports/form/save-answers.server.ts'
import type { FilingVendor, Holder, Machine, VendorProgram } from '#db/context.ts'
import { listMandatesById, type Mandate } from '#db/mandates/mandates.server.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Choices } from '#forms/projection.ts'

import { judged } from './judge.server.ts'
import { filerOf } from './own-report.server.ts'

export const draftTag = (version: number): string => `"${version}"`

/** The draft is another one than the caller has seen. */
export const changedSince = (version: number): ApiProblem =>
  new ApiProblem('preconditionFailed', { headers: { ETag: draftTag(version) } })

interface Beginning {
  language: Language
  answers: Readonly<Record<string, unknown>>
  choices?: Choices
  /** The number of the mandate; a program that acts under one need not say it. */
  mandate?: string | undefined
  /** The vendor's own number for the case. */
  ticket?: string | undefined
}

export interface Begun extends Done {
  body: { reference: string; version: number }
}

export async function startWith<B>(call: WriteCall<B>, beginning: Beginning): Promise<Begun> {
  const program = filerOf(call.actor)
  const { reference, version } =
    program.kind === 'vendor'
      ? await startForClient(call, program, beginning)
      : await startOwn(call, program, beginning)
  return {
    body: { reference, version },
    headers: { Location: `/api/v1/reports/${reference}`, ETag: draftTag(version) },
  }
}

async function startOwn<B>(
  { tx, db, now, language: told }: WriteCall<B>,
  program: Machine,
  { language, answers: given, choices, mandate, ticket }: Beginning,
) {
  if (mandate !== undefined || ticket !== undefined)
    throw fieldProblem(told, mandate ? 'mandate' : 'ticket', 'noVendor')
  const id = newId()
  const filer: Holder = { kind: 'holder', reportId: id, program: program.clientId }
  const answers = judged(given, { language: told, filer })
  const secretHash = await nobodysHash // people come in by their organisation
  const { reference } = await startReport(tx, { id, secretHash, language, edition: currentEdition.id, now })
  const page = { base: 1, answers, items: Object.keys(answers) }
  const { draft } = await saveAnswers({ db, actor: filer, now }, page, choices)
  return { reference, version: draft.version }
}

/** As the vendor's people begin one in the console. */
async function startForClient<B>(
  { tx, db, now, language: told }: WriteCall<B>,
  program: VendorProgram,
  { language, answers: given, choices, mandate: number, ticket = '' }: Beginning,
) {
  const { id: mandateId, sections, acts, approves } = await mandateFor(tx, program, { number, language: told })
  const scope = { sections, acts, approves }
  const filer: FilingVendor = { ...program, mandateIds: [mandateId], mandateId, reportId: '', scope }
  const answers = judged(given, { language: told, filer })
  const card = { ticket, label: '' }
  const [begun] = await startReports({ db, actor: program, now }, '', [{ mandateId, card, answers, language }])
  if (!begun) throw new Error('a report that was begun is missing')
  const { id, reference, version } = begun
  if (!choices || sections !== null) return { reference, version }
  const actor = { ...filer, reportId: id }
  await tx.become(actor)
  const { draft } = await saveAnswers({ db, actor, now }, { base: version, items: [], answers: {} }, choices)
  return { reference, version: draft.version }
}

/** The one that is named, or the only one there is. It has to be for all reports of the client, and for filling in. */
async function mandateFor(
  tx: WriteCall<unknown>['tx'],
  { mandateIds }: VendorProgram,
  { number, language }: { number: string | undefined; language: Language },
): Promise<Mandate> {
  const held = await listMandatesById(tx, mandateIds)
  const [found, ...others] = number === undefined ? held : held.filter((one) => one.number === number)
  if (number === undefined && others.length > 0) throw fieldProblem(language, 'mandate', 'mandateMissing')
  if (!found) throw fieldProblem(language, 'mandate', 'mandateUnknown')
  if (found.reportId !== null || !found.acts.includes('draft')) throw new ApiProblem('outsideMandate')
  return found
}

function fieldProblem(language: Language, field: string, code: string): ApiProblem {
  const detail = wordsOf(language)(`api:details.${code}`)
  return new ApiProblem('invalid', { problems: [{ field: `/${field}`, code, detail }] })
}
