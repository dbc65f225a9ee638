import { useTranslation } from '#app/i18n/use-translation.ts'

import { visitContext } from '#app/context.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { rulebookPage } from '#app/rulebooks/rulebook-page.server.ts'
import { RulebookView } from '#app/rulebooks/rulebook-view.tsx'
import { dayOf } from '#app/case-files/due-words.ts'
import { currentEdition } from '#forms/edition.ts'
import { rulebookAt } from '#forms/rulebooks.ts'

import type { Route } from './+types/rulebook'

/** The rules of today, for the people who keep them. There is no report on this side of the portal. */
export async function loader(args: Route.LoaderArgs) {
  const { now } = await requireOperator(args)
  const { language } = args.context.get(visitContext)
  const today = dayOf(now)
  return rulebookPage(rulebookAt(today), currentEdition, documentWords(language), today)
}

export default function OperatorRulebook({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('operator')
  return (
    <OperatorPage title={t('rulebook.title')} here="rulebook">
      <RulebookView page={loaderData} />
    </OperatorPage>
  )
}
