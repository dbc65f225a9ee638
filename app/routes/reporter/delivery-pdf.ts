import { visitContext, worldContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { pdfResponse } from '#app/reports/sending/pdf.server.ts'
import { getSentDelivery, pageOf } from '#app/reports/sending/sent-delivery.server.ts'

import type { Route } from './+types/delivery-pdf'

export async function loader(args: Route.LoaderArgs) {
  const { reference, id } = args.params
  const sent = await getSentDelivery(await requireFiler(args, reference, 'read', 'whole'), id)
  const { recipient, revisionNumber, sentAt } = sent.line
  const page = pageOf(sent, args.context.get(visitContext).language)
  return pdfResponse(
    args.context.get(worldContext).pdf,
    page,
    sentAt,
    `${reference}-${recipient}-${revisionNumber}.pdf`,
  )
}
