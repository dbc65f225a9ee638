import { visitContext, worldContext } from '#app/context.ts'
import { isReading } from '#app/deliveries/open-delivery.server.ts'
import { takeDelivery } from '#app/deliveries/take-delivery.server.ts'
import { jsonOf, sendingOf } from '#app/deliveries/taken-copy.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { fileResponse, pdfResponse } from '#app/reports/sending/pdf.server.ts'
import { documentOf } from '#forms/document.ts'

import type { Route } from './+types/delivery'

/** A copy of one revision that this body got: `/desk/deliveries/<id>.pdf` or `.json`. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const [, id, format] = /^([0-9a-f-]{36})\.(pdf|json)$/.exec(args.params.file) ?? []
  if (!id || (format !== 'pdf' && format !== 'json')) throw new Refusal('notFound')

  if (!isReading(args.request)) throw new Refusal('notFound') // nothing is fetched ahead, and no copy counted for it
  const taken = await takeDelivery(context, id, format)
  const { language } = args.context.get(visitContext)
  const page = documentOf(taken.projection, documentWords(language), {
    ...sendingOf(taken),
    cover: taken.cover,
  })
  const name = `${taken.line.reference}-${taken.line.recipient}-${taken.line.revisionNumber}.${format}`
  if (format === 'pdf') return pdfResponse(args.context.get(worldContext).pdf, page, taken.line.sentAt, name)
  return fileResponse(JSON.stringify(jsonOf(taken), null, 2), name, 'application/json; charset=utf-8')
}
