import { visitContext, worldContext } from '#app/context.ts'
import { noticePage, readNotice } from '#app/entrustors/notice.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { pdfResponse } from '#app/reports/sending/pdf.server.ts'

import type { Route } from './+types/entrustor-notice-pdf'

/** The notice as a file, to be sent to the entrustor by the processor itself: the portal tells nobody. */
export async function loader(args: Route.LoaderArgs) {
  const { reference, id } = args.params
  const { language } = args.context.get(visitContext)
  const notice = await readNotice(await requireFiler(args, reference, 'read'), id, language)
  const { pdf } = args.context.get(worldContext)
  return pdfResponse(pdf, noticePage(notice, language), notice.on, `${reference}-entrustor.pdf`)
}
