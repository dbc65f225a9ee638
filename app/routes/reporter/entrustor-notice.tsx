import { visitContext } from '#app/context.ts'
import { readNotice } from '#app/entrustors/notice.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Actions, LinkButton, PrintButton } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/entrustor-notice'

export async function loader(args: Route.LoaderArgs) {
  const { reference, id } = args.params
  const context = await requireFiler(args, reference, 'read')
  const { on, ...notice } = await readNotice(context, id, args.context.get(visitContext).language)
  return { frame: frameOf(args, reference), id, ...notice, on: on.toISOString() }
}

/** What the entrustor is told, to look at before it goes. */
export default function EntrustorNotice({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('entrustors')
  const { day } = useFormat()
  const { frame, id, name, processor, told, names, on } = loaderData
  const base = `/reports/${frame.reference}/entrustors`
  const rows = told.map(({ item, label, value }) => ({
    key: item,
    term: label,
    children: <span className="typed">{value.join('\n')}</span>,
  }))
  return (
    <ReportPage frame={frame} title={t('paper.title')} current={null} here={base}>
      {names.length > 0 && (
        <Notice tone="warning" title={t('names', { names: names.join(t('and')) })}>
          <p>{t('namesText')}</p>
        </Notice>
      )}
      <p>{t('paper.to', { name })}</p>
      {processor && <p>{t('paper.from', { name: processor })}</p>}
      <p>{t('paper.on', { day: day(on) })}</p>
      <Heading level={2}>{t('paper.heading')}</Heading>
      <p>{t('paper.lead')}</p>
      <p>{t('paper.unknown')}</p>
      {rows.length > 0 ? <DescriptionList rows={rows} /> : <p>{t('paper.none')}</p>}
      <Actions>
        <LinkButton href={`${base}/${id}.pdf`} download>
          {t('paper.pdf')}
        </LinkButton>
        <PrintButton>{t('paper.print')}</PrintButton>
      </Actions>
      <p>
        <a href={base}>{t('paper.back')}</a>
      </p>
    </ReportPage>
  )
}
