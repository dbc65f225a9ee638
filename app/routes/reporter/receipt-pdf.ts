import { visitContext, worldContext } from '#app/context.ts'
import { receiptPage } from '#app/documents/receipt.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { pdfResponse } from '#app/reports/sending/pdf.server.ts'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'

import type { Route } from './+types/receipt-pdf'

/** The receipt on paper. The secret is not on it. */
export async function loader(args: Route.LoaderArgs) {
  const { reference, number } = args.params
  const receipt = await getReceipt(await requireFiler(args, reference, 'read', 'whole'), Number(number))
  const { language } = args.context.get(visitContext)
  const page = receiptPage(
    {
      ...receipt,
      revision: receipt.number,
      receivedAt: receipt.receivedAt.toISOString(),
      returned: receipt.returned.map((copy) => ({ ...copy, returnedAt: copy.returnedAt.toISOString() })),
      verifyAt: new URL('/verify', args.request.url).href,
    },
    documentWords(language),
  )
  return pdfResponse(
    args.context.get(worldContext).pdf,
    page,
    receipt.receivedAt,
    `${reference}-${receipt.number}-receipt.pdf`,
  )
}
