import { visitContext, worldContext } from '#app/context.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { formatDay } from '#app/i18n/format.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { makeLetter } from '#app/organisations/claim.server.ts'
import { letterPage } from '#app/organisations/letter.ts'
import { pdfResponse } from '#app/reports/sending/pdf.server.ts'

import type { Route } from './+types/claim-letter'

export async function loader(args: Route.LoaderArgs): Promise<never> {
  await requireOperator(args)
  throw new Refusal('notFound', { next: '/operator/organisations' })
}

/** Makes a new code and the letter that carries it. The code is on that paper and nowhere else. */
export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const { claim: id } = args.params
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal('notFound')
  const { claim, code, claimant } = await makeLetter(context, id)
  const { now } = args.context.get(visitContext)
  const { config, pdf } = args.context.get(worldContext)
  const { name, address, corporateNumber } = claim
  const letter = {
    name,
    address,
    corporateNumber,
    claimant,
    code,
    site: new URL('/organisations', args.request.url).href,
    at: formatDay(now.toISOString(), 'ja'),
    operator: { name: config.operator.name?.ja ?? null, contacts: config.operator.contacts },
    about: new URL('/about', args.request.url).href,
  }
  return pdfResponse(pdf, letterPage(letter, wordsOf('ja')), now, `letter-${corporateNumber}.pdf`)
}
