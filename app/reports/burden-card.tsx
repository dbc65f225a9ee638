import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'

import type { Burden } from './burden.ts'
import { useNames } from './names.ts'

/** How much work it was, and how much it was not. */
export function BurdenCard({ burden }: { burden: Burden }) {
  const { t } = useNames()
  const { minutes, typed, separate, saved, recipients } = burden
  const rows = [
    { term: t('burden.minutes'), children: t('burden.minutesOf', { count: minutes }) },
    { term: t('burden.typed'), children: t('burden.items', { count: typed }) },
    { term: t('burden.separate', { count: recipients }), children: t('burden.items', { count: separate }) },
    { term: t('burden.saved'), children: t('burden.items', { count: saved }) },
  ]
  return (
    <Card id="burden" title={t('burden.title')} tone="quiet">
      <DescriptionList rows={rows} />
      <Details summary={t('burden.how')}>
        <p>{t('burden.howText')}</p>
      </Details>
    </Card>
  )
}
