import { requireFiler } from '#app/http/filer.server.ts'
import { fileResponse } from '#app/reports/sending/pdf.server.ts'
import { getSentDelivery, jsonOf } from '#app/reports/sending/sent-delivery.server.ts'

import type { Route } from './+types/delivery-json'

export async function loader(args: Route.LoaderArgs) {
  const { reference, id } = args.params
  const sent = await getSentDelivery(await requireFiler(args, reference, 'read', 'whole'), id)
  const { recipient, revisionNumber } = sent.line
  const name = `${reference}-${recipient}-${revisionNumber}.json`
  return fileResponse(JSON.stringify(jsonOf(sent), null, 2), name, 'application/json; charset=utf-8')
}
