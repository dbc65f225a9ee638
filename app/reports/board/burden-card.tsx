import { useNames } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import type { CommonRoute } from '#forms/common-route.ts'

import type { Burden } from './burden.ts'

/** How much work it was, and how much it was not. */
export function BurdenCard({ burden }: { burden: Burden }) {
  const { t } = useNames()
  const { minutes, typed, separate, saved, recipients, common } = burden
  const rows = [
    { term: t('burden.minutes'), children: t('burden.minutesOf', { count: minutes }) },
    { term: t('burden.typed'), children: t('burden.items', { count: typed }) },
    { term: t('burden.separate', { count: recipients }), children: t('burden.items', { count: separate }) },
    { term: t('burden.saved'), children: t('burden.items', { count: saved }) },
    ...(common ? [{ term: t('burden.common'), children: <Common common={common} /> }] : []),
  ]
  return (
    <Card id="burden" title={t('burden.title')} tone="quiet">
      <DescriptionList rows={rows} />
      <Details summary={t('burden.how')}>
        <p>{t('burden.howText')}</p>
        {common && <p>{t('burden.howCommon')}</p>}
      </Details>
    </Card>
  )
}

/** The forms by name, each with how much of it anybody here has seen. */
function Common({ common: { forms, items, sendings } }: { common: CommonRoute }) {
  const { t } = useNames()
  return (
    <>
      <p>{t('burden.commonText', { items, count: sendings })}</p>
      {forms.map((form) => (
        <p key={form.id} className="quiet">
          {t('burden.form', { name: t(`operator:forms.${form.id}`), items: form.items, seen: form.seen })}
        </p>
      ))}
    </>
  )
}
